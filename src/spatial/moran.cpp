#include "sozialraum/spatial/moran.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/indicator/rate_z.hpp"
#include "spatial/taking_part.hpp"

namespace sozialraum::spatial {
namespace {

double sum_of_powers(const std::vector<double>& values, int power) {
  core::ExactSum sum;
  for (const double value : values) sum.add(std::pow(value, power));
  return sum.value();
}

/// Cliff and Ord's sums over the weights: S0 = Σ w, S1 = Σ (w_ij + w_ji)² / 2, S2 = Σ (w_i. +
/// w_.i)².
struct WeightSums {
  double s0 = 0.0;
  double s1 = 0.0;
  double s2 = 0.0;
};

double weight_back(const std::vector<Neighbour>& row, std::size_t to) {
  const auto at =
      std::ranges::lower_bound(row, static_cast<core::AreaId>(to), {}, &Neighbour::area);
  return at != row.end() && core::index(at->area) == to ? at->weight : 0.0;
}

WeightSums weight_sums(const std::vector<std::vector<Neighbour>>& rows) {
  core::ExactSum all;
  core::ExactSum pairs;
  std::vector<core::ExactSum> margins(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const Neighbour& neighbour : rows[i]) {
      const std::size_t j = core::index(neighbour.area);
      const double back = weight_back(rows[j], i);
      const double both = neighbour.weight + back;
      all.add(neighbour.weight);
      // A pair linked both ways comes by twice, half each time; one linked one way comes by once.
      pairs.add(back > 0.0 ? both * both / 2.0 : both * both);
      margins[i].add(neighbour.weight);
      margins[j].add(neighbour.weight);
    }
  }
  core::ExactSum squares;
  for (const core::ExactSum& margin : margins) squares.add(margin.value() * margin.value());
  return {all.value(), pairs.value(), squares.value()};
}

double cross_products(const std::vector<double>& z,
                      const std::vector<std::vector<Neighbour>>& rows) {
  core::ExactSum sum;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const Neighbour& neighbour : rows[i]) {
      sum.add(neighbour.weight * (z[i] * z[core::index(neighbour.area)]));
    }
  }
  return sum.value();
}

void fill_moments(Moran& result, const WeightSums& w, double kurtosis) {
  const auto n = static_cast<double>(result.areas);
  const double s0s0 = w.s0 * w.s0;
  const double e = -1.0 / (n - 1.0);
  result.expectation = e;
  result.variance_normal = (n * n * w.s1 - n * w.s2 + 3.0 * s0s0) / ((n * n - 1.0) * s0s0) - e * e;
  const double first = n * ((n * n - 3.0 * n + 3.0) * w.s1 - n * w.s2 + 3.0 * s0s0);
  const double second = kurtosis * ((n * n - n) * w.s1 - 2.0 * n * w.s2 + 6.0 * s0s0);
  result.variance_random = (first - second) / ((n - 1.0) * (n - 2.0) * (n - 3.0) * s0s0) - e * e;
  result.z = (result.I - e) / std::sqrt(result.variance_random);
  result.p = std::erfc(std::abs(result.z) / std::numbers::sqrt2);
}

Moran of_part(Part part, const MoranOptions& options) {
  if (part.values.size() < 4) {
    refuse_values("fewer_areas_than_needed",
                  fmt::format("{} areas have a value and a neighbour; at least 4 are needed",
                              part.values.size()),
                  "use more areas, or k-nearest neighbours");
  }
  if (options.row_standardise) row_standardise(part.rows);
  const std::vector<double> z = deviations(part.values);
  if (std::ranges::all_of(part.values, [&](double x) { return x == part.values[0]; })) {
    refuse_values("constant_column", "all values are equal: there is nothing to compare", "");
  }
  const auto n = static_cast<double>(z.size());
  const double squares = sum_of_powers(z, 2);
  const WeightSums w = weight_sums(part.rows);
  Moran result{.areas = z.size(), .findings = std::move(part.findings)};
  result.I = n / w.s0 * cross_products(z, part.rows) / squares;
  fill_moments(result, w, n * sum_of_powers(z, 4) / (squares * squares));
  return result;
}

void require_counts(const core::Cells& count, const core::Cells& base, const Weights& weights) {
  require_one_per_area(count, weights);
  require_one_per_area(base, weights);
  std::vector<std::size_t> negative;
  std::vector<std::size_t> empty;
  for (std::size_t i = 0; i < count.size(); ++i) {
    if (count[i] < 0.0) negative.push_back(i);
    if (base[i] <= 0.0) empty.push_back(i);
  }
  if (!negative.empty()) {
    refuse_values("negative_count", fmt::format("{} areas have a negative count", negative.size()),
                  "", sorted_codes(weights, negative));
  }
  if (!empty.empty()) {
    refuse_values("no_people", fmt::format("{} areas have a base of 0 or less", empty.size()),
                  "leave areas without people out, or give them no count (NaN)",
                  sorted_codes(weights, empty));
  }
}

}  // namespace

Moran moran(const core::Cells& values, const Weights& weights, const MoranOptions& options) {
  require_one_per_area(values, weights);
  return of_part(those_that_take_part(values, weights), options);
}

Moran moran_of_rates(const core::Cells& count, const core::Cells& base, const Weights& weights,
                     const MoranOptions& options) {
  require_counts(count, base, weights);
  const indicator::RateZ rates = indicator::rate_z({.count = count, .base = base});
  Moran result = moran({rates.z, rates.states}, weights, options);
  if (rates.by_chance_alone.empty()) return result;
  std::vector<std::string> areas = sorted_codes(weights, rates.by_chance_alone);
  result.findings.push_back(
      {.code = "negative_variance",
       .severity = core::Severity::kNote,
       .message = fmt::format("the rates vary less than chance alone would make them; {} areas are "
                              "standardised by chance alone",
                              areas.size()),
       .areas = std::move(areas)});
  return result;
}

}  // namespace sozialraum::spatial
