#include "sozialraum/typology/bounds.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

core::Finding refusal(const Bound& bound, std::size_t types) {
  const auto points = test::villages();
  const std::vector<Bound> bounds{bound};
  return test::finding_of([&] { require_bounds(points.view(), bounds, types); });
}

TEST(Bounds, NamesTheFloorThatNothingCanKeep) {
  // 500 people make one type of 300, not two
  const std::vector<double> people(5, 100.0);
  const auto finding = refusal({.name = "people", .counts = people, .least = 300}, 2);
  EXPECT_EQ(finding.code, "floors_impossible");
  EXPECT_EQ(finding.message,
            "2 types of at least 300 people need 600, but all areas together have 500");
  EXPECT_EQ(finding.hint, "at most 1 types are possible, or a lower floor");
  EXPECT_NO_THROW(
      require_bounds(test::villages().view(),
                     std::vector<Bound>{{.name = "people", .counts = people, .least = 250}}, 2));
}

TEST(Bounds, NamesTheCeilingThatNothingCanKeep) {
  EXPECT_EQ(refusal({.name = "areas", .most = 2}, 2).code, "ceilings_impossible");
  const std::vector<double> people{10, 10, 900, 10, 10};
  const auto finding = refusal({.name = "people", .counts = people, .most = 500}, 3);
  EXPECT_EQ(finding.code, "ceilings_impossible");
  EXPECT_EQ(finding.areas, (std::vector<std::string>{"Cham"}));
}

TEST(Bounds, RefusesWhatIsNoCountAndNoRange) {
  const std::vector<double> short_list{1, 2};
  EXPECT_EQ(refusal({.name = "people", .counts = short_list}, 2).code, "length_mismatch");
  const std::vector<double> wrong{1, -2, 3, 4, std::nan("")};
  const auto finding = refusal({.name = "people", .counts = wrong}, 2);
  EXPECT_EQ(finding.code, "negative_count");
  EXPECT_EQ(finding.areas, (std::vector<std::string>{"Berg", "Esch"}));
  EXPECT_EQ(refusal({.name = "areas", .least = 3, .most = 2}, 1).code, "invalid_argument");
  EXPECT_EQ(refusal({.name = "areas", .least = -1}, 1).code, "invalid_argument");
  const std::vector<Bound> twice{{.name = "areas", .least = 1}, {.name = "areas", .most = 3}};
  EXPECT_EQ(test::finding_of([&] { require_bounds(test::villages().view(), twice, 2); }).code,
            "invalid_argument");
}

TEST(Bounds, TotalsAddUpEachType) {
  const std::vector<double> people{10, 20, 30, 40, 50};
  const std::vector<Bound> bounds{{.name = "people", .counts = people}, {.name = "areas"}};
  const std::vector<std::uint32_t> types{0, 1, 0, 1, 1};
  EXPECT_EQ(bound_totals(bounds, types, 2), (std::vector<double>{40, 2, 110, 3}));
}

TEST(Bounds, RoundingBreaksNoBound) {
  const Bound bound{.name = "people", .least = 0.3};
  EXPECT_TRUE(bound.kept_by(0.1 + 0.2));
  EXPECT_TRUE(bound.kept_by(0.3 - 1e-12));
  EXPECT_FALSE(bound.kept_by(0.29));
}

}  // namespace
}  // namespace sozialraum::typology
