#include "sozialraum/smallarea/pooled_years.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::smallarea {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr int kMostSteps = 100;
constexpr double kLongest = 1.0;  // step of the log rate a year: beyond all that is known of rates
constexpr double kSettled = 1e-13;

void require_years(const YearlyCounts& counts) {
  for (const double year : counts.years) {
    if (!std::isfinite(year)) core::invalid_argument("years", fmt::format("hold {}", year));
  }
  if (std::set(counts.years.begin(), counts.years.end()).size() < counts.years.size()) {
    core::invalid_argument("years", "hold a year twice");
  }
  const std::size_t years = counts.years.size();
  if (counts.count.size() == counts.base.size() && years > 0 && counts.count.size() % years == 0) {
    counts.areas.require_rows(counts.count.size() / years);
    return;
  }
  throw core::InvalidInput({.code = "length_mismatch",
                            .severity = core::Severity::kWarning,
                            .message = fmt::format("{} counts and {} bases are no rows of {} years",
                                                   counts.count.size(), counts.base.size(), years),
                            .place = {.argument = "count"}});
}

void require_numbers(const YearlyCounts& counts, std::span<const double> values,
                     const std::string& argument) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i]) || (values[i] >= 0.0 && std::isfinite(values[i]))) continue;
    const std::string area = counts.areas[i / counts.years.size()];
    throw core::InvalidInput(
        {.code = std::isinf(values[i]) ? "not_finite" : "negative_" + argument,
         .severity = core::Severity::kWarning,
         .message = fmt::format("the {} is {} in {}, {:g}", argument, values[i], area,
                                counts.years[i % counts.years.size()]),
         .place = {.argument = argument},
         .areas = {area}});
  }
}

bool informs(const YearlyCounts& counts, std::size_t cell) {
  return !std::isnan(counts.count[cell]) && counts.base[cell] > 0.0;
}

/// First and negative second derivative of the likelihood by the trend, given each area's total.
struct Slope {
  double score = 0.0;
  double information = 0.0;
};

Slope slope_at(const YearlyCounts& counts, double trend, double year) {
  const std::size_t years = counts.years.size();
  core::ExactSum score;
  core::ExactSum information;
  for (std::size_t first = 0; first < counts.count.size(); first += years) {
    double weight = 0.0;
    double cases = 0.0;
    double mean = 0.0;
    double squares = 0.0;
    double seen = 0.0;
    for (std::size_t t = 0; t < years; ++t) {
      if (!informs(counts, first + t)) continue;
      const double time = counts.years[t] - year;
      const double w = counts.base[first + t] * std::exp(trend * time);
      weight += w;
      mean += w * time;
      squares += w * time * time;
      cases += counts.count[first + t];
      seen += counts.count[first + t] * time;
    }
    if (!(weight > 0.0)) continue;
    mean /= weight;
    score.add(seen - cases * mean);
    information.add(cases * std::max(0.0, squares / weight - mean * mean));
  }
  return {score.value(), information.value()};
}

/// The likelihood is concave; steps are kept short, so Newton's method arrives.
void find_trend(const YearlyCounts& counts, PooledYearsResult& result) {
  Slope slope = slope_at(counts, 0.0, result.year);
  for (int step = 0; step < kMostSteps && slope.information > 0.0; ++step) {
    const double change = std::clamp(slope.score / slope.information, -kLongest, kLongest);
    result.trend += change;
    slope = slope_at(counts, result.trend, result.year);
    if (std::abs(change) < kSettled) break;
  }
  const bool found = slope.information > 1e-9 && std::abs(result.trend) < 20.0;
  if (found) {
    result.standard_error = 1.0 / std::sqrt(slope.information);
    return;
  }
  result.trend = 0.0;
  result.findings.push_back({.code = "no_trend",
                             .severity = core::Severity::kWarning,
                             .message =
                                 "no trend can be told from these cases; the years are added "
                                 "up as if nothing had changed",
                             .hint = "it needs cases in at least two years of one area"});
}

}  // namespace

PooledYearsResult pooled_years(const YearlyCounts& counts, const PooledYearsOptions& options) {
  require_years(counts);
  require_numbers(counts, counts.count, "count");
  require_numbers(counts, counts.base, "base");
  if (!std::isfinite(options.year)) core::invalid_argument("year", "is no number");
  const std::size_t years = counts.years.size();
  PooledYearsResult result{
      .standard_error = kMissing,
      .year = options.year == 0.0 ? *std::ranges::max_element(counts.years) : options.year};
  if (options.trend) find_trend(counts, result);
  for (std::size_t first = 0; first < counts.count.size(); first += years) {
    double cases = 0.0;
    double base = 0.0;
    bool any = false;
    for (std::size_t t = 0; t < years; ++t) {
      const std::size_t cell = first + t;
      if (std::isnan(counts.count[cell]) || std::isnan(counts.base[cell])) continue;
      any = true;
      cases += counts.count[cell];
      base += counts.base[cell] * std::exp(result.trend * (counts.years[t] - result.year));
    }
    result.count.push_back(any ? cases : kMissing);
    result.base.push_back(any ? base : kMissing);
  }
  return result;
}

}  // namespace sozialraum::smallarea
