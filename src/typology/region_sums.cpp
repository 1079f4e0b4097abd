#include "typology/region_sums.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sozialraum::typology {

RankedAreas::RankedAreas(const Points& points, const RegionGraph& graph,
                         std::span<const Bound> bounds)
    : columns_(points.columns()), bounds_(bounds) {
  values_.reserve(points.values.size());
  counts_.reserve(points.areas() * bounds.size());
  for (const std::uint32_t area : graph.area_of_rank()) {
    values_.insert(values_.end(), points.row(area).begin(), points.row(area).end());
    weights_.push_back(points.weight(area));
    for (const Bound& bound : bounds) counts_.push_back(bound.count(area));
  }
}

bool RankedAreas::reaches_floors(std::span<const double> sums) const {
  for (std::size_t b = 0; b < bounds_.size(); ++b) {
    const Bound floor{.least = bounds_[b].least};
    if (!floor.kept_by(sums[b])) return false;
  }
  return true;
}

bool RankedAreas::keeps_ceilings(std::span<const double> sums) const {
  for (std::size_t b = 0; b < bounds_.size(); ++b) {
    const Bound ceiling{.most = bounds_[b].most};
    if (!ceiling.kept_by(sums[b])) return false;
  }
  return true;
}

double RankedAreas::excess(std::span<const double> sums) const {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t b = 0; b < bounds_.size(); ++b) {
    if (bounds_[b].least > 0.0) least = std::min(least, sums[b] / bounds_[b].least - 1.0);
  }
  return least;
}

std::size_t RankedAreas::most_regions(std::span<const std::uint32_t> ranks) const {
  double most = static_cast<double>(ranks.size());
  for (std::size_t b = 0; b < bounds_.size(); ++b) {
    if (!(bounds_[b].least > 0.0)) continue;
    double sum = 0.0;
    for (const std::uint32_t r : ranks) sum += std::min(counts(r)[b], bounds_[b].least);
    most = std::min(most, std::floor(sum / bounds_[b].least + 1e-9));
  }
  return static_cast<std::size_t>(most);
}

void require_regions(const Points& points, const RegionGraph& graph,
                     std::span<const Bound> bounds) {
  require_valid(points);
  if (!std::ranges::equal(points.codes, graph.codes())) {
    throw core::InvalidInput({.code = "index_mismatch",
                              .severity = core::Severity::kWarning,
                              .message = "the graph has other areas than the table, or in another "
                                         "order",
                              .place = {.argument = "graph"}});
  }
  // Each island has a region of its own whatever the bounds: what they forbid is told by findings.
  std::vector<Bound> open(bounds.begin(), bounds.end());
  for (Bound& bound : open) {
    if (std::isfinite(bound.least) && bound.least >= 0.0 && bound.least <= bound.most) {
      bound.least = 0.0;
      bound.most = std::numeric_limits<double>::infinity();
    }
  }
  require_bounds(points, open, 1);
}

void require_every_weight(const Points& points) {
  std::vector<std::string> areas;
  for (std::size_t i = 0; i < points.areas(); ++i) {
    if (points.weight(i) == 0.0) areas.push_back(points.codes[i].text());
  }
  if (areas.empty()) return;
  std::ranges::sort(areas);
  throw core::InvalidInput(
      {.code = "no_weight",
       .severity = core::Severity::kWarning,
       .message =
           fmt::format("{} areas have weight 0; merging them would cost nothing", areas.size()),
       .place = {.argument = "weights"},
       .hint = "leave areas without people out",
       .areas = std::move(areas)});
}

}  // namespace sozialraum::typology
