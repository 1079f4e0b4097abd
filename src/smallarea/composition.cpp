#include "sozialraum/smallarea/composition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/magnitude.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/smallarea/credible_priors.hpp"

namespace sozialraum::smallarea {
namespace {

using core::CellState;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kChunk = 1024;

[[noreturn]] void refuse(const std::string& code, const std::string& message,
                         const std::string& column) {
  throw core::InvalidInput({.code = code,
                            .severity = core::Severity::kWarning,
                            .message = message,
                            .place = {.argument = "counts", .column = column}});
}

void require_composition(const Composition& counts) {
  const std::size_t kinds = counts.columns();
  if (kinds < 2) {
    core::invalid_argument("kinds", fmt::format("are {}; a whole has at least two", kinds));
  }
  if (std::set(counts.kinds.begin(), counts.kinds.end()).size() < kinds) {
    refuse("duplicate_column", "a kind is there twice", "");
  }
  if (counts.counts.size() % kinds != 0) {
    refuse("length_mismatch",
           fmt::format("{} counts are no rows of {} kinds", counts.counts.size(), kinds), "");
  }
  counts.areas.require_rows(counts.counts.size() / kinds);
  for (std::size_t i = 0; i < counts.counts.size(); ++i) {
    const double count = counts.counts[i];
    if (std::isnan(count) || (count >= 0.0 && std::isfinite(count))) continue;
    const std::string& kind = counts.kinds[i % kinds];
    refuse(std::isinf(count) ? "not_finite" : "negative_count",
           fmt::format("the count of '{}' is {} in {}", kind, count, counts.areas[i / kinds]),
           kind);
  }
  for (std::size_t i = 0; i < counts.counts.size(); ++i) {
    const double count = counts.counts[i];
    const bool sound = count == 0.0 || (count >= 1e-9 && count <= 1e15);
    if (sound || std::isnan(count)) continue;
    const std::string& kind = counts.kinds[i % kinds];
    refuse("number_out_of_range",
           fmt::format("the count of '{}' is {} in {}: a number of persons lies between 1e-9 and "
                       "1e15",
                       kind, count, counts.areas[i / kinds]),
           kind);
  }
}

/// The persons of each area; NaN where a kind is missing.
std::vector<double> persons_of(const Composition& counts) {
  const std::size_t kinds = counts.columns();
  std::vector<double> persons;
  for (std::size_t at = 0; at < counts.counts.size(); at += kinds) {
    const auto row = counts.counts.subspan(at, kinds);
    const bool known = std::none_of(row.begin(), row.end(), [](double x) { return std::isnan(x); });
    persons.push_back(known ? core::exact_sum(row) : kMissing);
  }
  return persons;
}

/// Each kind against the rest, as a list of counts.
std::vector<double> count_of(const Composition& counts, std::size_t kind) {
  std::vector<double> result;
  for (std::size_t at = kind; at < counts.counts.size(); at += counts.columns()) {
    result.push_back(counts.counts[at]);
  }
  return result;
}

class Shares {
 public:
  Shares(const Composition& counts, const std::vector<double>& persons,
         const CompositionOptions& options)
      : counts_(counts), persons_(persons), level_(options.level) {
    for (std::size_t kind = 0; kind < counts.columns(); ++kind) {
      const std::vector<double> count = count_of(counts, kind);
      priors_.push_back(
          credible_priors({.count = count, .base = persons},
                          {.model = Model::kBinomial, .execution = options.execution}));
    }
  }

  void fill(std::size_t area, CompositionResult& result) const {
    if (std::isnan(persons_[area])) return;
    result.states[area] = CellState::kReported;
    const std::size_t kinds = counts_.columns();
    const std::size_t first = area * kinds;
    std::vector<PosteriorMoments> moments;
    double total = 0.0;
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      moments.push_back(
          credible_moments(priors_[kind], {counts_.counts[first + kind], persons_[area]}));
      total += moments.back().mean;
    }
    double even = 0.0;
    double variance = 0.0;
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      const double share = moments[kind].mean / total;
      result.share[first + kind] = share;
      even += share * (1.0 - share);
      variance += moments[kind].variance;
    }
    const double worth = std::max(1e-9, even / variance - 1.0);
    result.persons[area] = worth;
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      const double share = result.share[first + kind];
      const auto [lower, upper] =
          interval_of({share, share * (1.0 - share) / (worth + 1.0)}, Model::kBinomial, level_);
      result.lower[first + kind] = std::min(lower, share);
      result.upper[first + kind] = std::max(upper, share);
    }
  }

 private:
  const Composition& counts_;
  const std::vector<double>& persons_;
  double level_;
  std::vector<std::vector<CrediblePrior>> priors_;
};

}  // namespace

CompositionResult composition(const Composition& counts, const CompositionOptions& options) {
  require_composition(counts);
  static_cast<void>(indicator::normal_deviate(options.level));  // refuses a level outside 0..1
  const std::vector<double> persons = persons_of(counts);
  const std::vector<double> missing(counts.counts.size(), kMissing);
  CompositionResult result{.share = missing,
                           .lower = missing,
                           .upper = missing,
                           .persons = std::vector(persons.size(), kMissing),
                           .states = std::vector(persons.size(), CellState::kNotReported)};
  std::vector<core::ExactSum> sums(counts.columns());
  core::ExactSum all;
  for (std::size_t area = 0; area < persons.size(); ++area) {
    if (std::isnan(persons[area])) continue;
    all.add(persons[area]);
    for (std::size_t kind = 0; kind < counts.columns(); ++kind) {
      sums[kind].add(counts.counts[area * counts.columns() + kind]);
    }
  }
  const double everybody = all.value();
  for (const core::ExactSum& sum : sums) {
    result.of_all.push_back(everybody > 0.0 ? sum.value() / everybody : kMissing);
  }
  if (!(everybody > 0.0)) {
    for (std::size_t area = 0; area < persons.size(); ++area) {
      if (!std::isnan(persons[area])) result.states[area] = CellState::kUndefined;
    }
    if (!persons.empty()) {
      result.findings = {{.code = "no_base",
                          .severity = core::Severity::kWarning,
                          .message = "nobody is counted in any area"}};
    }
    return result;
  }
  const Shares shares(counts, persons, options);
  options.execution.expect(persons.size());
  core::parallel_for(persons.size(), kChunk, options.execution,
                     [&](std::size_t begin, std::size_t end) {
                       for (std::size_t area = begin; area < end; ++area) shares.fill(area, result);
                       options.execution.advance(end - begin);
                     });
  return result;
}

}  // namespace sozialraum::smallarea
