#include "sozialraum/core/minutes.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::core {
namespace {

TEST(MinutesAndDeciseconds, AMinuteHasSixHundred) {
  EXPECT_EQ(to_minutes(600), 1.0);
  EXPECT_EQ(to_deciseconds(Minutes{1.0}), 600U);
  EXPECT_EQ(to_deciseconds(Minutes{0.5 / 600.0}), 1U);  // half a decisecond, away from zero
}

TEST(MinutesAndDeciseconds, UnreachableIsNotANumberOfMinutes) {
  EXPECT_TRUE(std::isnan(to_minutes(kUnreachable)));
  EXPECT_EQ(to_deciseconds(Minutes{std::numeric_limits<double>::infinity()}), kLongestTime);
}

TEST(MinutesAndDeciseconds, RefusesWhatIsNoTime) {
  EXPECT_THROW((void)to_deciseconds(Minutes{-1.0}), InvalidInput);
  EXPECT_THROW((void)to_deciseconds(Minutes{std::nan("")}), InvalidInput);
}

}  // namespace
}  // namespace sozialraum::core
