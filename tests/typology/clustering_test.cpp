#include "sozialraum/typology/clustering.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Types = std::vector<std::uint32_t>;

TEST(Clustering, NumbersTypesByFallingWeightAndTiesByTheSmallestCode) {
  auto points = test::villages();
  EXPECT_EQ(number_types(points.view(), Types{1, 1, 1, 0, 0}, 2), (Types{0, 0, 0, 1, 1}));
  points.weights = {1.0, 1.0, 1.0, 5.0, 5.0};
  EXPECT_EQ(number_types(points.view(), Types{1, 1, 1, 0, 0}, 2), (Types{1, 1, 1, 0, 0}));
  points.weights = {2.0, 2.0, 2.0, 3.0, 3.0};  // 6 people each: the type of Au comes first
  EXPECT_EQ(number_types(points.view(), Types{1, 1, 1, 0, 0}, 2), (Types{0, 0, 0, 1, 1}));
}

TEST(Clustering, NumbersTypesByAKeyIfGiven) {
  const auto points = test::villages();
  const std::vector<double> key{3.0, 7.0};
  EXPECT_EQ(number_types(points.view(), Types{0, 0, 0, 1, 1}, 2, key), (Types{1, 1, 1, 0, 0}));
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(
                  number_types(points.view(), Types{0, 0, 0, 1, 1}, 2, std::vector<double>{1.0}));
            }).code,
            "length_mismatch");
}

TEST(Clustering, DescribesAPartition) {
  const auto result = describe_partition(test::villages().view(), Types{0, 0, 0, 1, 1}, 2);
  EXPECT_EQ(result.sizes, (std::vector<std::size_t>{3, 2}));
  EXPECT_NEAR(result.centre(0)[0], 1.0 / 3.0, 1e-15);
  EXPECT_EQ(result.centre(1)[0], 10.0);
  EXPECT_EQ(result.centre(1)[1], 1.0);
  // left: (1/9 + 1) + (1/9 + 1) + 4/9 = 8/3; right: 1 + 1
  EXPECT_NEAR(result.inertia, 8.0 / 3.0 + 2.0, 1e-14);
}

TEST(Clustering, GivesATypeWithoutPeopleItsPlainMean) {
  auto points = test::villages();
  points.weights = {1.0, 1.0, 1.0, 0.0, 0.0};
  const auto result = describe_partition(points.view(), Types{0, 0, 0, 1, 1}, 2);
  EXPECT_EQ(result.weights[1], 0.0);
  EXPECT_EQ(result.centre(1)[0], 10.0);
  EXPECT_NEAR(result.inertia, 8.0 / 3.0, 1e-14);
}

TEST(Clustering, RefusesATypeWithoutAreas) {
  EXPECT_EQ(
      test::finding_of([] {
        static_cast<void>(describe_partition(test::villages().view(), Types{0, 0, 0, 2, 2}, 3));
      }).code,
      "empty_type");
}

}  // namespace
}  // namespace sozialraum::typology
