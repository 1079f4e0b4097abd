#include "sozialraum/indicator/rate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sozialraum/core/parallel.hpp"
#include "sozialraum/indicator/interval.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kChunk = 4096;

bool part_of_base(IntervalMethod method) {
  return method == IntervalMethod::kWilson || method == IntervalMethod::kClopperPearson;
}

void require_rounding(double rounding) {
  if (rounding >= 0.0 && std::isfinite(rounding)) return;
  core::invalid_argument("rounding", fmt::format("is {}; a step is not below 0", rounding));
}

/// The interval of one rate for a given method; holds the normal deviate, which is the same for
/// all.
class IntervalOf {
 public:
  explicit IntervalOf(const RateOptions& options)
      : method_(options.interval),
        level_(options.level),
        deviate_(normal_deviate(options.level)),
        half_step_(options.rounding / 2.0) {}

  Interval operator()(double count, double base) const {
    if (half_step_ == 0.0) return at(count, base);
    // A count cannot lie outside of 0..base, whatever it was rounded from.
    const double least = std::max(0.0, count - half_step_);
    const double most =
        part_of_base(method_) ? std::min(base, count + half_step_) : count + half_step_;
    return {at(least, base).lower, at(most, base).upper};
  }

 private:
  Interval at(double count, double base) const {
    switch (method_) {
      case IntervalMethod::kWilson:
        return wilson_at({count, base}, deviate_);
      case IntervalMethod::kClopperPearson:
        return clopper_pearson({count, base}, level_);
      case IntervalMethod::kPoisson: {
        const auto [lower, upper] = poisson_count(count, level_);
        return {lower / base, upper / base};
      }
      case IntervalMethod::kNone:
        break;
    }
    return {kMissing, kMissing};
  }

  IntervalMethod method_;
  double level_;
  double deviate_;
  double half_step_;
};

Rates empty_rates(std::size_t n) {
  return {.value = std::vector(n, kMissing),
          .lower = std::vector(n, kMissing),
          .upper = std::vector(n, kMissing),
          .states = std::vector(n, CellState::kNotReported)};
}

void fill_row(Rates& rates, std::size_t row, const Counts& counts, const IntervalOf& interval_of) {
  rates.states[row] = counts.state(row);
  if (!counts.has_value(row)) return;
  const double count = counts.count[row];
  const double base = counts.base[row];
  if (base == 0.0) {
    rates.states[row] = CellState::kUndefined;
    return;
  }
  rates.value[row] = count / base;
  const auto [lower, upper] = interval_of(count, base);
  rates.lower[row] = lower;
  rates.upper[row] = upper;
}

std::vector<core::Finding> empty_bases(const Counts& counts, const Rates& rates) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (rates.states[i] == CellState::kUndefined) rows.push_back(i);
  }
  if (rows.empty()) return {};
  return {{.code = "empty_base",
           .message = fmt::format("{} area(s) have a base of zero and so no rate", rows.size()),
           .areas = counts.areas.of(rows)}};
}

}  // namespace

Rates rates(const Counts& counts, const RateOptions& options) {
  require_counts(counts,
                 part_of_base(options.interval) ? CountBound::kPartOfBase : CountBound::kFree);
  require_rounding(options.rounding);
  Rates result = empty_rates(counts.size());
  const IntervalOf interval_of(options);
  options.execution.expect(counts.size());
  core::parallel_for(counts.size(), kChunk, options.execution,
                     [&](std::size_t begin, std::size_t end) {
                       for (std::size_t i = begin; i < end; ++i) {
                         fill_row(result, i, counts, interval_of);
                       }
                       options.execution.advance(end - begin);
                     });
  result.findings = empty_bases(counts, result);
  return result;
}

}  // namespace sozialraum::indicator
