#include "sozialraum/reach/pair_search.hpp"

#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::reach {
namespace {

using network::EdgeId;
using network::Snap;
using network::SnapStatus;

Snap on_edge(std::uint32_t edge, double fraction) {
  return {.status = SnapStatus::kSnapped, .edge = EdgeId{edge}, .fraction = fraction};
}

/// Every pair handed over: (source, place) -> time.
std::map<std::pair<std::uint32_t, std::uint32_t>, core::Deciseconds> all_pairs(
    const PairsQuery& query) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, core::Deciseconds> pairs;
  std::mutex mutex;
  search_pairs(query, [&](std::uint32_t source, std::span<const network::Door> in_reach) {
    const std::lock_guard lock(mutex);
    for (const network::Door& door : in_reach) {
      EXPECT_TRUE(pairs.emplace(std::pair{source, door.place}, door.time).second);
    }
  });
  return pairs;
}

TEST(PairSearch, StartsFromTheShorterListAndKeepsToTheLimit) {
  // a -30- b -50- c, and back from c to b in 90.
  const auto graph = test::roads(R"(
      a - b 30
      b - c 50 90 )");
  const auto hierarchy = network::Hierarchy::build(graph);
  const std::vector<Snap> homes{on_edge(0, 0.0), on_edge(0, 1.0), on_edge(1, 1.0)};  // a, b, c
  const std::vector<Snap> school{on_edge(1, 0.5)};  // between b and c: 25 on from b, 45 back to it
  PairsQuery query{.graph = graph,
                   .origins = homes,
                   .facilities = school,
                   .direction = Direction::kToFacility,
                   .limit = 50,
                   .hierarchy = nullptr,
                   .execution = {}};
  const std::map<std::pair<std::uint32_t, std::uint32_t>, core::Deciseconds> expected{
      {{0, 1}, 25}, {{0, 2}, 45}};  // from a it would be 55
  ASSERT_TRUE(query.from_facilities());
  EXPECT_EQ(all_pairs(query), expected);
  query.hierarchy = &hierarchy;
  EXPECT_EQ(all_pairs(query), expected);
}

TEST(PairSearch, RefusesAHierarchyOfAnotherGraph) {
  const auto graph = test::roads("a - b 30");
  const auto other = network::Hierarchy::build(test::roads("a - b 30\n b - c 30"));
  const PairsQuery query{.graph = graph,
                         .origins = {},
                         .facilities = {},
                         .direction = Direction::kToFacility,
                         .limit = 50,
                         .hierarchy = &other,
                         .execution = {}};
  const auto finding =
      test::finding_of([&] { search_pairs(query, [](auto, auto) { FAIL() << "no places"; }); });
  EXPECT_NE(finding.message.find("another graph"), std::string::npos);
}

}  // namespace
}  // namespace sozialraum::reach
