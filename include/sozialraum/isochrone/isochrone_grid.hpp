#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/network/snap.hpp"

namespace sozialraum::isochrone {

struct IsochroneGridOptions {
  /// Distance between samples; a border is right to one such distance. Half of it needs four times
  /// the memory.
  double resolution_metres = 100.0;
  /// Land further than this from a road belongs to no isochrone. Smaller than the radius of
  /// network::SnapOptions: 500 m off the road are six minutes on foot, and what lies deeper in a
  /// forest or a lake would only take memory.
  double radius_metres = 500.0;
  /// Speed of the way between road and land: on foot.
  double off_road_km_per_hour = 5.0;
  core::Execution execution{};
};

/// To which road does each bit of land belong? Build once, ask for many isochrones.
///
///     const network::EdgeTree tree(graph);
///     const auto grid = IsochroneGrid::build(graph, tree, {.resolution_metres = 100});
///
/// A raster of samples in degrees. Its steps are the resolution along the meridian, and along the
/// parallel in the middle latitude of the graph: away from it the steps along the parallel are
/// longer towards the equator and shorter towards the pole (2 % at one degree off 52 degrees
/// north). Each sample is snapped as every place is (network::EdgeTree::snap), so it belongs to the
/// nearest road of the connected network and to the bank of the river on which that road runs.
/// Samples further from a road than the radius are left out. The lattice starts at 0 degrees, so
/// that two graphs of a region share it if their middle latitude is the same.
///
/// A value that refers to nothing and holds no times: it stays right when speeds change. Memory: 12
/// bytes a sample, 8 a run of neighbouring samples of one road, 12 a node and edge; see bytes().
/// Building takes about a microsecond a sample and core; same bytes for any number of threads.
class IsochroneGrid {
 public:
  /// At most so many samples, roads or none (Germany at 50 m).
  static constexpr std::uint64_t kMostCells = std::uint64_t{1} << 28U;
  /// Parts of a step in which a border is drawn.
  static constexpr std::int64_t kParts = 256;

  /// What a sample belongs to: the node v as number v, the inside of edge e as node_count() + e.
  using Anchor = std::uint32_t;

  struct Sample {
    Anchor anchor = 0;
    float fraction = 0.0F;      ///< part of the edge between its node `from` and the foot
    core::Deciseconds leg = 0;  ///< between road and sample
  };

  /// Samples `cell .. cell + length` of one row that belong to the same anchor.
  struct Run {
    std::uint32_t cell = 0;
    std::uint32_t length = 0;
  };

  IsochroneGrid() = default;

  /// InvalidInput if resolution, radius or speed is not positive, and if the raster would have more
  /// than kMostCells samples.
  [[nodiscard]] static IsochroneGrid build(const network::RoadGraph& graph,
                                           const network::EdgeTree& tree,
                                           const IsochroneGridOptions& options = {});

  [[nodiscard]] std::size_t node_count() const { return node_count_; }
  [[nodiscard]] std::size_t edge_count() const { return edge_count_; }
  [[nodiscard]] double resolution_metres() const { return resolution_metres_; }
  [[nodiscard]] double radius_metres() const { return radius_metres_; }
  [[nodiscard]] std::size_t sample_count() const { return samples_.size(); }
  /// Memory held.
  [[nodiscard]] std::size_t bytes() const;

  /// A difference between two neighbouring samples above this is a jump, such as over a river: 1.5
  /// times the way on foot from one to the other. A road field without a jump rises by at most
  /// sqrt(2) of it.
  [[nodiscard]] core::Deciseconds jump() const { return jump_; }

  // ---- the raster: cell = row * columns() + column, rows from south to north

  /// A multiple of 64, so that rows start with a word of a bit set.
  [[nodiscard]] std::uint32_t columns() const { return columns_; }
  [[nodiscard]] std::uint32_t rows() const { return rows_; }
  /// A place in units of step / kParts from the first sample.
  [[nodiscard]] network::LonLat position(std::int64_t x, std::int64_t y) const {
    return {unit_lon_ * static_cast<double>(first_column_ * kParts + x),
            unit_lat_ * static_cast<double>(first_row_ * kParts + y)};
  }
  /// Square metres between the equator and y, one unit of x wide.
  [[nodiscard]] double zone(std::int64_t y) const {
    const auto row = static_cast<std::size_t>(y / kParts);
    const double part = static_cast<double>(y % kParts) / static_cast<double>(kParts);
    return zone_[row] + part * (zone_[row + 1] - zone_[row]);
  }

  /// Is the sample within the radius of a road?
  [[nodiscard]] bool covered(std::uint32_t cell) const {
    return ((covered_[cell / 64] >> (cell % 64)) & 1U) != 0;
  }
  /// Of a covered cell; those of a run follow each other.
  [[nodiscard]] const Sample* sample(std::uint32_t cell) const;

  [[nodiscard]] std::span<const Run> runs(Anchor anchor) const {
    return {runs_.data() + run_begin_[anchor], runs_.data() + run_begin_[anchor + 1]};
  }
  /// Of the anchor's samples; 0 if it has none.
  [[nodiscard]] core::Deciseconds shortest_leg(Anchor anchor) const {
    return shortest_leg_[anchor];
  }
  [[nodiscard]] core::Deciseconds longest_leg(Anchor anchor) const { return longest_leg_[anchor]; }

 private:
  friend class IsochroneGridBuilder;

  std::size_t node_count_ = 0;
  std::size_t edge_count_ = 0;
  double resolution_metres_ = 0.0;
  double radius_metres_ = 0.0;
  core::Deciseconds jump_ = 0;
  double unit_lon_ = 0.0;
  double unit_lat_ = 0.0;
  std::int64_t first_column_ = 0;
  std::int64_t first_row_ = 0;
  std::uint32_t columns_ = 0;
  std::uint32_t rows_ = 0;
  std::vector<double> zone_;  // one a row, one more at the end
  std::vector<std::uint64_t> covered_;
  std::vector<std::uint32_t> rank_;  // covered cells before each word
  std::vector<Sample> samples_;
  std::vector<std::uint32_t> run_begin_{0};
  std::vector<Run> runs_;
  std::vector<core::Deciseconds> shortest_leg_;
  std::vector<core::Deciseconds> longest_leg_;
};

}  // namespace sozialraum::isochrone
