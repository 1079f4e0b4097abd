#include "sozialraum/typology/clustgeo.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sozialraum/typology/clustering.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

/// Air distances of made-up places: the numbers of the areas on a line.
std::vector<double> line_distances(std::size_t n) {
  std::vector<double> result;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      result.push_back(std::abs(static_cast<double>(i) - static_cast<double>(j)));
    }
  }
  return result;
}

TEST(Clustgeo, WithAlphaZeroIsWardsMethodOnTheValues) {
  // Heights of ward are sqrt(2 * rise); here the rise with weights 1/n, of distances over the
  // largest.
  const auto points = test::guerry();
  const std::size_t n = points.codes.size();
  double most = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      double sum = 0.0;
      for (std::size_t c = 0; c < 6; ++c) {
        sum += std::pow(points.view().row(i)[c] - points.view().row(j)[c], 2);
      }
      most = std::max(most, sum);
    }
  }
  const auto tree = clustgeo(points.view(), line_distances(n), 0.0);
  // scipy.cluster.hierarchy.linkage(z, "ward"), last four
  const std::vector<double> last{7.92748917283, 9.47030092576, 10.5802280558, 14.8804274893};
  ASSERT_EQ(tree.merges.size(), 84U);
  for (std::size_t i = 0; i < 4; ++i) {
    const double rise = tree.merges[80 + i].height * static_cast<double>(n) * most;
    EXPECT_NEAR(std::sqrt(2.0 * rise), last[i], 1e-8);
  }
  const auto types = number_types(points.view(), tree.cut(4), 4);
  EXPECT_NEAR(describe_partition(points.view(), types, 4).inertia, 292.472526199, 1e-7);
}

TEST(Clustgeo, TheHeightsAddUpToTheMixedInertia) {
  // a 0, b 1, c 3 with places 0, 1, 2: squares over the largest: ab 1/9, ac 1, bc 4/9; 1/4, 1, 1/4
  const auto points = test::points("a 0\nb 1\nc 3\n");
  for (const double alpha : {0.0, 0.3, 1.0}) {
    const auto tree = clustgeo(points.view(), line_distances(3), alpha);
    const double all = (1 - alpha) * (1.0 / 9 + 1 + 4.0 / 9) + alpha * 1.5;
    EXPECT_NEAR(tree.merges[0].height + tree.merges[1].height, all / 9.0, 1e-15);  // w_i w_j
  }
}

TEST(Clustgeo, AlphaMovesTypesFromLikenessToPlace) {
  // By values {a, c} and {b, d}; by places {a, b} and {c, d}.
  const auto points = test::points("a 0\nb 9\nc 0\nd 9\n");
  const std::vector<double> places{0, 1, 9, 9, 1, 0, 9, 9, 9, 9, 0, 1, 9, 9, 1, 0};
  const auto by_values = clustgeo(points.view(), places, 0.0).cut(2);
  EXPECT_EQ(by_values[0], by_values[2]);
  const auto by_places = clustgeo(points.view(), places, 1.0).cut(2);
  EXPECT_EQ(by_places[0], by_places[1]);
  const std::vector<double> alphas{0.0, 1.0};
  const auto rows = clustgeo_alphas(points.view(), places, 2, alphas);
  EXPECT_NEAR(rows[0].by_values, 1.0, 1e-15);
  EXPECT_NEAR(rows[1].by_values, 0.0, 1e-15);
  // within of both types: 2 * (1/16 * 1) / (1/2) each; total (2 * 2 * 1 + 8 * 81) / 16, halves
  // cancel
  EXPECT_NEAR(rows[1].by_places, 1.0 - (2 * (2.0 / 16) / 0.5) / ((4.0 + 8 * 81) / 16), 1e-15);
  EXPECT_LT(rows[0].by_places, 0.5);
}

TEST(Clustgeo, RefusesTablesThatAreNoDistances) {
  const auto points = test::points("a 0\nb 1\n");
  const auto code = [&](std::vector<double> distances, double alpha) {
    return test::finding_of([&] { static_cast<void>(clustgeo(points.view(), distances, alpha)); })
        .code;
  };
  EXPECT_EQ(code({0, 1, 1}, 0.5), "length_mismatch");
  EXPECT_EQ(code({0, 1, 2, 0}, 0.5), "invalid_argument");
  EXPECT_EQ(code({0, -1, -1, 0}, 0.5), "invalid_argument");
  EXPECT_EQ(code({0, 0, 0, 0}, 0.5), "invalid_argument");
  EXPECT_EQ(code({0, 1, 1, 0}, 1.5), "invalid_argument");
}

}  // namespace
}  // namespace sozialraum::typology
