#include "sozialraum/network/reweight.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "random_roads.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::network {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// a - b is a primary road, b - c one inside a built-up area, c > d a track.
RoadGraph three_roads() {
  EdgeList list = test::road_list("a - b 100\nb - c 101\nc > d 50");
  list.way_classes = {"primary", "track"};
  list.edges[1].flags = EdgeFlags::kBuiltUp;
  list.edges[2].way_class = 1;
  return RoadGraph::from_edges(std::move(list));
}

std::vector<Deciseconds> times(const RoadGraph& graph) {
  std::vector<Deciseconds> all;
  for (const Edge& edge : graph.edges()) {
    all.push_back(edge.forward);
    all.push_back(edge.backward);
  }
  return all;
}

TEST(Reweighting, ChangesAClass) {
  const std::vector<ClassFactor> half{{.way_class = "primary", .built_up = {}, .factor = 1.5}};
  // 101 x 1.5 = 151.5, rounded up
  EXPECT_EQ(times(reweighted(three_roads(), {.classes = half})),
            (std::vector<Deciseconds>{150, 150, 152, 152, 50, kClosed}));
}

TEST(Reweighting, ChangesAClassInTheVillageOnly) {
  const std::vector<ClassFactor> village{{.way_class = "primary", .built_up = true, .factor = 2.0}};
  EXPECT_EQ(times(reweighted(three_roads(), {.classes = village})),
            (std::vector<Deciseconds>{100, 100, 202, 202, 50, kClosed}));
  const std::vector<ClassFactor> both{{.way_class = "primary", .built_up = true, .factor = 2.0},
                                      {.way_class = "primary", .built_up = {}, .factor = 3.0}};
  EXPECT_EQ(times(reweighted(three_roads(), {.classes = both})),
            (std::vector<Deciseconds>{300, 300, 202, 202, 50, kClosed}));
}

TEST(Reweighting, MultipliesTheFactorsOfClassAndEdge) {
  const std::vector<ClassFactor> half{{.way_class = "primary", .built_up = {}, .factor = 0.5}};
  const std::vector<double> edges{3.0, 1.0, 0.1};
  // 100 x 1.5, 101 x 0.5 = 50.5, 50 x 0.1
  EXPECT_EQ(times(reweighted(three_roads(), {.classes = half, .edges = edges})),
            (std::vector<Deciseconds>{150, 150, 51, 51, 5, kClosed}));
}

TEST(Reweighting, ClosesARoadIfThatIsWanted) {
  const std::vector<double> edges{1.0, kInfinity, 1.0};
  EXPECT_EQ(times(reweighted(three_roads(), {.edges = edges, .allow_closing = true})),
            (std::vector<Deciseconds>{100, 100, kClosed, kClosed, 50, kClosed}));
  EXPECT_EQ(test::finding_of([&] { (void)reweighted(three_roads(), {.edges = edges}); }).code,
            "bad_factor");
}

TEST(Reweighting, RefusesWhatIsNoFactor) {
  for (const double factor : {0.0, -1.0, std::nan(""), -kInfinity}) {
    const std::vector<ClassFactor> classes{
        {.way_class = "track", .built_up = {}, .factor = factor}};
    const std::vector<double> edges{1.0, factor, 1.0};
    for (const bool closing : {false, true}) {
      const auto by_class = test::finding_of(
          [&] { (void)reweighted(three_roads(), {.classes = classes, .allow_closing = closing}); });
      EXPECT_EQ(by_class.code, "bad_factor");
      EXPECT_EQ(by_class.place.argument, "classes");
      const auto by_edge = test::finding_of(
          [&] { (void)reweighted(three_roads(), {.edges = edges, .allow_closing = closing}); });
      EXPECT_EQ(by_edge.code, "bad_factor");
      EXPECT_EQ(by_edge.place.argument, "edges");
    }
  }
  const std::vector<double> eternal{1e9, 1.0, 1.0};
  EXPECT_EQ(test::finding_of([&] { (void)reweighted(three_roads(), {.edges = eternal}); }).code,
            "bad_factor");
}

TEST(Reweighting, RefusesUnknownAndDoubleNamesAndOddLists) {
  const std::vector<ClassFactor> unknown{{.way_class = "primry", .built_up = {}, .factor = 2.0}};
  const auto finding =
      test::finding_of([&] { (void)reweighted(three_roads(), {.classes = unknown}); });
  EXPECT_NE(finding.hint.find("primary"), std::string::npos);
  const std::vector<ClassFactor> twice{{.way_class = "track", .built_up = {}, .factor = 2.0},
                                       {.way_class = "track", .built_up = {}, .factor = 2.0}};
  EXPECT_EQ(test::finding_of([&] { (void)reweighted(three_roads(), {.classes = twice}); }).code,
            "bad_factor");
  const std::vector<double> two{1.0, 1.0};
  EXPECT_EQ(
      test::finding_of([&] { (void)reweighted(three_roads(), {.edges = two}); }).place.argument,
      "edges");
}

TEST(Reweighting, ByOneChangesNothing) {
  const RoadGraph graph = test::random_roads(7, {.nodes = 50, .edges = 120});
  EXPECT_EQ(reweighted(graph, {}).edge_list(), graph.edge_list());
}

TEST(Reweighting, NobodyIsLaterOnFasterRoads) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const RoadGraph graph = test::random_roads(seed, {.nodes = 12, .edges = 30, .longest = 90});
    core::RandomStream dice(seed, "faster");
    std::vector<double> factors(graph.edge_count());
    for (double& factor : factors) factor = 0.3 + 0.7 * dice.uniform();
    const auto before = test::all_times(graph);
    const auto after = test::all_times(reweighted(graph, {.edges = factors}));
    for (std::size_t i = 0; i < before.size(); ++i) EXPECT_LE(after[i], before[i]);
  }
}

}  // namespace
}  // namespace sozialraum::network
