#include "sozialraum/indicator/counts.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

core::Finding refusal(const std::vector<double>& count, const std::vector<double>& base,
                      CountBound bound = CountBound::kPartOfBase) {
  const std::vector<std::string> areas{"Hafen", "Wald", "Moor"};
  return test::finding_of([&] { require_counts({count, base, areas}, bound); });
}

TEST(Counts, RefusesNegativeNumbersAndNamesTheAreas) {
  const core::Finding finding = refusal({1, -9, -9}, {10, 10, 10});
  EXPECT_EQ(finding.code, "negative_count");
  EXPECT_EQ(finding.areas, (std::vector<std::string>{"Wald", "Moor"}));
  EXPECT_NE(finding.hint.find("-9"), std::string::npos);
  EXPECT_EQ(refusal({1, 1, 1}, {10, 10, -1}).code, "negative_base");
  EXPECT_EQ(refusal({1, 1, 1}, {10, 10, 1e16}).code, "number_out_of_range");
  EXPECT_EQ(refusal({0, 0, 0}, {10, 10, 1e-10}).code, "number_out_of_range");
}

TEST(Counts, RefusesACountAboveItsBaseWhereItIsAPartOfIt) {
  const core::Finding finding = refusal({1, 11, 1}, {10, 10, 10});
  EXPECT_EQ(finding.code, "count_above_base");
  EXPECT_EQ(finding.place.area, "Wald");
  EXPECT_NE(finding.message.find("11 of 10"), std::string::npos);
  EXPECT_NO_THROW(require_counts(
      {.count = std::vector{11.0}, .base = std::vector{10.0}, .areas = {}}, CountBound::kFree));
}

TEST(Counts, RefusesInfinityAndListsOfDifferentLength) {
  EXPECT_EQ(refusal({1, 1, std::numeric_limits<double>::infinity()}, {1, 1, 1}).code, "not_finite");
  EXPECT_EQ(refusal({1, 1, 1}, {1, 1}).code, "length_mismatch");
  EXPECT_EQ(refusal({1, 1}, {1, 1}).place.argument, "areas");
}

TEST(Counts, MissingNumbersAndNoAreasAreFine) {
  EXPECT_NO_THROW(require_counts({}, CountBound::kPartOfBase));
  const std::vector<double> count{kNan, 1};
  const std::vector<double> base{10, kNan};
  const Counts counts{.count = count, .base = base, .areas = {}};
  EXPECT_NO_THROW(require_counts(counts, CountBound::kPartOfBase));
  EXPECT_FALSE(counts.has_value(0));
  EXPECT_FALSE(counts.has_value(1));
  EXPECT_EQ(counts.areas[1], "row 2");
}

TEST(Counts, HaveTheStateOfBoth) {
  using enum core::CellState;
  const std::vector<double> count{5, kNan, 5, kNan};
  const std::vector<core::CellState> count_states{kLimited, kSecret, kNothing, kReported};
  const std::vector<double> base{10, 10, kNan, 10};
  const std::vector<core::CellState> base_states{kRevised, kLimited, kSuppressed, kReported};
  const Counts counts{.count = {count, count_states}, .base = {base, base_states}};
  EXPECT_EQ(counts.state(0), kLimited);
  EXPECT_EQ(counts.state(1), kSecret);
  EXPECT_EQ(counts.state(2), kSuppressed);
  const auto finding = test::finding_of([&] { require_counts(counts, CountBound::kFree); });
  EXPECT_EQ(finding.code, "state_disagrees");  // no number, and no reason why
  EXPECT_EQ(finding.areas, std::vector<std::string>{"row 4"});
}

}  // namespace
}  // namespace sozialraum::indicator
