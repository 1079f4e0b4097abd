#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/bounds.hpp"
#include "sozialraum/typology/points.hpp"
#include "sozialraum/typology/region_graph.hpp"

namespace sozialraum::typology {

/// The numbers of the areas by rank of their code: values, weights, and bounded counts.
class RankedAreas {
 public:
  RankedAreas(const Points& points, const RegionGraph& graph, std::span<const Bound> bounds);

  [[nodiscard]] std::size_t size() const { return weights_.size(); }
  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] std::size_t bounds() const { return bounds_.size(); }
  [[nodiscard]] std::span<const double> row(std::size_t rank) const {
    return std::span(values_).subspan(rank * columns_, columns_);
  }
  [[nodiscard]] double weight(std::size_t rank) const { return weights_[rank]; }
  [[nodiscard]] std::span<const double> counts(std::size_t rank) const {
    return std::span(counts_).subspan(rank * bounds_.size(), bounds_.size());
  }
  [[nodiscard]] double distance2(std::size_t a, std::size_t b) const {
    const double* x = values_.data() + a * columns_;
    const double* y = values_.data() + b * columns_;
    double sum = 0.0;
    for (std::size_t j = 0; j < columns_; ++j) sum += (x[j] - y[j]) * (x[j] - y[j]);
    return sum;
  }

  /// Every floor is reached; so is every ceiling kept. `sums` are one per bound.
  [[nodiscard]] bool reaches_floors(std::span<const double> sums) const;
  [[nodiscard]] bool keeps_ceilings(std::span<const double> sums) const;
  /// How far the tightest floor is exceeded, as a share of it; infinite without floors.
  [[nodiscard]] double excess(std::span<const double> sums) const;
  /// No division of these areas has more regions that reach the floors: for every floor F,
  /// sum of min(count, F) / F.
  [[nodiscard]] std::size_t most_regions(std::span<const std::uint32_t> ranks) const;

 private:
  std::size_t columns_;
  std::span<const Bound> bounds_;
  std::vector<double> values_;
  std::vector<double> weights_;
  std::vector<double> counts_;
};

/// Checks that points and graph speak of the same areas in the same order, and the bounds.
void require_regions(const Points& points, const RegionGraph& graph, std::span<const Bound> bounds);

/// Throws "no_weight" if an area has none.
void require_every_weight(const Points& points);

}  // namespace sozialraum::typology
