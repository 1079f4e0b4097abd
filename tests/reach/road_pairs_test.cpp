#include "sozialraum/reach/road_pairs.hpp"

#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::reach {
namespace {

using core::Minutes;
using core::Standing;
using network::EdgeId;
using network::Snap;
using network::SnapStatus;

Snap on_edge(std::uint32_t edge, double fraction, std::uint32_t island = 0) {
  return {.status = SnapStatus::kSnapped,
          .edge = EdgeId{edge},
          .fraction = fraction,
          .component = island};
}

using Pairs = std::map<std::pair<std::uint32_t, std::uint32_t>, core::Deciseconds>;

/// Every pair handed over: (place, place of the other list) -> time.
Pairs all_pairs(const PairSource& source, core::Deciseconds most) {
  Pairs pairs;
  std::mutex mutex;
  source.search(most, [&](std::uint32_t place, std::span<const network::Door> in_reach) {
    const std::lock_guard lock(mutex);
    for (const network::Door& door : in_reach) {
      EXPECT_TRUE(pairs.emplace(std::pair{place, door.place}, door.time).second);
    }
  });
  return pairs;
}

TEST(RoadPairs, StartFromTheShorterListAndKeepToBothLimits) {
  // a -30- b -50- c, and back from c to b in 90; a school between b and c: 25 on from b, 45 back.
  const auto graph = test::roads(R"(
      a - b 30
      b - c 50 90 )");
  const auto hierarchy = network::Hierarchy::build(graph);
  const std::vector<Snap> homes{on_edge(0, 0.0), on_edge(0, 1.0), on_edge(1, 1.0)};  // a, b, c
  const std::vector<Snap> school{on_edge(1, 0.5)};
  for (const auto* prepared : {&hierarchy, static_cast<const network::Hierarchy*>(nullptr)}) {
    const RoadPairs pairs({.roads = graph, .hierarchy = prepared, .limit = Minutes{50.0 / 600}},
                          {homes, school});
    EXPECT_TRUE(pairs.by_facility());
    EXPECT_EQ(all_pairs(pairs, 1000), (Pairs{{{0, 1}, 25}, {{0, 2}, 45}}));  // from a: 55
    EXPECT_EQ(all_pairs(pairs, 30), (Pairs{{{0, 1}, 25}}));
    const RoadPairs turned({.roads = graph, .hierarchy = prepared}, {school, homes});
    EXPECT_FALSE(turned.by_facility());
    EXPECT_EQ(all_pairs(turned, 50), (Pairs{{{0, 1}, 45}, {{0, 2}, 25}}));  // towards b and c
  }
}

TEST(RoadPairs, SayWhereAPlaceStands) {
  const auto graph = test::roads("a - b 30\n c - d 30");
  const std::vector<Snap> homes{on_edge(0, 0.0, 0),
                                on_edge(1, 0.0, 1),
                                {.status = SnapStatus::kTooFar},
                                {.status = SnapStatus::kNoRoad},
                                {.status = SnapStatus::kNoPosition}};
  const std::vector<Snap> school{on_edge(0, 1.0, 0)};
  const RoadPairs pairs({.roads = graph, .limit = Minutes{20.0 / 600}}, {homes, school});
  const std::vector<bool> nobody(5, false);
  EXPECT_EQ(standings(pairs, nobody),
            (std::vector{Standing::kBeyondLimit, Standing::kOtherIsland, Standing::kTooFar,
                         Standing::kNoRoad, Standing::kNoPosition}));
  const std::vector<bool> first{true, false, false, false, false};
  EXPECT_EQ(standings(pairs, first)[0], Standing::kOnNetwork);
  // Without any facility nobody is on another island than they.
  EXPECT_EQ(RoadPairs({.roads = graph}, {homes, {}}).unreached(1), Standing::kBeyondLimit);
}

TEST(RoadPairs, RefuseAHierarchyOfAnotherGraphAndALimitThatIsNone) {
  const auto graph = test::roads("a - b 30");
  const auto other = network::Hierarchy::build(test::roads("a - b 30\n b - c 30"));
  EXPECT_EQ(test::finding_of([&] {
              (void)RoadPairs({.roads = graph, .hierarchy = &other}, {});
            }).place.argument,
            "hierarchy");
  EXPECT_EQ(test::finding_of([&] {
              (void)RoadPairs({.roads = graph, .limit = Minutes{-1.0}}, {});
            }).place.argument,
            "limit");
}

}  // namespace
}  // namespace sozialraum::reach
