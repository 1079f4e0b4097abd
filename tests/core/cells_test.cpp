#include "sozialraum/core/cells.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"

namespace sozialraum::core {
namespace {

const double kNan = std::nan("");

TEST(Cells, WithoutStatesTheNumbersTellThem) {
  const std::vector<double> values{1.5, kNan};
  const Cells cells = values;
  EXPECT_EQ(cells.state(0), CellState::kReported);
  EXPECT_EQ(cells.state(1), CellState::kNotReported);
  EXPECT_EQ(cells[0], 1.5);
  EXPECT_FALSE(cells.has_value(1));
  EXPECT_NO_THROW(require_cells(cells, "values"));
}

TEST(Cells, OfAColumnKeepItsStates) {
  const Column column("people", {12, kNan}, {CellState::kLimited, CellState::kSecret});
  const Cells cells = column;
  EXPECT_EQ(cells.state(0), CellState::kLimited);
  EXPECT_EQ(cells.state(1), CellState::kSecret);
}

TEST(Cells, NumberAndStateMustFit) {
  const std::vector<double> values{1, 2, kNan};
  const std::vector<std::string> areas{"Hafen", "Wald", "Moor"};
  const auto trouble = [&](const std::vector<CellState>& states) {
    return test::finding_of([&] { require_cells({values, states}, "count", areas); });
  };
  using enum CellState;
  const Finding secret = trouble({kReported, kSecret, kSecret});
  EXPECT_EQ(secret.code, "state_disagrees");
  EXPECT_EQ(secret.areas, std::vector<std::string>{"Wald"});
  EXPECT_EQ(trouble({kReported, kNothing, kReported}).areas, std::vector<std::string>{"Moor"});
  EXPECT_EQ(trouble({kReported, kReported}).code, "length_mismatch");
  EXPECT_EQ(trouble({kReported, kReported}).place.argument, "count");
}

TEST(Cells, AFormulaKeepsReasonsAndMarksOfQualityAlone) {
  using enum CellState;
  const std::vector<double> values{0, 12, kNan};
  const std::vector<CellState> states{kNothing, kLimited, kUnreliable};
  EXPECT_EQ(states_of({values, states}),
            (std::vector<CellState>{kReported, kLimited, kUnreliable}));
}

}  // namespace
}  // namespace sozialraum::core
