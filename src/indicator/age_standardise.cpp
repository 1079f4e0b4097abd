#include "sozialraum/indicator/age_standardise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/gamma.hpp>
#include <cmath>
#include <limits>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/indicator/interval.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Gamma = boost::math::gamma_distribution<double, Policy>;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kFewCases = 10.0;  // PHDS Technical Guide: Confidence Intervals, 2018

std::size_t require_strata(const Strata& strata, std::span<const double> standard) {
  if (strata.strata == 0 || strata.count.size() % strata.strata != 0) {
    core::invalid_argument("strata", fmt::format("is {}, but there are {} counts", strata.strata,
                                                 strata.count.size()));
  }
  require_counts({.count = strata.count, .base = strata.base, .areas = {}}, CountBound::kFree);
  const std::size_t areas = strata.count.size() / strata.strata;
  strata.areas.require_rows(areas);
  const bool fits = standard.size() == strata.strata &&
                    std::all_of(standard.begin(), standard.end(),
                                [](double x) { return x >= 0.0 && std::isfinite(x); }) &&
                    std::any_of(standard.begin(), standard.end(), [](double x) { return x > 0.0; });
  if (!fits) {
    core::invalid_argument(
        "standard",
        fmt::format("must hold {} numbers not below 0, not all of them 0", strata.strata));
  }
  return areas;
}

/// The strata of one area.
struct AreaStrata {
  std::span<const double> count;
  std::span<const double> base;

  [[nodiscard]] bool has_value() const {
    const auto missing = [](double x) { return std::isnan(x); };
    return std::none_of(count.begin(), count.end(), missing) &&
           std::none_of(base.begin(), base.end(), missing);
  }
};

AreaStrata area_strata(const Strata& strata, std::size_t row) {
  const std::size_t k = strata.strata;
  return {strata.count.values().subspan(row * k, k), strata.base.values().subspan(row * k, k)};
}

/// The state of what is computed of all strata of an area.
CellState state_of(const Strata& strata, std::size_t row) {
  std::vector<CellState> states;
  for (std::size_t i = row * strata.strata; i < (row + 1) * strata.strata; ++i) {
    states.push_back(strata.count.state(i));
    states.push_back(strata.base.state(i));
  }
  return core::combine(states);
}

/// A directly standardised rate with what its intervals need.
struct Direct {
  double rate = 0.0;
  double variance = 0.0;
  double cases = 0.0;
  double largest_step = 0.0;  // what one case more would add at most
};

Direct direct_of(const AreaStrata& area_of, std::span<const double> standard, double persons) {
  core::ExactSum rate;
  core::ExactSum variance;
  Direct direct;
  for (std::size_t k = 0; k < standard.size(); ++k) {
    const double step = standard[k] / persons / area_of.base[k];
    rate.add(step * area_of.count[k]);
    variance.add(step * step * area_of.count[k]);
    direct.largest_step = std::max(direct.largest_step, step);
  }
  direct.rate = rate.value();
  direct.variance = variance.value();
  direct.cases = core::exact_sum(area_of.count);
  return direct;
}

Interval dobson(const Direct& direct, double level) {
  if (direct.cases == 0.0) return {kMissing, kMissing};
  const auto [lower, upper] = byar(direct.cases, level);
  const double scale = std::sqrt(direct.variance / direct.cases);
  return {direct.rate + (lower - direct.cases) * scale,
          direct.rate + (upper - direct.cases) * scale};
}

Interval fay_feuer(const Direct& direct, double level) {
  const double tail = (1.0 - level) / 2.0;
  const auto gamma = [](double mean, double variance) {
    return Gamma(mean * mean / variance, variance / mean);
  };
  const double step = direct.largest_step;
  return {
      direct.rate == 0.0 ? 0.0 : boost::math::quantile(gamma(direct.rate, direct.variance), tail),
      boost::math::quantile(
          boost::math::complement(gamma(direct.rate + step, direct.variance + step * step), tail))};
}

Rates nothing_known(std::size_t areas) {
  return {.value = std::vector(areas, kMissing),
          .lower = std::vector(areas, kMissing),
          .upper = std::vector(areas, kMissing),
          .states = std::vector(areas, CellState::kNotReported)};
}

void fill(Rates& rates, std::size_t row, double value, const Interval& interval) {
  rates.value[row] = value;
  rates.lower[row] = interval.lower;
  rates.upper[row] = interval.upper;
}

void tell(Rates& rates, std::string code, const char* what, const std::vector<std::string>& areas) {
  if (areas.empty()) return;
  rates.findings.push_back({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = fmt::format("{} area(s) {}", areas.size(), what),
                            .areas = areas});
}

Interval ratio_interval(double cases, double expected, const IndirectOptions& options) {
  if (options.interval == IndirectInterval::kPoisson) {
    const auto [lower, upper] = poisson_count(cases, options.level);
    return {lower / expected, upper / expected};
  }
  if (cases == 0.0) return {kMissing, kMissing};
  const double ratio = cases / expected;
  const double factor = std::exp(normal_deviate(options.level) / std::sqrt(cases));
  return {ratio / factor, ratio * factor};
}

double expected_cases(const AreaStrata& area_of, std::span<const double> standard) {
  core::ExactSum expected;
  for (std::size_t k = 0; k < standard.size(); ++k) expected.add(standard[k] * area_of.base[k]);
  return expected.value();
}

}  // namespace

Rates direct_rates(const Strata& strata, std::span<const double> standard,
                   const DirectOptions& options) {
  const std::size_t areas = require_strata(strata, standard);
  static_cast<void>(normal_deviate(options.level));  // refuses a level outside 0..1
  const double persons = core::exact_sum(standard);
  Rates result = nothing_known(areas);
  std::vector<std::string> empty;
  std::vector<std::string> few;
  for (std::size_t row = 0; row < areas; ++row) {
    const AreaStrata area_of = area_strata(strata, row);
    result.states[row] = state_of(strata, row);
    if (!area_of.has_value()) continue;
    if (std::find(area_of.base.begin(), area_of.base.end(), 0.0) != area_of.base.end()) {
      result.states[row] = CellState::kUndefined;
      empty.push_back(strata.areas[row]);
      continue;
    }
    const Direct direct = direct_of(area_of, standard, persons);
    if (direct.cases < kFewCases) few.push_back(strata.areas[row]);
    fill(result, row, direct.rate,
         options.interval == DirectInterval::kDobson ? dobson(direct, options.level)
                                                     : fay_feuer(direct, options.level));
  }
  tell(result, "empty_base", "have a stratum without persons and so no standardised rate", empty);
  tell(result, "few_cases", "have fewer than 10 cases; use the ratio of cases instead", few);
  return result;
}

CaseRatios case_ratios(const Strata& strata, std::span<const double> standard,
                       const IndirectOptions& options) {
  const std::size_t areas = require_strata(strata, standard);
  static_cast<void>(normal_deviate(options.level));
  CaseRatios result{nothing_known(areas), std::vector(areas, kMissing)};
  std::vector<std::string> empty;
  for (std::size_t row = 0; row < areas; ++row) {
    const AreaStrata area_of = area_strata(strata, row);
    result.states[row] = state_of(strata, row);
    if (!area_of.has_value()) continue;
    const double expected = expected_cases(area_of, standard);
    result.expected[row] = expected;
    if (expected == 0.0) {
      result.states[row] = CellState::kUndefined;
      empty.push_back(strata.areas[row]);
      continue;
    }
    const double cases = core::exact_sum(area_of.count);
    fill(result, row, cases / expected, ratio_interval(cases, expected, options));
  }
  tell(result, "empty_base", "let expect no case and so have no ratio", empty);
  return result;
}

CaseRatios indirect_rates(const Strata& strata, const StandardCounts& standard,
                          const IndirectOptions& options) {
  require_counts({.count = standard.count, .base = standard.base, .areas = {}}, CountBound::kFree);
  std::vector<double> rates;
  for (std::size_t k = 0; k < standard.count.size(); ++k) {
    const double rate = standard.count[k] / standard.base[k];
    if (!std::isfinite(rate)) {
      core::invalid_argument("standard", fmt::format("has no rate in stratum {}", k + 1),
                             "every stratum of the standard needs persons");
    }
    rates.push_back(rate);
  }
  CaseRatios result = case_ratios(strata, rates, options);
  const double common = core::exact_sum(standard.count) / core::exact_sum(standard.base);
  for (auto* column : {&result.value, &result.lower, &result.upper}) {
    for (double& x : *column) x *= common;
  }
  return result;
}

}  // namespace sozialraum::indicator
