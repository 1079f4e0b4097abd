#include "sozialraum/core/column.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "throws.hpp"

namespace sozialraum::core {
namespace {

const double kNone = std::nan("");

TEST(Column, NotANumberBecomesNotReported) {
  const Column column = Column::from_values("Einwohner", {12.0, kNone});
  EXPECT_EQ(column.states()[0], CellState::kReported);
  EXPECT_EQ(column.states()[1], CellState::kNotReported);
  EXPECT_EQ(column.count_values(), 1U);
}

TEST(Column, CountsItsStates) {
  const Column column("x", {0.0, kNone, kNone},
                      {CellState::kNothing, CellState::kSecret, CellState::kSecret});
  EXPECT_EQ(column.count(CellState::kSecret), 2U);
  EXPECT_EQ(column.count(CellState::kNothing), 1U);
}

TEST(Column, RefusesValuesThatDisagreeWithTheirState) {
  const auto code = [](std::vector<double> values, std::vector<CellState> states) {
    return test::finding_of([&] { Column("x", values, states); }).code;
  };
  EXPECT_EQ(code({1.0}, {CellState::kSecret}), "state_mismatch");
  EXPECT_EQ(code({kNone}, {CellState::kReported}), "state_mismatch");
  EXPECT_EQ(code({1.0, 2.0}, {CellState::kReported}), "length_mismatch");
  EXPECT_EQ(code({std::numeric_limits<double>::infinity()}, {CellState::kReported}), "not_finite");
}

}  // namespace
}  // namespace sozialraum::core
