#include "sozialraum/network/target_sweep.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "instruction_sets.hpp"
#include "random_roads.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::network {
namespace {

constexpr std::uint32_t kTargets = 9;

/// Up to three doors a target, the fourth has none.
std::vector<Seed> random_doors(core::RandomStream& dice) {
  std::vector<Seed> doors;
  for (std::uint32_t target = 0; target < kTargets; ++target) {
    for (std::uint64_t door = target == 3 ? 0 : 1 + dice.below(3); door > 0; --door) {
      doors.push_back({NodeId{static_cast<std::uint32_t>(dice.below(80))},
                       static_cast<Deciseconds>(dice.below(5)), target});
    }
  }
  return doors;
}

std::vector<TargetSweep::Row> times_of(const TargetSweep& sweep, std::size_t targets) {
  std::vector<TargetSweep::Row> rows(targets);
  sweep.read_times(0, rows);
  return rows;
}

void expect_dijkstra_on_random_roads(std::uint64_t graphs) {
  for (std::uint64_t seed = 0; seed < graphs; ++seed) {
    const RoadGraph graph = test::random_roads(
        seed, {.nodes = 80, .edges = 60 + static_cast<std::uint32_t>(seed % 150)});
    const Hierarchy hierarchy = Hierarchy::build(graph);
    Dijkstra search(graph);
    core::RandomStream dice(seed, "sources");
    for (const Sense sense : {Sense::kInward, Sense::kOutward}) {
      const SearchOptions options{.sense = sense, .limit = seed % 2 == 0 ? 12U : kLongestTime};
      const auto doors = random_doors(dice);
      const TargetTree tree(hierarchy, doors, sense);
      ASSERT_EQ(tree.target_count(), kTargets);
      TargetSweep sweep(hierarchy, tree);
      for (int run = 0; run < 2; ++run) {  // nothing of the first run may be left in the second
        std::vector<Seed> seeds;           // two a lane, the last lane has none
        for (std::uint32_t i = 0; i < 2 * (TargetSweep::kLanes - 1); ++i) {
          seeds.push_back({NodeId{static_cast<std::uint32_t>(dice.below(80))},
                           static_cast<Deciseconds>(dice.below(16)), i / 2});
        }
        sweep.run(seeds, options);
        const auto times = times_of(sweep, kTargets);
        for (std::uint32_t lane = 0; lane < TargetSweep::kLanes; ++lane) {
          const auto own = lane + 1 < TargetSweep::kLanes ? std::span(seeds).subspan(2 * lane, 2)
                                                          : std::span<Seed>{};
          search.run(own, {.sense = sense});
          std::vector<Deciseconds> expected(kTargets, kUnreachable);
          for (const Seed& door : doors) {
            const Deciseconds time = search.time(door.node);
            if (time != kUnreachable && time + door.time <= options.limit) {
              expected[door.label] = std::min(expected[door.label], time + door.time);
            }
          }
          for (std::uint32_t target = 0; target < kTargets; ++target) {
            ASSERT_EQ(times[target].times[lane], expected[target]) << seed;
          }
        }
      }
    }
  }
}

TEST(TargetSweep, AgreesWithOneDijkstraALaneOnRandomOneWayGraphs) {
  expect_dijkstra_on_random_roads(400);
}

TEST(TargetSweep, GivesTheSameWithEveryInstructionSet) {
  test::with_each_instruction_set([] { expect_dijkstra_on_random_roads(20); });
}

TEST(TargetSweep, KeepsOnlyWhatLiesAboveTheTargets) {
  const RoadGraph graph = test::random_roads(1, {.nodes = 600, .edges = 1000, .longest = 99});
  const Hierarchy hierarchy = Hierarchy::build(graph);
  const TargetTree one(hierarchy, std::vector<Seed>{{.node = NodeId{7}}}, Sense::kOutward);
  EXPECT_EQ(one.target_count(), 1U);
  EXPECT_LT(one.size(), 200U);
  EXPECT_EQ(TargetTree(hierarchy, {}, Sense::kOutward).size(), 0U);
}

TEST(TargetSweep, TimesBeyondTheLongestAreNone) {
  const RoadGraph graph = test::roads("a - b 10");
  const Hierarchy hierarchy = Hierarchy::build(graph);
  const std::vector<Seed> doors{{NodeId{1}, kLongestTime, 0}, {NodeId{1}, 5, 1}};
  const TargetTree tree(hierarchy, doors, Sense::kOutward);
  TargetSweep sweep(hierarchy, tree);
  sweep.run(std::vector<Seed>{{NodeId{0}, kLongestTime, 0}, {NodeId{0}, 3, 1}});
  const auto times = times_of(sweep, 2);
  EXPECT_EQ(times[0].times[1], kUnreachable);
  EXPECT_EQ(times[1].times[0], kUnreachable);
  EXPECT_EQ(times[1].times[1], 18U);
}

TEST(TargetSweep, RefusesWhatThereIsNot) {
  const Hierarchy hierarchy = Hierarchy::build(test::roads("a - b 10"));
  const std::vector<Seed> doors{{NodeId{1}, 0, 0}};
  const TargetTree tree(hierarchy, doors, Sense::kOutward);
  std::optional<TargetSweep> sweep(std::in_place, hierarchy, tree);
  const auto argument = [](auto call) { return test::finding_of(call).place.argument; };
  EXPECT_EQ(argument([&] { sweep->run(std::vector<Seed>{{NodeId{0}, 0, TargetSweep::kLanes}}); }),
            "seeds");
  EXPECT_EQ(argument([&] { sweep->run(std::vector<Seed>{{NodeId{2}}}); }), "seeds");
  EXPECT_EQ(
      argument([&] { TargetTree(hierarchy, std::vector<Seed>{{NodeId{2}}}, Sense::kOutward); }),
      "doors");
  const Hierarchy other = Hierarchy::build(test::roads("a - b 10\nb - c 10"));
  EXPECT_EQ(argument([&] { TargetSweep(other, tree); }), "tree");
}

}  // namespace
}  // namespace sozialraum::network
