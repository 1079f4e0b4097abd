#include "sozialraum/typology/region_graph.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "region_cases.hpp"
#include "throws.hpp"

namespace sozialraum::typology {
namespace {

using test::codes_of;

std::vector<std::string> texts(const RegionGraph& graph, std::uint32_t rank) {
  std::vector<std::string> result;
  for (const auto& edge : graph.neighbours(rank)) {
    result.push_back(graph.codes()[graph.area_of_rank()[edge.rank]].text());
  }
  return result;
}

TEST(RegionGraph, NumbersAreasByCodeWhateverTheOrderOfRows) {
  const RegionGraph graph(codes_of({"Cham", "Au", "Berg"}),
                          std::vector<RegionLink>{{0, 1, 4.0}, {2, 1, 7.0}});
  EXPECT_EQ(graph.area_of_rank()[0], 1U);
  EXPECT_EQ(texts(graph, 0), (std::vector<std::string>{"Berg", "Cham"}));  // Au
  EXPECT_EQ(graph.neighbours(0)[0].cost, 7.0);
  EXPECT_EQ(texts(graph, 2), (std::vector<std::string>{"Au"}));
  EXPECT_EQ(graph.links(), 2U);
}

TEST(RegionGraph, OfTheWayThereAndTheWayBackTheLongerCounts) {
  const RegionGraph graph(codes_of({"Au", "Berg"}),
                          std::vector<RegionLink>{{0, 1, 4.0}, {1, 0, 5.0}});
  EXPECT_EQ(graph.links(), 1U);
  EXPECT_EQ(graph.neighbours(0)[0].cost, 5.0);
  EXPECT_EQ(graph.neighbours(1)[0].cost, 5.0);
}

TEST(RegionGraph, AnEndlessWayIsNoLinkAndTheIslandIsNamed) {
  const double endless = std::numeric_limits<double>::infinity();
  const RegionGraph graph(codes_of({"Au", "Berg", "Insel"}),
                          std::vector<RegionLink>{{0, 1, 4.0}, {1, 2, endless}});
  EXPECT_EQ(graph.components(), (std::vector<std::uint32_t>{0, 0, 1}));
  const auto findings = graph.findings();
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].code, "islands");
  EXPECT_EQ(findings[1].code, "several_components");
  for (const auto& finding : findings) {
    EXPECT_EQ(finding.areas, (std::vector<std::string>{"Insel"}));
  }
}

TEST(RegionGraph, TakesWeightsAsLinksOfOne) {
  const spatial::Weights weights(codes_of({"Au", "Berg"}),
                                 {{{core::AreaId{1}, 0.3}}, {{core::AreaId{0}, 0.7}}});
  const RegionGraph graph(weights);
  EXPECT_EQ(graph.links(), 1U);
  EXPECT_EQ(graph.neighbours(0)[0].cost, 1.0);
  EXPECT_TRUE(graph.findings().empty());
}

TEST(RegionGraph, RefusesWhatIsNoGraph) {
  using Links = std::vector<RegionLink>;
  const auto code = [](std::vector<std::string> names, Links links) {
    return test::finding_of([&] { RegionGraph(codes_of(names), links); }).code;
  };
  EXPECT_EQ(code({}, {}), "no_areas");
  EXPECT_EQ(code({"Au", "Au"}, {}), "duplicate_key");
  EXPECT_EQ(code({"Au", "Berg"}, {{0, 2, 1.0}}), "unknown_area");
  EXPECT_EQ(code({"Au", "Berg"}, {{0, 0, 1.0}}), "own_neighbour");
  EXPECT_EQ(code({"Au", "Berg"}, {{0, 1, -1.0}}), "invalid_argument");
}

}  // namespace
}  // namespace sozialraum::typology
