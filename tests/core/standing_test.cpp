#include "sozialraum/core/standing.hpp"

#include <gtest/gtest.h>

namespace sozialraum::core {
namespace {

TEST(Standing, EveryPlaceIsReachedOrOutOfReachOrNotKnown) {
  constexpr Standing kAll[]{Standing::kOnNetwork, Standing::kBeyondLimit, Standing::kOtherIsland,
                            Standing::kTooFar,    Standing::kNoRoad,      Standing::kNoPosition,
                            Standing::kUnknown};
  int reached = 0;
  int out_of_reach = 0;
  int off = 0;
  for (const Standing standing : kAll) {
    reached += is_reached(standing) ? 1 : 0;
    out_of_reach += is_out_of_reach(standing) ? 1 : 0;
    off += is_off_network(standing) ? 1 : 0;
  }
  EXPECT_EQ(reached, 1);
  EXPECT_EQ(out_of_reach, 2);
  EXPECT_EQ(off, 4);
}

TEST(Standing, HasTheNamesOfDataFiles) {
  EXPECT_EQ(name(Standing::kOnNetwork), "on_network");
  EXPECT_EQ(name(Standing::kOtherIsland), "other_island");
  EXPECT_EQ(name(Standing::kUnknown), "unknown");
}

}  // namespace
}  // namespace sozialraum::core
