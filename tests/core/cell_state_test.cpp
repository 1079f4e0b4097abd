#include "sozialraum/core/cell_state.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace sozialraum::core {
namespace {

TEST(CellState, ADashIsATrueZeroAndADotIsNone) {
  EXPECT_TRUE(has_value(CellState::kNothing));
  EXPECT_TRUE(has_value(CellState::kLimited));
  EXPECT_FALSE(has_value(CellState::kSecret));
  EXPECT_FALSE(has_value(CellState::kSuppressed));
  EXPECT_FALSE(has_value(CellState::kNotReported));
}

TEST(CellState, EveryStateHasItsOwnNameAndGermanLabel) {
  std::set<std::string> names;
  std::set<std::string> labels;
  for (std::size_t i = 0; i < kCellStateCount; ++i) {
    const auto state = static_cast<CellState>(i);
    names.emplace(name(state));
    labels.emplace(label_de(state));
    EXPECT_EQ(cell_state_from_name(name(state)), state);
  }
  EXPECT_EQ(names.size(), kCellStateCount);
  EXPECT_EQ(labels.size(), kCellStateCount);
  EXPECT_EQ(cell_state_from_name("nonsense"), std::nullopt);
}

TEST(CellState, AResultHasTheReasonOfItsFirstMissingInput) {
  const std::vector<CellState> inputs{CellState::kReported, CellState::kSecret, CellState::kLater};
  EXPECT_EQ(combine(inputs), CellState::kSecret);
}

TEST(CellState, AResultOfNumbersKeepsTheWeakestMark) {
  EXPECT_EQ(combine(std::vector{CellState::kRevised, CellState::kLimited}), CellState::kLimited);
  EXPECT_EQ(combine(std::vector{CellState::kNothing, CellState::kReported}), CellState::kReported);
  EXPECT_EQ(combine({}), CellState::kReported);
}

}  // namespace
}  // namespace sozialraum::core
