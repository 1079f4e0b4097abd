#include "sozialraum/network/travel_time.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"

namespace sozialraum::network {
namespace {

TEST(TravelTime, AKilometreAtSixtyTakesOneMinute) { EXPECT_EQ(travel_time(1000.0, 60.0), 600U); }

TEST(TravelTime, RoundsHalfUp) {
  EXPECT_EQ(travel_time(0.0, 50.0), 0U);
  EXPECT_EQ(travel_time(1.0, 72.0), 1U);  // 0.5 deciseconds
  EXPECT_EQ(travel_time(0.9, 72.0), 0U);
}

TEST(TravelTime, RefusesWhatIsNoLengthAndNoSpeed) {
  EXPECT_THROW((void)travel_time(-1.0, 50.0), core::InvalidInput);
  EXPECT_THROW((void)travel_time(1.0, 0.0), core::InvalidInput);
}

}  // namespace
}  // namespace sozialraum::network
