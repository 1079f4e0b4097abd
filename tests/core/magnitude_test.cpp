#include "sozialraum/core/magnitude.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::core {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

Finding refusal(const std::vector<double>& values) {
  const std::vector<std::string> areas{"Hafen", "Wald", "Moor"};
  try {
    require_magnitude(values, "values", areas);
  } catch (const InvalidInput& error) {
    return error.finding();
  }
  return {};
}

TEST(Magnitude, PassesWhatAreasHave) {
  EXPECT_EQ(refusal({}).code, "");
  EXPECT_EQ(refusal({0.0, 0.0, kMissing}).code, "");
  EXPECT_EQ(refusal({1e-300, -83e6, 0.01}).code, "");  // dust beside a number
}

TEST(Magnitude, RefusesNumbersWithoutASquareAndNamesTheArea) {
  EXPECT_EQ(refusal({1.0, -1e300, 2.0}).areas, std::vector<std::string>{"Wald"});
  EXPECT_EQ(refusal({1.0, -1e300, 2.0}).hint, "check this value, or take a larger unit");
  const Finding small = refusal({0.0, 1e-300, -2e-300});
  EXPECT_EQ(small.areas, std::vector<std::string>{"Moor"});
  EXPECT_EQ(small.hint, "take a smaller unit");
  EXPECT_EQ(small.code, "number_out_of_range");
}

}  // namespace
}  // namespace sozialraum::core
