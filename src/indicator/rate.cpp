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

void require_step(const char* argument, double step) {
  if (step >= 0.0 && std::isfinite(step)) return;
  core::invalid_argument(argument, fmt::format("is {}; a step is not below 0", step));
}

/// The interval of one rate for a given method; holds the normal deviate, which is the same for
/// all.
class IntervalOf {
 public:
  explicit IntervalOf(const RateOptions& options)
      : method_(options.interval),
        level_(options.level),
        deviate_(normal_deviate(options.level)),
        off_(options.rounding / 2.0 + options.noise),
        base_off_(options.base_rounding / 2.0 + options.base_noise) {}

  Interval operator()(double count, double base) const {
    if (off_ == 0.0 && base_off_ == 0.0) return at(count, base);
    if (method_ == IntervalMethod::kNone) return {kMissing, kMissing};
    // A count cannot lie outside of 0..base, whatever it was made from.
    const double least = std::max(0.0, count - off_);
    const double most = count + off_;
    const double fewest = base - base_off_;
    return {at(least, base + base_off_).lower, upper_of(most, fewest)};
  }

 private:
  double upper_of(double most, double fewest) const {
    if (part_of_base(method_)) return most >= fewest ? 1.0 : at(most, fewest).upper;
    return fewest > 0.0 ? at(most, fewest).upper : kMissing;
  }

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
  double off_;       // how far a count may be from the true one
  double base_off_;  // and a base
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
  require_step("rounding", options.rounding);
  require_step("base_rounding", options.base_rounding);
  require_step("noise", options.noise);
  require_step("base_noise", options.base_noise);
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
