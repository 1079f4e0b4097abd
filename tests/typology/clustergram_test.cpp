#include "sozialraum/typology/clustergram.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Ks = std::vector<std::size_t>;

TEST(Clustergram, APencilFollowsFourAreas) {
  const auto points = test::points("a 0\nb 1\nc 10\nd 11\n");
  const Clustergram result = clustergram(points.view(), Ks{1, 2, 3}, {.starts = 5});
  ASSERT_EQ(result.nodes.size(), 6U);
  EXPECT_EQ(result.nodes[0].position, 0.0);
  EXPECT_NEAR(result.nodes[1].position, -5.0, 1e-12);  // 0.5 less the mean 5.5
  EXPECT_NEAR(result.nodes[2].position, 5.0, 1e-12);
  EXPECT_EQ(result.axis, std::vector<double>{1.0});
  EXPECT_EQ(result.explained, 1.0);
  ASSERT_EQ(result.flows.size(), 5U);  // 1 to both of 2; one stays and one splits
  EXPECT_EQ(result.flows[0].areas, 2U);
  EXPECT_EQ(result.flows[1].areas, 2U);
}

TEST(Clustergram, TheAxisIsTheFirstPrincipalComponent) {
  // Eigenvalues of the correlations of six variables, R: 2.14047042469 is the largest of 6.
  const auto points = test::guerry();
  const Clustergram result = clustergram(points.view(), Ks{1}, {.starts = 1});
  EXPECT_NEAR(result.explained, 2.14047042469 / 6.0, 1e-11);
  // It is an eigenvector: the covariance with n - 1 stretches it by its eigenvalue.
  for (std::size_t j = 0; j < 6; ++j) {
    double stretched = 0.0;
    for (std::size_t i = 0; i < 85; ++i) {
      const auto row = points.view().row(i);
      stretched += row[j] * std::inner_product(row.begin(), row.end(), result.axis.begin(), 0.0);
    }
    EXPECT_NEAR(stretched / 84.0, 2.14047042469 * result.axis[j], 1e-9);
  }
}

TEST(Clustergram, EveryAreaGoesOverOnceForAnyOrderOfRows) {
  auto points = test::guerry();
  points.weights = test::guerry_population();
  const KMeansOptions few{.starts = 10};
  const Clustergram result = clustergram(points.view(), Ks{1, 2, 4}, few);
  std::size_t areas = 0;
  double people = 0.0;
  for (const ClustergramFlow& flow : result.flows) {
    areas += flow.areas;
    people += flow.weight;
  }
  EXPECT_EQ(areas, 2 * 85U);
  EXPECT_NEAR(people, 2.0, 1e-12);
  const auto mixed = test::reordered(points, test::shuffled(85));
  const Clustergram other = clustergram(mixed.view(), Ks{1, 2, 4}, few);
  EXPECT_EQ(other.axis, result.axis);
  for (std::size_t i = 0; i < result.nodes.size(); ++i) {
    EXPECT_EQ(other.nodes[i].position, result.nodes[i].position);
  }
}

TEST(Clustergram, RefusesNumbersThatDoNotRise) {
  const auto points = test::villages();
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(clustergram(points.view(), Ks{3, 2}));
            }).place.argument,
            "types");
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(clustergram(points.view(), Ks{6})); }).code,
            "fewer_areas_than_types");
}

}  // namespace
}  // namespace sozialraum::typology
