#include "sozialraum/isochrone/minutes_surface.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "land.hpp"
#include "random_places.hpp"
#include "sozialraum/isochrone/isochrone.hpp"
#include "sozialraum/reach/travel_times.hpp"
#include "throws.hpp"

namespace sozialraum::isochrone {
namespace {

using core::Deciseconds;
using core::kUnreachable;
using core::Minutes;
using network::LonLat;
using network::RoadGraph;
using network::Snap;

LonLat middle(const MinutesSurface& surface, std::size_t cell) {
  const auto& t = surface.to_place;
  const auto row = static_cast<double>(cell / surface.columns);
  const auto column = static_cast<double>(cell % surface.columns);
  return {t[0] + (column + 0.5) * t[1], t[3] + (row + 0.5) * t[5]};
}

TEST(MinutesSurface, RisesAlongTheRoadAndAcrossTheFields) {
  // Ten kilometres due east at 60 km/h; at 52 degrees north 68,677.6 m are a degree of longitude
  // and 111,267 m one of latitude (Snyder 1987).
  const double end = 9.0 + 10'000 / 68'677.6;
  network::EdgeList road;
  road.node_positions = {{9.0, 52.0}, {end, 52.0}};
  road.edges = {{.to = network::NodeId{1}, .metres = 10'000, .forward = 6000, .backward = 6000}};
  const RoadGraph graph = RoadGraph::from_edges(std::move(road));
  const network::EdgeTree tree(graph);
  const auto grid = IsochroneGrid::build(graph, tree, {.resolution_metres = 100});
  const std::vector<LonLat> school{{9.0, 52.0}};
  const auto surface =
      minutes_surface({.roads = graph, .limit = Minutes{5.0}}, grid, tree.snap(school));
  ASSERT_GT(surface.rows, 5U);
  EXPECT_NEAR(surface.to_place[1] * 68'677.6, 100.0, 0.1);
  EXPECT_NEAR(surface.to_place[5] * 111'267.0, -100.0, 0.1);
  // West of the school there is only the walk: 5 minutes at 5 km/h are 417 m.
  EXPECT_NEAR((9.0 - surface.to_place[0]) * 68'677.6, 417, 100);
  std::size_t with_time = 0;
  for (std::size_t cell = 0; cell < surface.times.size(); ++cell) {
    if (surface.times[cell] == kUnreachable) continue;
    ++with_time;
    const LonLat p = middle(surface, cell);
    const double east = (p.lon - 9.0) * 68'677.6;
    const double north = (p.lat - 52.0) * 111'267.0;
    const double walk = std::hypot(std::min(east, 0.0), north) / 5000 * 36'000;
    ASSERT_NEAR(surface.times[cell], walk + std::max(east, 0.0) * 0.6, 5.0);
    ASSERT_LE(surface.times[cell], 3000U);
  }
  // A triangle of 5 km by twice 417 m and half a disc: 2.36 km2, as cells of a hectare.
  EXPECT_NEAR(static_cast<double>(with_time), 236.0, 12.0);
}

TEST(MinutesSurface, IsTheTimeOfTheNearestPlaceOnRandomNetworksWithZones) {
  std::size_t compared = 0;
  std::size_t by_a_decisecond = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const auto graph =
        test::random_roads(seed, {.longest = 900, .ends_only = seed % 3 == 0 ? 0.3 : 0.0});
    const network::EdgeTree tree(graph, {.smallest_component = 1});
    const auto grid =
        IsochroneGrid::build(graph, tree, {.resolution_metres = 120, .radius_metres = 200});
    core::RandomStream dice(seed, "places");
    const auto places = test::random_places(graph, seed % 5, dice);
    const reach::Travel travel{.roads = graph,
                               .direction = seed % 2 == 0 ? reach::Direction::kToFacility
                                                          : reach::Direction::kFromFacility,
                               .limit = Minutes{seed % 4 == 0 ? 3.0 : 60.0},
                               .execution = {.threads = 1 + static_cast<unsigned>(seed % 3)}};
    const auto surface = minutes_surface(travel, grid, places);
    ASSERT_EQ(surface.times.size(), std::size_t{surface.rows} * surface.columns);
    std::vector<LonLat> middles;
    for (std::size_t cell = 0; cell < surface.times.size(); ++cell) {
      middles.push_back(middle(surface, cell));
    }
    const auto homes = tree.snap(middles, {.radius_metres = 200});
    const auto times = reach::travel_times(
        {.roads = graph, .direction = travel.direction, .limit = travel.limit}, {homes, places});
    for (std::size_t cell = 0; cell < middles.size(); ++cell) {
      Deciseconds nearest = kUnreachable;
      for (const reach::Reached& reached : times.row(cell))
        nearest = std::min(nearest, reached.time);
      ++compared;
      if (nearest == surface.times[cell]) continue;
      ++by_a_decisecond;  // a fraction is rounded to 1e-7, a middle to a nanometre
      if (nearest == kUnreachable) nearest = core::to_deciseconds(travel.limit) + 1;
      const Deciseconds found = std::min(surface.times[cell], nearest + 1);
      ASSERT_LE(nearest - found + 1, 2U) << "graph " << seed << " cell " << cell;
    }
  }
  EXPECT_GT(compared, 10000U);
  EXPECT_LT(by_a_decisecond, compared / 1000);
}

/// A junction of three roads of 400 m, cut 100 m before it. Nobody may turn from the west to the
/// north: who comes from there arrives at a copy of the junction (network/turn_copies.hpp).
RoadGraph forbidden_turn() {
  constexpr double kEast = 1.0 / 68'677.6;  // a metre in degrees, at 52 degrees north
  constexpr double kNorth = 1.0 / 111'267.0;
  network::EdgeList list;
  const auto place = [&](double east, double north) {
    list.node_positions.push_back({9.0 + east * kEast, 52.0 + north * kNorth});
  };
  place(0, 0);     // 0, the junction
  place(0, 0);     // 1, its copy
  place(-100, 0);  // 2, 3, 4: the cuts in the west, the south and the north
  place(0, -100);
  place(0, 100);
  place(-400, 0);  // 5, 6, 7: the ends
  place(0, -400);
  place(0, 400);
  const auto road = [&](std::uint32_t from, std::uint32_t to, Deciseconds forward,
                        Deciseconds backward, double metres) {
    network::Edge edge{.from = network::NodeId{from},
                       .to = network::NodeId{to},
                       .metres = metres,
                       .forward = forward,
                       .backward = backward};
    if (metres < 150.0) edge.flags = network::EdgeFlags::kTurnCopy;
    list.edges.push_back(edge);
  };
  road(0, 2, 60, network::kClosed, 100);
  road(0, 3, 60, 60, 100);
  road(0, 4, 60, 60, 100);
  road(1, 2, network::kClosed, 60, 100);
  road(1, 3, 60, network::kClosed, 100);
  road(2, 5, 180, 180, 300);
  road(3, 6, 180, 180, 300);
  road(4, 7, 180, 180, 300);
  list.node_copies = {{network::NodeId{1}, network::NodeId{0}}};
  return RoadGraph::from_edges(std::move(list));
}

TEST(MinutesSurface, AndIsochronesKnowThatRoadsBeforeAForbiddenTurnAreSeveralEdges) {
  const RoadGraph graph = forbidden_turn();
  const network::EdgeTree tree(graph);
  const auto hierarchy = network::Hierarchy::build(graph);
  const auto grid =
      IsochroneGrid::build(graph, tree, {.resolution_metres = 20, .radius_metres = 90});
  const std::vector<LonLat> where{{9.0 - 350 / 68'677.6, 52.0},   // far in the west
                                  {9.0 - 50 / 68'677.6, 52.0},    // before the junction
                                  {9.0, 52.0},                    // at it
                                  {9.0, 52.0 - 60 / 111'267.0}};  // behind it in the south
  for (const auto direction : {reach::Direction::kToFacility, reach::Direction::kFromFacility}) {
    for (const LonLat one : where) {
      const auto places = tree.snap(std::vector{one});
      const auto surface = minutes_surface({.roads = graph, .direction = direction}, grid, places);
      std::vector<LonLat> middles;
      for (std::size_t cell = 0; cell < surface.times.size(); ++cell) {
        middles.push_back(middle(surface, cell));
      }
      const auto homes = tree.snap(middles, {.radius_metres = 90});
      const auto times =
          reach::travel_times({.roads = graph, .direction = direction}, {homes, places});
      const std::array limits{Minutes{0.5}};
      for (const auto* prepared : {static_cast<const network::Hierarchy*>(nullptr), &hierarchy}) {
        const auto land =
            isochrones({.roads = graph, .hierarchy = prepared, .direction = direction}, grid,
                       places, {.limits = limits})
                .of(0, 0);
        EXPECT_LE(land.road_metres, 1200.0);
        for (std::size_t cell = 0; cell < middles.size(); ++cell) {
          const Deciseconds time = times.row(cell).empty() ? kUnreachable : times.row(cell)[0].time;
          ASSERT_EQ(surface.times[cell], time) << cell;
          ASSERT_EQ(test::contains(land.land, middles[cell]), time <= 300) << cell;
        }
      }
    }
  }
}

TEST(MinutesSurface, OfNoPlacesOrNoRoadsIsEmpty) {
  const RoadGraph none;
  const network::EdgeTree tree(none);
  EXPECT_TRUE(minutes_surface({.roads = none}, IsochroneGrid::build(none, tree), {}).times.empty());
  const auto graph = test::random_roads(1);
  const network::EdgeTree roads(graph);
  const auto grid = IsochroneGrid::build(graph, roads);
  const auto nobody = minutes_surface({.roads = graph}, grid, {});
  EXPECT_TRUE(nobody.times.empty());
  ASSERT_EQ(nobody.findings.size(), 1U);
  EXPECT_EQ(nobody.findings[0].code, "no_facilities");
  EXPECT_EQ(nobody.findings[0].place.argument, "places");
  const std::vector<Snap> far{{.status = network::SnapStatus::kTooFar}};
  const auto off = minutes_surface({.roads = graph}, grid, far);
  EXPECT_TRUE(off.times.empty());
  ASSERT_EQ(off.findings.size(), 1U);
  EXPECT_EQ(off.findings[0].code, "place_off_network");
  EXPECT_EQ(
      test::finding_of([&] { (void)minutes_surface({.roads = none}, grid, far); }).place.argument,
      "grid");
}

}  // namespace
}  // namespace sozialraum::isochrone
