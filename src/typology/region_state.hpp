#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/typology/region_graph.hpp"
#include "typology/region_sums.hpp"

namespace sozialraum::typology {

/// A partition that is changed area by area: sums of every region, and what a change would cost.
class RegionState {
 public:
  /// `regions` by rank, numbers below their count, none empty. A link between two regions costs
  /// `border` (0 = nothing) in units of the sum of squares.
  RegionState(const RankedAreas& areas, const RegionGraph& graph,
              std::vector<std::uint32_t> regions, double border = 0.0);

  [[nodiscard]] std::size_t count() const { return sizes_.size(); }
  [[nodiscard]] std::uint32_t region(std::uint32_t rank) const { return region_[rank]; }
  [[nodiscard]] std::span<const std::uint32_t> regions() const { return region_; }
  [[nodiscard]] std::size_t size(std::uint32_t region) const { return sizes_[region]; }

  /// By how much the sum of squares within regions, and the cost of the links between them, rises
  /// if the area moves to another region.
  [[nodiscard]] double rise(std::uint32_t rank, std::uint32_t to) const;

  /// The area may leave: its region hangs together without it, and keeps the floors it keeps now.
  [[nodiscard]] bool may_leave(std::uint32_t rank) const;
  /// The other region keeps the ceilings it keeps now.
  [[nodiscard]] bool may_enter(std::uint32_t rank, std::uint32_t to) const;

  void move(std::uint32_t rank, std::uint32_t to);

  /// Sum of squares within all regions, computed anew.
  [[nodiscard]] double within() const;

 private:
  void add(std::uint32_t rank, std::uint32_t region, double sign);
  [[nodiscard]] bool hangs_together_without(std::uint32_t rank) const;
  [[nodiscard]] double distance2(std::uint32_t rank, std::uint32_t region) const;
  [[nodiscard]] double longer_border(std::uint32_t rank, std::uint32_t to) const;

  const RankedAreas& areas_;
  const RegionGraph& graph_;
  std::vector<std::uint32_t> region_;
  double border_;
  std::vector<std::size_t> sizes_;
  std::vector<double> weights_;
  std::vector<double> sums_;    // regions x columns, weighted, from the middle of all
  std::vector<double> counts_;  // regions x bounds
  std::vector<double> middle_;
  mutable std::vector<std::uint32_t> seen_;  // stamp of the last search that saw a rank
  mutable std::uint32_t stamp_ = 0;
  mutable std::vector<std::uint32_t> open_;
  mutable std::vector<double> rest_;
};

}  // namespace sozialraum::typology
