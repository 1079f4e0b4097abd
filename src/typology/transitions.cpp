#include "sozialraum/typology/transitions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sozialraum/indicator/interval.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

void require_lists(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after,
                   std::size_t types) {
  if (before.size() != after.size()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} types before, {} after", before.size(), after.size()),
         .place = {.argument = "after"},
         .hint = "give the types of the same areas in the same order"});
  }
  if (before.empty()) {
    throw core::InvalidInput({.code = "no_areas",
                              .severity = core::Severity::kWarning,
                              .message = "there are no areas",
                              .place = {.argument = "before"}});
  }
  for (const auto& [list, argument] : {std::pair{before, "before"}, std::pair{after, "after"}}) {
    const std::uint32_t largest = *std::ranges::max_element(list);
    if (largest < types) continue;
    throw core::InvalidInput({.code = "unknown_type",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("{} holds type {}, but there are {} types",
                                                     argument, largest, types),
                              .place = {.argument = argument}});
  }
}

indicator::Interval interval(double count, double base, double level) {
  return indicator::wilson({.count = count, .base = base}, level);
}

void add_shares(double level, Transitions& result) {
  const std::size_t k = result.types;
  for (std::size_t a = 0; a < k; ++a) {
    double base = 0.0;
    for (std::size_t b = 0; b < k; ++b) base += static_cast<double>(result.areas[a * k + b]);
    for (std::size_t b = 0; b < k; ++b) {
      const auto count = static_cast<double>(result.areas[a * k + b]);
      const auto found =
          base > 0.0 ? interval(count, base, level) : indicator::Interval{kNaN, kNaN};
      result.share.push_back(base > 0.0 ? count / base : kNaN);
      result.lower.push_back(found.lower);
      result.upper.push_back(found.upper);
    }
  }
}

struct Margins {
  std::vector<double> before{};
  std::vector<double> after{};
};

Margins margins_of(const Transitions& result) {
  const std::size_t k = result.types;
  Margins margins{.before = std::vector<double>(k), .after = std::vector<double>(k)};
  for (std::size_t i = 0; i < k * k; ++i) {
    margins.before[i / k] += static_cast<double>(result.areas[i]);
    margins.after[i % k] += static_cast<double>(result.areas[i]);
  }
  return margins;
}

/// 1 - disagreement / disagreement by chance; `apart(a, b)` weighs a pair of types.
template <class Apart>
double kappa(const Transitions& result, const Margins& margins, Apart apart) {
  const std::size_t k = result.types;
  const auto n = static_cast<double>(result.total);
  double seen = 0.0;
  double by_chance = 0.0;
  for (std::size_t a = 0; a < k; ++a) {
    for (std::size_t b = 0; b < k; ++b) {
      seen += apart(a, b) * static_cast<double>(result.areas[a * k + b]);
      by_chance += apart(a, b) * margins.before[a] * margins.after[b] / n;
    }
  }
  return by_chance > 0.0 ? 1.0 - seen / by_chance : kNaN;
}

double pairs(double n) { return n * (n - 1.0) / 2.0; }

double adjusted_rand(const Transitions& result, const Margins& margins) {
  double together = 0.0;
  double before = 0.0;
  double after = 0.0;
  for (const std::uint64_t areas : result.areas) together += pairs(static_cast<double>(areas));
  for (const double areas : margins.before) before += pairs(areas);
  for (const double areas : margins.after) after += pairs(areas);
  const double all = pairs(static_cast<double>(result.total));
  const double expected = all > 0.0 ? before * after / all : 0.0;
  const double most = (before + after) / 2.0;
  return most == expected ? 1.0 : (together - expected) / (most - expected);
}

}  // namespace

Transitions transitions(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after,
                        std::size_t types, const TransitionOptions& options) {
  if (!(options.level > 0.0 && options.level < 1.0)) {
    core::invalid_argument("level", fmt::format("is {}; between 0 and 1 is needed", options.level));
  }
  require_lists(before, after, types);
  Transitions result{.types = types, .areas = std::vector<std::uint64_t>(types * types)};
  for (std::size_t i = 0; i < before.size(); ++i) ++result.areas[before[i] * types + after[i]];
  result.total = before.size();
  for (std::size_t a = 0; a < types; ++a) result.stayed += result.areas[a * types + a];
  const auto n = static_cast<double>(result.total);
  const auto stayed = static_cast<double>(result.stayed);
  const auto of_stay = interval(stayed, n, options.level);
  result.stay = stayed / n;
  result.stay_lower = of_stay.lower;
  result.stay_upper = of_stay.upper;
  add_shares(options.level, result);
  const Margins margins = margins_of(result);
  result.kappa = kappa(result, margins, [](auto a, auto b) { return a == b ? 0.0 : 1.0; });
  const auto squared = [](auto a, auto b) {
    const double apart = static_cast<double>(a) - static_cast<double>(b);
    return apart * apart;
  };
  result.quadratic_kappa = options.ordered ? kappa(result, margins, squared) : kNaN;
  result.adjusted_rand = adjusted_rand(result, margins);
  return result;
}

}  // namespace sozialraum::typology
