#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/area_code.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/spatial/weights.hpp"

namespace sozialraum::typology {

/// Two areas that may lie in one region, and what joining them over this link costs.
///
/// Rows of the areas; it counts both ways. The cost is whatever should stay small: minutes by road,
/// or 1 for every common border. A cost that is not finite is no link.
struct RegionLink {
  std::uint32_t one = 0;
  std::uint32_t other = 0;
  double cost = 1.0;
};

/// Which areas may form a region together: a contiguity graph, or a graph of travel times.
///
/// Built once, asked by every method that makes regions. A region hangs together over these links
/// and no other: parts of the map without a link between them never share a region, and findings()
/// names them. Inside, areas are numbered by the rank of their code, so that no answer depends on
/// the order of the rows. O(areas + links) memory, O(links log links) time.
class RegionGraph {
 public:
  struct Edge {
    std::uint32_t rank = 0;  ///< of the neighbour
    double cost = 1.0;
  };

  /// Of several links between the same two areas (there and back) the dearest counts.
  ///
  /// Throws InvalidInput "no_areas", "duplicate_key", "unknown_area", "own_neighbour" or
  /// "invalid_argument" (a negative cost).
  RegionGraph(std::vector<core::AreaCode> codes, std::span<const RegionLink> links);

  /// Every pair of neighbours, in whichever direction, is a link of cost 1: weights say how much a
  /// neighbour counts, not what a way costs.
  explicit RegionGraph(const spatial::Weights& weights);

  [[nodiscard]] std::size_t size() const noexcept { return codes_.size(); }
  [[nodiscard]] std::span<const core::AreaCode> codes() const noexcept { return codes_; }
  [[nodiscard]] std::span<const std::uint32_t> area_of_rank() const noexcept { return areas_; }
  [[nodiscard]] std::size_t links() const noexcept { return edges_.size() / 2; }

  /// The neighbours of an area, both given by rank, in rising order.
  [[nodiscard]] std::span<const Edge> neighbours(std::uint32_t rank) const;

  /// The part of the map that each rank belongs to, numbered in the order of smallest codes.
  [[nodiscard]] std::vector<std::uint32_t> components() const;

  /// "islands" and "several_components", naming the areas.
  [[nodiscard]] std::vector<core::Finding> findings() const;

 private:
  void build(std::span<const RegionLink> links);

  std::vector<core::AreaCode> codes_;  // in the order of the input
  std::vector<std::uint32_t> areas_;   // of each rank
  std::vector<std::size_t> first_;     // of each rank in edges_, and the end
  std::vector<Edge> edges_;
};

}  // namespace sozialraum::typology
