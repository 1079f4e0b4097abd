#include "sozialraum/network/label_sweep.hpp"

#include <gtest/gtest.h>

#include "random_roads.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::network {
namespace {

TEST(LabelSweep, AgreesWithTheSearchOnRandomOneWayGraphs) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    const RoadGraph graph = test::random_roads(
        seed, {.nodes = 40, .edges = 40 + static_cast<std::uint32_t>(seed % 100)});
    const Hierarchy hierarchy = Hierarchy::build(graph);
    LabelSweep sweep(hierarchy);
    core::RandomStream dice(seed, "facilities");
    for (const Sense sense : {Sense::kInward, Sense::kOutward}) {
      std::vector<Seed> seeds;
      for (std::uint32_t i = 0; i < 20; ++i) {
        seeds.push_back({NodeId{static_cast<std::uint32_t>(dice.below(40))},
                         static_cast<Deciseconds>(dice.below(4)), i / 2});
      }
      const NearestLabelsOptions options{
          .k = 1 + seed % 6, .sense = sense, .limit = seed % 3 == 0 ? 15U : kLongestTime};
      const auto expected = nearest_labels(graph, seeds, options);
      sweep.run(seeds, options);
      for (std::uint32_t v = 0; v < 40; ++v) {
        for (std::size_t rank = 0; rank < options.k; ++rank) {
          ASSERT_EQ(sweep.nearest(NodeId{v}, rank), expected[v * options.k + rank]) << seed;
        }
      }
    }
  }
}

TEST(LabelSweep, RefusesWhatIsNoQuestion) {
  const Hierarchy hierarchy = Hierarchy::build(test::roads("a - b 10"));
  LabelSweep sweep(hierarchy);
  EXPECT_EQ(test::finding_of([&] { sweep.run({}, {.k = 0}); }).place.argument, "k");
  EXPECT_EQ(test::finding_of([&] { sweep.run(std::vector<Seed>{{NodeId{2}}}); }).place.argument,
            "seeds");
}

}  // namespace
}  // namespace sozialraum::network
