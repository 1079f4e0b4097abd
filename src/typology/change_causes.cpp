#include "sozialraum/typology/change_causes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <tuple>

#include "sozialraum/core/draws.hpp"
#include "sozialraum/core/parallel.hpp"

namespace sozialraum::typology {
namespace {

/// What the answers are made of: one row an area (by code) or a pseudo-area.
struct Row {
  std::uint64_t hash = 0;       ///< of the code
  double shape = 1.0;           ///< of its gamma weight
  std::array<bool, 3> apart{};  ///< of `before`, after each step that was given
  double noise = 0.0;
};

/// The share that differs after each step, and the share that noise alone would move.
struct Shares {
  std::array<double, 3> apart{};
  double noise = 0.0;
};

void require_lists(const TypeSteps& steps, const ChangeOptions& options) {
  const std::size_t areas = steps.codes.size();
  const auto fits = [areas](std::size_t size, bool needed) {
    return size == areas || (size == 0 && !needed);
  };
  if (areas == 0) {
    throw core::InvalidInput({.code = "no_areas",
                              .severity = core::Severity::kWarning,
                              .message = "there are no areas",
                              .place = {.argument = "before"}});
  }
  if (!fits(steps.before.size(), true) || !fits(steps.after.size(), true) ||
      !fits(steps.boundaries.size(), false) || !fits(steps.definition.size(), false) ||
      !fits(steps.noise.size(), false)) {
    throw core::InvalidInput({.code = "length_mismatch",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("not every list speaks of {} areas", areas),
                              .place = {.argument = "after"},
                              .hint = "give the types of the same areas in the same order"});
  }
  if (!std::ranges::all_of(steps.noise, [](double p) { return p >= 0.0 && p <= 1.0; })) {
    core::invalid_argument("noise", "is not one probability for every area");
  }
  if (!(options.level > 0.0 && options.level < 1.0)) {
    core::invalid_argument("level", fmt::format("is {}; between 0 and 1 is needed", options.level));
  }
  if (options.draws < 100) {
    core::invalid_argument("draws", fmt::format("is {}; at least 100 are needed", options.draws));
  }
}

/// The lists that were given, in the stated order; the last one is `after`.
std::vector<std::span<const std::uint32_t>> given_steps(const TypeSteps& steps) {
  std::vector<std::span<const std::uint32_t>> given;
  for (const auto list : {steps.boundaries, steps.definition, steps.after}) {
    if (!list.empty()) given.push_back(list);
  }
  return given;
}

/// The areas by code, then one pseudo-area for each pattern of differences.
std::vector<Row> rows_of(const TypeSteps& steps) {
  const auto given = given_steps(steps);
  std::vector<std::size_t> order(steps.codes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return steps.codes[i].text(); });
  std::vector<Row> rows;
  double noise = 0.0;
  for (const std::size_t i : order) {
    Row row{.hash = core::hash_of(steps.codes[i].text())};
    for (std::size_t s = 0; s < given.size(); ++s) row.apart[s] = given[s][i] != steps.before[i];
    row.noise = steps.noise.empty() ? 0.0 : steps.noise[i];
    noise += row.noise / static_cast<double>(order.size());
    rows.push_back(row);
  }
  const std::size_t patterns = std::size_t{1} << given.size();
  for (std::size_t pattern = 0; pattern < patterns; ++pattern) {
    Row row{.hash = core::hash_of(fmt::format("pattern {}", pattern)),
            .shape = 1.0 / static_cast<double>(patterns),
            .noise = noise};
    for (std::size_t s = 0; s < given.size(); ++s) row.apart[s] = (pattern >> s & 1U) != 0;
    rows.push_back(row);
  }
  return rows;
}

template <class Weight>
Shares shares_of(std::span<const Row> rows, Weight weight) {
  Shares shares;
  double total = 0.0;
  for (const Row& row : rows) {
    const double w = weight(row);
    total += w;
    for (std::size_t s = 0; s < shares.apart.size(); ++s) shares.apart[s] += row.apart[s] ? w : 0.0;
    shares.noise += w * row.noise;
  }
  for (double& share : shares.apart) share /= total;
  shares.noise /= total;
  return shares;
}

std::vector<ChangeCause> causes_of(const TypeSteps& steps) {
  std::vector<ChangeCause> causes;
  if (!steps.boundaries.empty()) causes.push_back(ChangeCause::kBoundary);
  if (!steps.definition.empty()) causes.push_back(ChangeCause::kDefinition);
  if (!steps.noise.empty()) causes.push_back(ChangeCause::kNoise);
  causes.push_back(ChangeCause::kLeft);
  return causes;
}

/// The causes in the stated order: what each step adds; the last one is parted by noise.
std::vector<double> parts_of(const Shares& shares, const TypeSteps& steps) {
  std::vector<double> parts;
  const std::size_t last = given_steps(steps).size() - 1;
  for (std::size_t s = 0; s < last; ++s) {
    parts.push_back(shares.apart[s] - (s > 0 ? shares.apart[s - 1] : 0.0));
  }
  const double added = shares.apart[last] - (last > 0 ? shares.apart[last - 1] : 0.0);
  if (!steps.noise.empty()) parts.push_back(shares.noise);
  parts.push_back(steps.noise.empty() ? added : added - shares.noise);
  return parts;
}

/// The share of the sorted draws below the limit is `at`.
double quantile(std::span<const double> sorted, double at) {
  const double place = at * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

void name_what_is_not_told_apart(ChangeCauses& result) {
  std::string causes;
  for (const CauseShare& cause : result.causes) {
    if (cause.told_apart || cause.share == 0.0) continue;
    causes += fmt::format("{}{}", causes.empty() ? "" : ", ", name(cause.cause));
  }
  if (causes.empty()) return;
  result.findings.push_back(
      {.code = "causes_not_told_apart",
       .severity = core::Severity::kNote,
       .message = fmt::format("{} areas are too few to tell these causes of change from none: {}",
                              result.areas, causes),
       .hint = "say how many areas changed, and that the numbers leave open why",
       .details = {{"areas", fmt::format("{}", result.areas)}, {"causes", causes}}});
}

}  // namespace

std::string_view name(ChangeCause cause) {
  constexpr std::array<std::string_view, 4> kNames{"boundary", "definition", "noise", "left"};
  return kNames[static_cast<std::size_t>(cause)];
}

ChangeCauses change_causes(const TypeSteps& steps, const ChangeOptions& options) {
  require_lists(steps, options);
  const std::vector<Row> rows = rows_of(steps);
  const std::size_t last = given_steps(steps).size() - 1;
  std::vector<Shares> drawn(options.draws);
  const core::Draws draws(options.seed, "typology change causes");
  const std::uint64_t column = core::hash_of("areas");
  core::parallel_for(options.draws, 64, options.execution, [&](std::size_t begin, std::size_t end) {
    for (std::size_t draw = begin; draw < end; ++draw) {
      drawn[draw] = shares_of(rows, [&](const Row& row) {
        std::array<double, 1> weight{};
        draws.gamma({row.hash, column}, row.shape, static_cast<std::uint32_t>(draw), weight);
        return weight[0];
      });
    }
  });
  const double tail = (1.0 - options.level) / 2.0;
  std::vector<double> sorted(options.draws);
  const auto limits = [&](auto of) {
    std::ranges::transform(drawn, sorted.begin(), of);
    std::ranges::sort(sorted);
    return std::pair{quantile(sorted, tail), quantile(sorted, 1.0 - tail)};
  };
  const std::span<const Row> areas = std::span(rows).first(steps.codes.size());
  const Shares found = shares_of(areas, [](const Row&) { return 1.0; });
  ChangeCauses result{.areas = areas.size(), .changed = found.apart[last]};
  std::tie(result.changed_lower, result.changed_upper) =
      limits([last](const Shares& shares) { return shares.apart[last]; });
  const std::vector<ChangeCause> causes = causes_of(steps);
  const std::vector<double> parts = parts_of(found, steps);
  for (std::size_t i = 0; i < causes.size(); ++i) {
    const auto [lower, upper] =
        limits([&](const Shares& shares) { return parts_of(shares, steps)[i]; });
    result.causes.push_back({.cause = causes[i],
                             .share = parts[i],
                             .lower = lower,
                             .upper = upper,
                             .told_apart = lower > 0.0 || upper < 0.0});
  }
  name_what_is_not_told_apart(result);
  return result;
}

}  // namespace sozialraum::typology
