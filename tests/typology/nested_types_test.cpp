#include "sozialraum/typology/nested_types.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "sozialraum/typology/kmeans.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Types = std::vector<std::uint32_t>;

test::OwnPoints row_of_villages() {
  return test::points("a 0\nb 1\nc 10\nd 11\ne 50\nf 50\ng 51\nh 51\n");
}

TEST(NestedTypes, APencilFindsBothLevels) {
  const auto points = row_of_villages();
  const NestedTypes result = nested_types(points.view(), {.types = 2, .inner = 2});
  EXPECT_EQ(result.outer.types, (Types{0, 0, 0, 0, 1, 1, 1, 1}));
  EXPECT_EQ(result.inner.types, (Types{0, 0, 1, 1, 2, 2, 3, 3}));
  EXPECT_EQ(result.type_of_inner, (Types{0, 0, 1, 1}));
  // all: 4152 around the mean 28; outer: 5.5 ± (5.5, 4.5) = 101 and 50.5 ± .5 = 1; inner: 1 and 0
  EXPECT_NEAR(result.outer.inertia, 102.0, 1e-9);
  EXPECT_NEAR(result.explained_outer, 1.0 - 102.0 / 4152.0, 1e-9);
  EXPECT_NEAR(result.inner.inertia, 1.0, 1e-9);
  EXPECT_TRUE(result.findings.empty());
}

TEST(NestedTypes, AnInnerTypeBelowAFloorIsNotMade) {
  const auto points = row_of_villages();
  const std::vector<double> people{100, 100, 100, 100, 100, 100, 50, 50};
  const std::vector<Bound> bounds{{.name = "people", .counts = people, .least = 200}};
  const NestedTypes result =
      nested_types(points.view(), {.types = 2, .inner = 2, .bounds = bounds});
  EXPECT_EQ(result.inner.types, (Types{0, 0, 1, 1, 2, 2, 2, 2}));
  EXPECT_EQ(result.inner_counts, (std::vector<std::size_t>{2, 1}));
  EXPECT_EQ(result.totals, (std::vector<double>{200, 200, 300}));
  const auto found = std::ranges::find(result.findings, "fewer_inner_types", &core::Finding::code);
  ASSERT_NE(found, result.findings.end());
  EXPECT_EQ(found->details[0].second, "2");
}

TEST(NestedTypes, InnerTypesNeverLeaveTheirType) {
  auto points = test::guerry();
  points.weights = test::guerry_population();
  const NestedTypes result = nested_types(points.view(), {.types = 3, .inner = 3, .starts = 20});
  for (std::size_t i = 0; i < 85; ++i) {
    EXPECT_EQ(result.type_of_inner[result.inner.types[i]], result.outer.types[i]);
  }
  EXPECT_NEAR(result.outer.inertia, kmeans(points.view(), {.types = 3, .starts = 20}).inertia,
              1e-12);
  EXPECT_GT(result.explained_inner, result.explained_outer);
}

TEST(NestedTypes, EqualAreasAreNotDividedAndAColumnMayBeEqualInsideAType) {
  const auto points = test::points("a 0 0\nb 0 0\nc 9 1\nd 9 2\ne 9 3\n");
  const NestedTypes result = nested_types(points.view(), {.types = 2, .inner = 2});
  EXPECT_EQ(result.inner_counts, (std::vector<std::size_t>{2, 1}));
}

TEST(NestedTypes, GivesTheSameForAnyOrderOfRows) {
  const auto points = test::guerry();
  const auto order = test::shuffled(85);
  const auto one =
      nested_types(points.view(), {.types = 3, .inner = 2, .execution = {.threads = 1}});
  const auto mixed = nested_types(test::reordered(points, order).view(),
                                  {.types = 3, .inner = 2, .execution = {.threads = 4}});
  for (std::size_t i = 0; i < 85; ++i) EXPECT_EQ(mixed.inner.types[i], one.inner.types[order[i]]);
}

TEST(NestedTypes, RefusesWhatCannotBe) {
  const auto points = row_of_villages();
  const auto refusal = [&](const NestedOptions& options) {
    return test::finding_of([&] { static_cast<void>(nested_types(points.view(), options)); });
  };
  EXPECT_EQ(refusal({.types = 0}).place.argument, "types");
  EXPECT_EQ(refusal({.types = 2, .inner = 0}).place.argument, "inner");
  const std::vector<Bound> few{{.name = "areas", .most = 1}};
  EXPECT_EQ(refusal({.types = 2, .inner = 2, .bounds = few}).code, "floors_not_met");
}

}  // namespace
}  // namespace sozialraum::typology
