#include "sozialraum/isochrone/isochrone_grid.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "random_roads.hpp"
#include "sozialraum/network/geocentric.hpp"
#include "throws.hpp"

namespace sozialraum::isochrone {
namespace {

using network::LonLat;
using network::NodeId;
using network::RoadGraph;

IsochroneGrid grid_of(const RoadGraph& graph, const IsochroneGridOptions& options = {}) {
  return IsochroneGrid::build(graph, network::EdgeTree(graph), options);
}

RoadGraph one_road() {
  network::EdgeList list;
  list.node_positions = {{9.0, 52.0}, {9.1, 52.0}};
  list.edges = {
      {.from = NodeId{0}, .to = NodeId{1}, .metres = 6868, .forward = 5000, .backward = 5000}};
  return RoadGraph::from_edges(std::move(list));
}

TEST(IsochroneGrid, HasSamplesOneResolutionApart) {
  const IsochroneGrid grid = grid_of(one_road(), {.resolution_metres = 100});
  const LonLat here = grid.position(0, 0);
  const auto metres = [&](std::int64_t x, std::int64_t y) {
    return network::straight_line_metres(here, grid.position(x, y));
  };
  EXPECT_NEAR(metres(IsochroneGrid::kParts, 0), 100.0, 0.05);
  EXPECT_NEAR(metres(0, IsochroneGrid::kParts), 100.0, 0.3);  // mean radius instead of meridian
}

TEST(IsochroneGrid, CoversTheStadiumAroundARoad) {
  const IsochroneGrid grid = grid_of(one_road(), {.resolution_metres = 50, .radius_metres = 500});
  const double samples = (6868.0 * 1000.0 + std::numbers::pi * 250000.0) / 2500.0;
  EXPECT_NEAR(static_cast<double>(grid.sample_count()), samples, 0.01 * samples);
  std::size_t covered = 0;
  for (std::uint32_t cell = 0; cell < grid.columns() * grid.rows(); ++cell) {
    if (grid.covered(cell)) ++covered;
  }
  EXPECT_EQ(covered, grid.sample_count());
}

TEST(IsochroneGrid, KnowsTheAreaOfAZone) {
  // Square metres from the equator to a height: the whole half of the earth has 2.5503281e14
  // (Moritz 1980: surface 510,065,622 km2 for GRS 80, nearly the same ellipsoid).
  const IsochroneGrid grid = grid_of(one_road());
  const double degree = static_cast<double>(IsochroneGrid::kParts);
  const double width =
      grid.position(static_cast<std::int64_t>(degree), 0).lon - grid.position(0, 0).lon;
  // One cell of 100 m x 100 m.
  EXPECT_NEAR((grid.zone(IsochroneGrid::kParts) - grid.zone(0)) * degree, 10000.0, 20.0);
  EXPECT_GT(width, 0.0);
}

TEST(IsochroneGrid, TiesEverySampleToItsSnap) {
  std::size_t corners = 0;  // of roads at the ends of a way with open roads
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const RoadGraph graph = test::random_roads(seed, {.nodes = 12, .edges = 30, .ends_only = 0.2});
    const network::EdgeTree tree(graph);
    const IsochroneGrid grid =
        IsochroneGrid::build(graph, tree, {.resolution_metres = 70, .radius_metres = 150});
    std::size_t in_runs = 0;
    for (std::uint32_t anchor = 0; anchor < graph.node_count() + graph.edge_count(); ++anchor) {
      for (const IsochroneGrid::Run run : grid.runs(anchor)) {
        for (std::uint32_t i = 0; i < run.length; ++i, ++in_runs) {
          EXPECT_EQ(grid.sample(run.cell + i)->anchor, anchor);
          EXPECT_GE(grid.sample(run.cell + i)->leg, grid.shortest_leg(anchor));
          EXPECT_LE(grid.sample(run.cell + i)->leg, grid.longest_leg(anchor));
        }
      }
    }
    EXPECT_EQ(in_runs, grid.sample_count());
    for (std::uint32_t cell = 0; cell < grid.columns() * grid.rows(); ++cell) {
      const LonLat p = grid.position(std::int64_t{cell % grid.columns()} * IsochroneGrid::kParts,
                                     std::int64_t{cell / grid.columns()} * IsochroneGrid::kParts);
      const network::Snap snap = tree.snap(std::vector{p}, {.radius_metres = 150}).front();
      ASSERT_EQ(grid.covered(cell), snap.status == network::SnapStatus::kSnapped);
      if (!grid.covered(cell)) continue;
      const auto* sample = grid.sample(cell);
      ASSERT_EQ(sample->leg, snap.leg);
      const network::Edge& edge = graph.edge(snap.edge);
      const network::NodeId end = snap.fraction == 0.0 ? edge.from : edge.to;
      if ((snap.fraction == 0.0 || snap.fraction == 1.0) && graph.on_open_road(end)) {
        ASSERT_EQ(sample->anchor, network::index(end));
        corners += graph.at_ends_only(snap.edge) ? 1U : 0U;
      }
      if (sample->anchor >= graph.node_count()) {
        ASSERT_EQ(sample->anchor - graph.node_count(), network::index(snap.edge));
        ASSERT_NEAR(sample->fraction, snap.fraction, 1e-6);
      }
    }
  }
  EXPECT_GT(corners, 20U);
}

TEST(IsochroneGrid, IsTheSameForAnyThreads) {
  const RoadGraph graph = test::random_roads(4, {.nodes = 30, .edges = 80});
  const auto samples = [&](unsigned threads) {
    const auto grid = grid_of(graph, {.resolution_metres = 20, .execution = {.threads = threads}});
    std::vector<std::uint32_t> all;
    for (std::uint32_t cell = 0; cell < grid.columns() * grid.rows(); ++cell) {
      if (!grid.covered(cell)) continue;
      all.insert(all.end(), {cell, grid.sample(cell)->anchor, grid.sample(cell)->leg});
    }
    return all;
  };
  EXPECT_EQ(samples(1), samples(2));
  EXPECT_EQ(samples(1), samples(3));
  EXPECT_EQ(samples(1), samples(8));
}

TEST(IsochroneGrid, OfNoRoadsIsEmpty) {
  const RoadGraph graph = RoadGraph::from_edges({});
  EXPECT_EQ(grid_of(graph).sample_count(), 0);
}

TEST(IsochroneGrid, RefusesWhatCannotBeHeld) {
  const RoadGraph graph = one_road();
  const auto refused = [&](const IsochroneGridOptions& options) {
    return test::finding_of([&] { (void)grid_of(graph, options); });
  };
  EXPECT_EQ(refused({.resolution_metres = 0.0}).place.argument, "resolution");
  EXPECT_EQ(refused({.radius_metres = -1.0}).place.argument, "radius");
  EXPECT_EQ(refused({.off_road_km_per_hour = std::nan("")}).place.argument, "off_road_speed");
  const auto fine = refused({.resolution_metres = 0.01});
  EXPECT_EQ(fine.place.argument, "resolution");
  EXPECT_NE(fine.hint.find("choose at least"), std::string::npos);
}

}  // namespace
}  // namespace sozialraum::isochrone
