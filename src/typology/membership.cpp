#include "sozialraum/typology/membership.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/random.hpp"
#include "typology/blocks.hpp"

namespace sozialraum::typology {
namespace {

void require_same_columns(const Points& points, const Clustering& clustering) {
  require_measurable(points);
  require_types(points, clustering.types, clustering.type_count());
  if (clustering.columns == points.columns()) return;
  throw core::InvalidInput(
      {.code = "length_mismatch",
       .severity = core::Severity::kWarning,
       .message = fmt::format("the types were made of {} indicators, the points have {}",
                              clustering.columns, points.columns()),
       .place = {.argument = "points"},
       .hint = "give the columns the types were made of"});
}

void require_standard_errors(const Points& points, std::span<const double> errors) {
  if (errors.size() != points.values.size()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message =
             fmt::format("{} standard errors for {} values", errors.size(), points.values.size()),
         .place = {.argument = "standard_errors"},
         .hint = "give one standard error per area and indicator; 0 if known exactly"});
  }
  std::vector<std::string> areas;
  for (std::size_t i = 0; i < points.areas(); ++i) {
    const auto row = errors.subspan(i * points.columns(), points.columns());
    if (std::ranges::any_of(row, [](double e) { return !(e >= 0.0) || std::isinf(e); })) {
      areas.push_back(points.codes[i].text());
    }
  }
  if (areas.empty()) return;
  std::ranges::sort(areas);
  throw core::InvalidInput(
      {.code = "bad_standard_error",
       .severity = core::Severity::kWarning,
       .message =
           fmt::format("{} areas have a standard error that is missing or negative", areas.size()),
       .place = {.argument = "standard_errors"},
       .hint = "give 0 where a value is known exactly",
       .areas = std::move(areas)});
}

double distance(std::span<const double> a, std::span<const double> b) {
  double sum = 0.0;
  for (std::size_t j = 0; j < a.size(); ++j) sum += (a[j] - b[j]) * (a[j] - b[j]);
  return std::sqrt(sum);
}

double margin_of(double own, double second) {
  return own + second > 0.0 ? (second - own) / (second + own) : 0.0;
}

/// The draws of one area, eight beside one another so that the kernel of k-means can sort them.
void draw_area(const Points& points, std::size_t area, std::span<const double> errors,
               const MembershipOptions& options, Blocks& draws) {
  core::RandomStream random(options.seed, "typology membership", points.codes[area].text());
  for (std::size_t r = 0; r < draws.rows; ++r) {
    for (std::size_t j = 0; j < draws.columns; ++j) {
      const double error = errors[area * draws.columns + j];
      const double noise = error > 0.0 ? error * random.normal() : 0.0;
      draws.values[(r / kLanes * draws.columns + j) * kLanes + r % kLanes] =
          points.row(area)[j] + noise;
    }
  }
}

void share_per_type(std::span<const std::uint32_t> nearest, std::span<double> probability) {
  for (const std::uint32_t type : nearest) probability[type] += 1.0;
  for (double& share : probability) share /= static_cast<double>(nearest.size());
}

}  // namespace

SecondBest second_best(const Points& points, const Clustering& clustering) {
  require_same_columns(points, clustering);
  if (clustering.type_count() < 2) {
    throw core::InvalidInput({.code = "types_out_of_range",
                              .severity = core::Severity::kWarning,
                              .message = "there is one type only, and no second best",
                              .place = {.argument = "clustering"}});
  }
  SecondBest result;
  for (std::size_t area = 0; area < points.areas(); ++area) {
    const std::uint32_t own = clustering.types[area];
    std::uint32_t second = own;
    double least = std::numeric_limits<double>::infinity();
    for (std::uint32_t type = 0; type < clustering.type_count(); ++type) {
      const double to_type = distance(points.row(area), clustering.centre(type));
      if (type == own || to_type >= least) continue;
      least = to_type;
      second = type;
    }
    const double to_own = distance(points.row(area), clustering.centre(own));
    result.second.push_back(second);
    result.distance.push_back(to_own);
    result.second_distance.push_back(least);
    result.margin.push_back(margin_of(to_own, least));
  }
  return result;
}

Membership membership(const Points& points, const Clustering& clustering,
                      std::span<const double> standard_errors, const MembershipOptions& options) {
  require_same_columns(points, clustering);
  require_standard_errors(points, standard_errors);
  if (options.draws < 1) core::invalid_argument("draws", "is 0; at least one draw is needed");
  const std::size_t types = clustering.type_count();
  Membership result{.types = types};
  result.probability.resize(points.areas() * types);
  result.certainty.resize(points.areas());
  options.execution.expect(points.areas());
  core::parallel_for(
      points.areas(), 16, options.execution, [&](std::size_t begin, std::size_t end) {
        Blocks draws(options.draws, points.columns());
        std::vector<std::uint32_t> nearest(draws.weights.size());
        std::vector<double> distance2(draws.weights.size());
        for (std::size_t area = begin; area < end; ++area) {
          draw_area(points, area, standard_errors, options, draws);
          nearest_centres(draws, clustering.centres, nearest.data(), distance2.data());
          const auto shares = std::span(result.probability).subspan(area * types, types);
          share_per_type(std::span(nearest).first(draws.rows), shares);
          result.certainty[area] = shares[clustering.types[area]];
          options.execution.advance(1);
        }
      });
  return result;
}

}  // namespace sozialraum::typology
