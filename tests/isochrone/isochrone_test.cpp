#include "sozialraum/isochrone/isochrone.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "land.hpp"
#include "random_places.hpp"
#include "sozialraum/network/geocentric.hpp"
#include "sozialraum/reach/travel_times.hpp"
#include "throws.hpp"

namespace sozialraum::isochrone {
namespace {

using core::Minutes;
using network::Edge;
using network::LonLat;
using network::NodeId;
using network::RoadGraph;
using network::Snap;

// At 52 degrees north (Snyder 1987): metres of a degree.
constexpr double kLonMetres = 68677.6;
constexpr double kLatMetres = 111267.0;

/// A place so many metres east and north of 9 E 52 N.
LonLat at(double east, double north) {
  return {9.0 + east / kLonMetres, 52.0 + north / kLatMetres};
}

/// A straight road at 60 km/h: a kilometre a minute.
Edge road(std::uint32_t from, std::uint32_t to, double metres, bool one_way = false) {
  Edge edge{.from = NodeId{from},
            .to = NodeId{to},
            .metres = metres,
            .forward = network::travel_time(metres, 60.0)};
  if (!one_way) edge.backward = edge.forward;
  return edge;
}

network::EdgeList network_of(const std::vector<LonLat>& nodes, std::vector<Edge> edges) {
  network::EdgeList list;
  list.node_positions = {nodes.begin(), nodes.end()};
  list.edges = std::move(edges);
  return list;
}

/// A graph with all that isochrones need.
struct Land {
  RoadGraph graph;
  network::EdgeTree tree;
  IsochroneGrid grid;

  explicit Land(network::EdgeList list, IsochroneGridOptions options = {.resolution_metres = 50})
      : graph(RoadGraph::from_edges(std::move(list))),
        tree(graph),
        grid(IsochroneGrid::build(graph, tree, options)) {}

  [[nodiscard]] Isochrone around(LonLat place, double minutes,
                                 reach::Direction direction = reach::Direction::kToFacility) const {
    const std::array limits{Minutes{minutes}};
    return isochrones({.roads = graph, .direction = direction}, grid, tree.snap(std::array{place}),
                      {.limits = limits})
        .of(0, 0);
  }
};

network::EdgeList straight_road() {
  return network_of({at(-10000, 0), at(10000, 0)}, {road(0, 1, 20000)});
}

TEST(Isochrone, OfAStraightRoadIsARhombus) {
  // x metres along and d across take x / 1000 + d / 83.33 minutes: in 5 minutes a rhombus with the
  // diagonals 10,000 m and 833.3 m, of 4,166,667 square metres.
  const Isochrone five = Land(straight_road()).around(at(0, 0), 5);
  ASSERT_EQ(five.land.polygon_count(), 1);
  EXPECT_EQ(five.land.ring_count(), 1);
  EXPECT_NEAR(five.square_metres, 4166667, 0.005 * 4166667);
  EXPECT_NEAR(five.road_metres, 10000, 5.0);  // less two deciseconds of the leg: the chord sags
  EXPECT_TRUE(test::contains(five.land, at(4300, 0)));  // beyond, it is narrower than the grid
  EXPECT_FALSE(test::contains(five.land, at(5050, 0)));
  EXPECT_TRUE(test::contains(five.land, at(2500, 200)));
  EXPECT_FALSE(test::contains(five.land, at(2500, 225)));
}

TEST(Isochrone, EndsAtTheRadius) {
  // In 30 minutes all of the road, but no land beyond 500 m: a stadium.
  const Isochrone all = Land(straight_road()).around(at(0, 0), 30);
  EXPECT_NEAR(all.square_metres, 20000 * 1000.0 + std::numbers::pi * 500 * 500, 0.003 * 2e7);
  EXPECT_EQ(all.road_metres, 20000);
}

TEST(Isochrone, RunsCounterClockwise) {
  const Isochrone five = Land(straight_road()).around(at(0, 0), 5);
  EXPECT_GT(test::turn(five.land.ring(0)), 0.0);
  EXPECT_EQ(five.land.ring(0).front(), five.land.ring(0).back());
}

TEST(Isochrone, HeedsOneWayStreets) {
  // East along the south side, back far in the north.
  const network::EdgeList list =
      network_of({at(-5000, 0), at(5000, 0), at(0, 20000)},
                 {road(0, 1, 10000, true), road(1, 2, 21000, true), road(2, 0, 21000, true)});
  const Land land(list);
  const Isochrone to = land.around(at(0, 0), 3, reach::Direction::kToFacility);
  const Isochrone from = land.around(at(0, 0), 3, reach::Direction::kFromFacility);
  EXPECT_TRUE(test::contains(to.land, at(-2000, 20)));
  EXPECT_FALSE(test::contains(to.land, at(2000, 20)));
  EXPECT_TRUE(test::contains(from.land, at(2000, 20)));
  EXPECT_FALSE(test::contains(from.land, at(-2000, 20)));
  EXPECT_EQ(to.road_metres, 3000);
  EXPECT_EQ(from.road_metres, 3000);
}

TEST(Isochrone, DoesNotCrossTheRiver) {
  // Two roads 80 m apart with a bridge 10 km away: from the east end of the southern one nobody is
  // on the northern bank within 8 minutes.
  const Land land(network_of({at(0, 0), at(10000, 0), at(0, 80), at(10000, 80)},
                             {road(0, 1, 10000), road(2, 3, 10000), road(0, 2, 80)}),
                  {.resolution_metres = 20});
  const Isochrone eight = land.around(at(10000, 0), 8);
  EXPECT_EQ(eight.land.polygon_count(), 1);
  for (const LonLat p : eight.land.points) EXPECT_LT(p.lat, at(0, 40 + 20).lat);
  EXPECT_TRUE(test::contains(eight.land, at(5000, 25)));
  EXPECT_FALSE(test::contains(eight.land, at(9900, 55)));
  // In 15 minutes the first five kilometres of the northern bank are reached over the bridge.
  const Isochrone fifteen = land.around(at(10000, 0), 15);
  EXPECT_TRUE(test::contains(fifteen.land, at(4000, 80)));
  EXPECT_FALSE(test::contains(fifteen.land, at(9000, 80)));
}

TEST(Isochrone, KeepsTheHoleInARingRoad) {
  // Land within 500 m of a square of 4 km: outside 4 x 4000 x 500 + pi 500^2, inside 4000^2 -
  // 3000^2.
  const Land land(
      network_of({at(0, 0), at(4000, 0), at(4000, 4000), at(0, 4000)},
                 {road(0, 1, 4000), road(1, 2, 4000), road(2, 3, 4000), road(3, 0, 4000)}));
  const Isochrone all = land.around(at(0, 0), 60);
  ASSERT_EQ(all.land.polygon_count(), 1);
  ASSERT_EQ(all.land.ring_count(), 2);
  EXPECT_LT(test::turn(all.land.ring(1)), 0.0);
  EXPECT_FALSE(test::contains(all.land, at(2000, 2000)));
  EXPECT_TRUE(test::contains(all.land, at(2000, 400)));
  const double expected = 8e6 + std::numbers::pi * 250000 + 7e6;
  EXPECT_NEAR(all.square_metres, expected, 0.005 * expected);
}

TEST(Isochrone, LeavesSmallHolesOutIfAsked) {
  const Land land(
      network_of({at(0, 0), at(4000, 0), at(4000, 4000), at(0, 4000)},
                 {road(0, 1, 4000), road(1, 2, 4000), road(2, 3, 4000), road(3, 0, 4000)}));
  const std::array limits{Minutes{60}};
  const auto places = land.tree.snap(std::array{at(0, 0)});
  const auto holes = [&](double smallest) {
    return isochrones({.roads = land.graph}, land.grid, places,
                      {.limits = limits, .smallest_square_metres = smallest})
               .of(0, 0)
               .land.ring_count() -
           1;
  };
  EXPECT_EQ(holes(8.9e6), 1);  // the hole has 3 km x 3 km
  EXPECT_EQ(holes(9.1e6), 0);
  EXPECT_EQ(land.around(at(0, 0), 60).land.polygon_count(), 1);
}

TEST(Isochrone, DoesNotReachAnIsland) {
  network::EdgeList list = straight_road();
  list.node_positions.emplace_back(at(0, 3000));
  list.node_positions.emplace_back(at(1000, 3000));
  list.edges.push_back(road(2, 3, 1000));
  const Isochrone all = Land(list).around(at(0, 0), 600);
  EXPECT_EQ(all.land.polygon_count(), 1);
  EXPECT_FALSE(test::contains(all.land, at(500, 3000)));
}

TEST(Isochrone, OfAPlaceOffTheNetworkIsEmpty) {
  const Land land(straight_road());
  const std::array limits{Minutes{10}};
  const auto answer =
      isochrones({.roads = land.graph}, land.grid,
                 land.tree.snap(std::array{at(0, 5000), at(0, 0)}), {.limits = limits});
  EXPECT_EQ(answer.standing[0], core::Standing::kTooFar);
  ASSERT_EQ(answer.findings.size(), 1);
  EXPECT_EQ(answer.findings[0].code, "place_off_network");
  EXPECT_EQ(answer.of(0, 0).land.polygon_count(), 0);
  EXPECT_EQ(answer.of(0, 0).square_metres, 0.0);
  EXPECT_GT(answer.of(1, 0).square_metres, 0.0);
}

TEST(Isochrone, OfNoTimeHasNoLandAndSaysSo) {
  const Land land(straight_road());
  const std::array limits{Minutes{0}};
  const std::vector<std::string> ids{"Kita", "Hof"};
  const auto answer = isochrones({.roads = land.graph}, land.grid,
                                 land.tree.snap(std::array{at(0, 20), at(0, 5000)}),
                                 {.limits = limits, .names = ids});
  EXPECT_EQ(answer.of(0, 0).square_metres, 0.0);
  EXPECT_EQ(answer.of(0, 0).road_metres, 0.0);
  ASSERT_EQ(answer.findings.size(), 2);
  EXPECT_EQ(answer.findings[0].code, "place_off_network");
  EXPECT_EQ(answer.findings[0].areas, std::vector<std::string>{"Hof"});
  EXPECT_EQ(answer.findings[1].code, "isochrone_finer_than_grid");
  EXPECT_EQ(answer.findings[1].areas, std::vector<std::string>{"Kita"});
}

TEST(Isochrone, RefusesLimitsThatDoNotRise) {
  const Land land(straight_road());
  const auto places = land.tree.snap(std::array{at(0, 0)});
  const std::array falling{Minutes{20}, Minutes{10}};
  EXPECT_EQ(test::finding_of([&] {
              (void)isochrones({.roads = land.graph}, land.grid, places, {.limits = falling});
            }).place.argument,
            "limits");
  EXPECT_EQ(test::finding_of([&] {
              (void)isochrones({.roads = land.graph}, land.grid, places, {});
            }).place.argument,
            "limits");
  const Land other(network_of({at(0, 0), at(1, 0), at(2, 0)}, {road(0, 1, 1)}));
  const std::array ten{Minutes{10}};
  EXPECT_EQ(test::finding_of([&] {
              (void)isochrones({.roads = land.graph}, other.grid, places, {.limits = ten});
            }).place.argument,
            "grid");
}

// ---- many random networks

struct RandomCase {
  Land land;
  network::Hierarchy hierarchy;
  std::vector<Snap> places;

  explicit RandomCase(std::uint64_t seed)
      : land(
            test::random_roads(
                seed,
                {.nodes = 14, .edges = 40, .longest = 3000, .ends_only = seed % 2 == 0 ? 0.0 : 0.3})
                .edge_list(),
            {.resolution_metres = 60.0, .radius_metres = 200.0}),
        hierarchy(network::Hierarchy::build(land.graph)) {
    core::RandomStream dice(seed, "isochrone places");
    std::vector<LonLat> wanted;
    for (int i = 0; i < 20; ++i) {
      wanted.push_back({9.0 + 0.02 * dice.uniform(), 52.0 + 0.02 * dice.uniform()});
    }
    wanted.push_back(land.graph.position(NodeId{3}));
    places = land.tree.snap(wanted, {.radius_metres = 400});
  }

  [[nodiscard]] Isochrones draw(reach::Travel travel) const {
    static constexpr std::array kLimits{Minutes{4}, Minutes{7.5}, Minutes{12}};
    return isochrones(travel, land.grid, places, {.limits = kLimits});
  }
};

constexpr std::array kLimitTimes{2400U, 4500U, 7200U};

TEST(Isochrone, HoldsJustTheSamplesWithinTheLimit) {
  std::size_t inside = 0;
  std::size_t outside = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const RandomCase random(seed);
    const IsochroneGrid& grid = random.land.grid;
    std::vector<LonLat> samples;
    for (std::uint32_t cell = 0; cell < grid.columns() * grid.rows(); ++cell) {
      samples.push_back(grid.position(std::int64_t{cell % grid.columns()} * IsochroneGrid::kParts,
                                      std::int64_t{cell / grid.columns()} * IsochroneGrid::kParts));
    }
    const auto homes = random.land.tree.snap(samples, {.radius_metres = 200});
    for (const reach::Direction direction :
         {reach::Direction::kToFacility, reach::Direction::kFromFacility}) {
      const auto answer = random.draw({.roads = random.land.graph, .direction = direction});
      const auto times = reach::travel_times(
          {.roads = random.land.graph, .direction = direction, .limit = Minutes{12}},
          {homes, random.places});
      for (std::size_t i = 0; i < samples.size(); i += 7) {
        for (std::uint32_t place = 0; place < random.places.size(); place += 5) {
          const auto row = times.row(i);
          const auto found = std::find_if(
              row.begin(), row.end(),
              [&](const reach::Reached& reached) { return reached.facility == place; });
          for (std::size_t limit = 0; limit < 3; ++limit) {
            const bool within = found != row.end() && found->time <= kLimitTimes[limit];
            ++(within ? inside : outside);
            ASSERT_EQ(test::contains(answer.of(place, limit).land, samples[i]), within)
                << seed << ' ' << i << ' ' << place << ' ' << limit;
          }
        }
      }
    }
  }
  EXPECT_GT(inside, 10000);
  EXPECT_GT(outside, 10000);
}

TEST(Isochrone, IsTheSameFromAHierarchyForAnyThreadsAndOrder) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const RandomCase random(seed);
    for (const reach::Direction direction :
         {reach::Direction::kToFacility, reach::Direction::kFromFacility}) {
      const auto plain = random.draw(
          {.roads = random.land.graph, .direction = direction, .execution = {.threads = 1}});
      for (const unsigned threads : {1U, 2U, 3U, 8U}) {
        const auto swept = random.draw({.roads = random.land.graph,
                                        .hierarchy = &random.hierarchy,
                                        .direction = direction,
                                        .execution = {.threads = threads}});
        ASSERT_EQ(plain.isochrones, swept.isochrones) << seed;
      }
      RandomCase reversed(seed);
      std::reverse(reversed.places.begin(), reversed.places.end());
      const auto back = reversed.draw({.roads = reversed.land.graph, .direction = direction});
      for (std::size_t place = 0; place < random.places.size(); ++place) {
        ASSERT_EQ(plain.of(place, 1), back.of(random.places.size() - 1 - place, 1));
      }
    }
  }
}

TEST(Isochrone, OfOneLimitDoesNotDependOnTheOthers) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const RandomCase random(seed);
    const auto three = random.draw({.roads = random.land.graph});
    const std::array alone{Minutes{7.5}};
    const auto one = isochrones({.roads = random.land.graph}, random.land.grid, random.places,
                                {.limits = alone});
    for (std::size_t place = 0; place < random.places.size(); ++place) {
      ASSERT_EQ(three.of(place, 1), one.of(place, 0));
      ASSERT_LE(three.of(place, 0).square_metres, three.of(place, 1).square_metres);
    }
  }
}

}  // namespace
}  // namespace sozialraum::isochrone
