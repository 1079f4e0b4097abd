#include "sozialraum/isochrone/isochrone_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

#include "isochrone/passage.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/network/hierarchy.hpp"

namespace sozialraum::isochrone {
namespace {

using network::LonLat;

constexpr double kSemiMajor = 6378137.0;  // WGS 84 (NIMA TR8350.2)
constexpr double kFlattening = 1.0 / 298.257223563;
constexpr double kEccentricity2 = kFlattening * (2.0 - kFlattening);
constexpr double kRadians = std::numbers::pi / 180.0;

// Steps are whole multiples of this, so that every place of a border (a whole number of units) is a
// double without rounding: 1.6 micrometres.
constexpr double kQuantum = 0x1p-36;
constexpr double kMargin = 1.01;  // of the radius around the extent: degrees are not metres

struct MetresPerDegree {
  double lon;
  double lat;
};

/// Radii of curvature on the ellipsoid (Snyder 1987, 4-18 and 4-20).
MetresPerDegree metres_per_degree(double lat) {
  const double sine = std::sin(lat * kRadians);
  const double w2 = 1.0 - kEccentricity2 * sine * sine;
  const double normal = kSemiMajor / std::sqrt(w2);
  return {.lon = normal * std::cos(lat * kRadians) * kRadians,
          .lat = normal * (1.0 - kEccentricity2) / w2 * kRadians};
}

/// Square metres between the equator and a latitude, one degree of longitude wide (Snyder 1987,
/// 3-12).
double zone_below(double lat) {
  const double e = std::sqrt(kEccentricity2);
  const double sine = std::sin(std::clamp(lat, -90.0, 90.0) * kRadians);
  const double q = (1.0 - kEccentricity2) *
                   (sine / (1.0 - kEccentricity2 * sine * sine) + std::atanh(e * sine) / e);
  return 0.5 * kSemiMajor * kSemiMajor * q * kRadians;
}

struct Extent {
  LonLat low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  LonLat high{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};

  void add(LonLat p) {
    low = {std::min(low.lon, p.lon), std::min(low.lat, p.lat)};
    high = {std::max(high.lon, p.lon), std::max(high.lat, p.lat)};
  }
  [[nodiscard]] bool empty() const { return low.lon > high.lon; }
};

/// Of the roads to which land can be linked: a road in the wrong place that hangs on nothing does
/// not stretch the raster around the globe.
Extent extent_of(const network::EdgeTree& tree) {
  Extent extent;
  tree.for_each_corner([&](LonLat corner) { extent.add(corner); });
  return extent;
}

void require(const network::RoadGraph& graph, const IsochroneGridOptions& options) {
  const auto positive = [](const char* argument, double value, const char* unit) {
    if (!(value > 0.0) || !std::isfinite(value)) {
      core::invalid_argument(argument, fmt::format("is {} {}", value, unit));
    }
  };
  positive("resolution", options.resolution_metres, "metres");
  positive("radius", options.radius_metres, "metres");
  positive("off_road_speed", options.off_road_km_per_hour, "km/h");
  if (graph.node_count() + graph.edge_count() >= std::numeric_limits<std::uint32_t>::max()) {
    core::invalid_argument("graph", "has more than 4 thousand million nodes and edges");
  }
}

/// The unit in which borders are drawn, for steps of so many metres.
double unit_of(double resolution, double per_degree) {
  const double parts = static_cast<double>(IsochroneGrid::kParts);
  return std::max(std::round(resolution / per_degree / parts / kQuantum), 1.0) * kQuantum;
}

}  // namespace

/// Fills a grid step by step.
class IsochroneGridBuilder {
 public:
  IsochroneGridBuilder(const network::RoadGraph& graph, const network::EdgeTree& tree,
                       const IsochroneGridOptions& options)
      : graph_(graph), tree_(tree), options_(options) {}

  IsochroneGrid build() {
    lay_out(extent_of(tree_));
    snap_cells();
    rank_cells();
    collect_runs();
    return std::move(grid_);
  }

 private:
  void lay_out(const Extent& extent) {
    grid_.node_count_ = graph_.node_count();
    grid_.edge_count_ = graph_.edge_count();
    grid_.resolution_metres_ = options_.resolution_metres;
    grid_.radius_metres_ = options_.radius_metres;
    grid_.jump_ =
        network::travel_time(1.5 * options_.resolution_metres, options_.off_road_km_per_hour);
    if (extent.empty()) return;
    const MetresPerDegree scale = metres_per_degree((extent.low.lat + extent.high.lat) / 2.0);
    grid_.unit_lon_ = unit_of(options_.resolution_metres, scale.lon);
    grid_.unit_lat_ = unit_of(options_.resolution_metres, scale.lat);
    const double step_lon = grid_.unit_lon_ * IsochroneGrid::kParts;
    const double step_lat = grid_.unit_lat_ * IsochroneGrid::kParts;
    // The radius in degrees where these are the most: near the pole side of the extent. A ring of
    // two cells around it is never covered, so that no border runs along the raster's.
    const double highest = std::max(std::abs(extent.low.lat), std::abs(extent.high.lat));
    const double near_lon =
        kMargin * options_.radius_metres / metres_per_degree(std::min(highest, 89.0)).lon;
    const double near_lat = kMargin * options_.radius_metres / metres_per_degree(0.0).lat;
    const double west = std::floor((extent.low.lon - near_lon) / step_lon) - 2.0;
    const double east = std::ceil((extent.high.lon + near_lon) / step_lon) + 2.0;
    const double south = std::floor((extent.low.lat - near_lat) / step_lat) - 2.0;
    const double north = std::ceil((extent.high.lat + near_lat) / step_lat) + 2.0;
    const double columns = std::ceil((east - west + 1.0) / 64.0) * 64.0;
    const double rows = north - south + 1.0;
    if (columns * rows > static_cast<double>(IsochroneGrid::kMostCells)) {
      const double factor =
          std::sqrt(columns * rows / static_cast<double>(IsochroneGrid::kMostCells));
      core::invalid_argument(
          "resolution",
          fmt::format("of {} metres makes a raster of {:.0f} x {:.0f} samples; at most {} can be "
                      "held",
                      options_.resolution_metres, columns, rows, IsochroneGrid::kMostCells),
          fmt::format("choose at least {:.0f} metres, or cut the graph to the region",
                      std::ceil(1.02 * factor * options_.resolution_metres)));
    }
    grid_.first_column_ = static_cast<std::int64_t>(west);
    grid_.first_row_ = static_cast<std::int64_t>(south);
    grid_.columns_ = static_cast<std::uint32_t>(columns);
    grid_.rows_ = static_cast<std::uint32_t>(rows);
    grid_.covered_.assign(std::size_t{grid_.columns_} / 64 * grid_.rows_, 0);
    for (std::int64_t row = 0; row <= grid_.rows_; ++row) {
      const double lat = grid_.position(0, row * IsochroneGrid::kParts).lat;
      grid_.zone_.push_back(zone_below(lat) * grid_.unit_lon_);
    }
  }

  void snap_cells() {
    if (grid_.covered_.empty()) return;
    std::vector<double> lon;
    std::vector<double> lat;
    for (std::int64_t column = 0; column < grid_.columns_; ++column) {
      lon.push_back(grid_.position(column * IsochroneGrid::kParts, 0).lon);
    }
    for (std::int64_t row = 0; row < grid_.rows_; ++row) {
      lat.push_back(grid_.position(0, row * IsochroneGrid::kParts).lat);
    }
    options_.execution.expect(std::uint64_t{grid_.columns_} * grid_.rows_);
    tree_.snap_lattice({.lon = lon, .lat = lat},
                       [&](std::span<const network::LatticeSnap> snaps) {
                         for (const network::LatticeSnap& snap : snaps) {
                           const std::size_t cell =
                               std::size_t{snap.row} * grid_.columns_ + snap.column;
                           grid_.covered_[cell / 64] |= std::uint64_t{1} << (cell % 64);
                           grid_.samples_.push_back(sample_of(snap));
                         }
                       },
                       {.radius_metres = options_.radius_metres,
                        .off_road_km_per_hour = options_.off_road_km_per_hour,
                        .execution = options_.execution});
    grid_.samples_.shrink_to_fit();
  }

  [[nodiscard]] IsochroneGrid::Sample sample_of(const network::LatticeSnap& snap) const {
    const network::Edge& edge = graph_.edge(snap.edge);
    const auto fraction = static_cast<float>(snap.fraction);
    const bool ends_only = graph_.at_ends_only(snap.edge);
    // The time at a node within a zone is not that of a place there (network::departures).
    const auto known = [&](network::NodeId node) {
      return !ends_only || graph_.on_open_road(node);
    };
    const core::Deciseconds leg = std::min(snap.leg, network::kLongestHierarchyTime);
    // A junction with forbidden turns is several nodes, known to its edges together.
    const bool copied = has(edge.flags, network::EdgeFlags::kTurnCopy);
    if (fraction == 0.0F && known(edge.from) && !copied) {
      return {static_cast<std::uint32_t>(edge.from), 0.0F, leg};
    }
    if (fraction == 1.0F && known(edge.to) && !copied) {
      return {static_cast<std::uint32_t>(edge.to), 0.0F, leg};
    }
    return {static_cast<std::uint32_t>(graph_.node_count() + network::index(snap.edge)), fraction,
            leg};
  }

  void rank_cells() {
    std::uint32_t rank = 0;
    for (const std::uint64_t word : grid_.covered_) {
      grid_.rank_.push_back(rank);
      rank += static_cast<std::uint32_t>(std::popcount(word));
    }
  }

  template <class Visit>
  void each_run(Visit visit) const {
    std::size_t i = 0;
    IsochroneGrid::Run run;
    for (std::size_t word = 0; word < grid_.covered_.size(); ++word) {
      for (std::uint64_t bits = grid_.covered_[word]; bits != 0; bits &= bits - 1, ++i) {
        const auto cell = static_cast<std::uint32_t>(word * 64) +
                          static_cast<std::uint32_t>(std::countr_zero(bits));
        // Rows never touch: their last cells are not covered.
        if (run.length > 0 && cell == run.cell + run.length &&
            grid_.samples_[i].anchor == grid_.samples_[i - 1].anchor) {
          ++run.length;
          continue;
        }
        if (run.length > 0) visit(grid_.samples_[i - 1].anchor, run);
        run = {cell, 1};
      }
    }
    if (run.length > 0) visit(grid_.samples_[i - 1].anchor, run);
  }

  void collect_runs() {
    const std::size_t anchors = grid_.node_count_ + grid_.edge_count_;
    grid_.run_begin_.assign(anchors + 1, 0);
    grid_.shortest_leg_.assign(anchors, 0);
    grid_.longest_leg_.assign(anchors, 0);
    each_run([&](IsochroneGrid::Anchor anchor, IsochroneGrid::Run) {
      ++grid_.run_begin_[anchor + 1];
      grid_.shortest_leg_[anchor] = core::kLongestTime;
    });
    for (std::size_t a = 0; a < anchors; ++a) grid_.run_begin_[a + 1] += grid_.run_begin_[a];
    grid_.runs_.resize(grid_.run_begin_.back());
    std::vector<std::uint32_t> next(grid_.run_begin_.begin(), grid_.run_begin_.end() - 1);
    each_run([&](IsochroneGrid::Anchor anchor, IsochroneGrid::Run run) {
      grid_.runs_[next[anchor]++] = run;
    });
    for (const IsochroneGrid::Sample& sample : grid_.samples_) {
      auto& shortest = grid_.shortest_leg_[sample.anchor];
      auto& longest = grid_.longest_leg_[sample.anchor];
      shortest = std::min(shortest, sample.leg);
      longest = std::max(longest, sample.leg);
    }
  }

  const network::RoadGraph& graph_;
  const network::EdgeTree& tree_;
  const IsochroneGridOptions& options_;
  IsochroneGrid grid_;
};

IsochroneGrid IsochroneGrid::build(const network::RoadGraph& graph, const network::EdgeTree& tree,
                                   const IsochroneGridOptions& options) {
  require(graph, options);
  return IsochroneGridBuilder(graph, tree, options).build();
}

std::size_t IsochroneGrid::bytes() const {
  const auto held = [](const auto& vector) {
    return vector.capacity() * sizeof(typename std::decay_t<decltype(vector)>::value_type);
  };
  return held(zone_) + held(covered_) + held(rank_) + held(samples_) + held(run_begin_) +
         held(runs_) + held(shortest_leg_) + held(longest_leg_);
}

const IsochroneGrid::Sample* IsochroneGrid::sample(std::uint32_t cell) const {
  const std::uint64_t before = covered_[cell / 64] & ((std::uint64_t{1} << (cell % 64)) - 1U);
  return samples_.data() + rank_[cell / 64] + std::popcount(before);
}

void require_same_roads(const network::RoadGraph& graph, const IsochroneGrid& grid) {
  if (grid.node_count() != graph.node_count() || grid.edge_count() != graph.edge_count()) {
    core::invalid_argument(
        "grid",
        fmt::format("was built for another graph: {} nodes and {} edges instead of {} and "
                    "{}",
                    grid.node_count(), grid.edge_count(), graph.node_count(), graph.edge_count()));
  }
}

}  // namespace sozialraum::isochrone
