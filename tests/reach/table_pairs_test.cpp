#include "sozialraum/reach/table_pairs.hpp"

#include <gtest/gtest.h>

#include <map>
#include <mutex>

#include "times_table.hpp"

namespace sozialraum::reach {
namespace {

using core::Minutes;
using core::Standing;

/// Origin -> what it reaches.
std::map<std::uint32_t, std::vector<network::Door>> blocks_of(const PairSource& pairs,
                                                              core::Deciseconds most) {
  std::map<std::uint32_t, std::vector<network::Door>> blocks;
  std::mutex mutex;
  pairs.search(most, [&](std::uint32_t place, std::span<const network::Door> in_reach) {
    const std::lock_guard lock(mutex);
    blocks[place] = {in_reach.begin(), in_reach.end()};
  });
  return blocks;
}

TEST(TablePairs, HandOverTheRowsUpToBothLimits) {
  const auto pairs = test::times_table({{5, 25}, {-1, 8}}, {.limit = Minutes{20}});
  EXPECT_FALSE(pairs.by_facility());
  EXPECT_EQ(pairs.limit(), 12'000U);
  using Doors = std::vector<network::Door>;
  auto blocks = blocks_of(pairs, core::kLongestTime);
  EXPECT_EQ(blocks[0], (Doors{{0, 3000}}));
  EXPECT_EQ(blocks[1], (Doors{{1, 4800}}));
  EXPECT_TRUE(blocks_of(pairs, 2999)[0].empty());
  EXPECT_EQ(test::times_table({{5, 25}}).limit(), 15'000U);  // nothing in it takes longer
}

TEST(TablePairs, KeepWhatIsKnownOfTheOrigins) {
  TravelTimes times = test::travel_times_of({{5}, {-1}, {-1}, {-1}});
  times.standing[2] = Standing::kOtherIsland;
  times.standing[3] = Standing::kNoPosition;
  const TablePairs pairs(std::move(times));
  EXPECT_EQ(standings(pairs, {false, false, false, false}),
            (std::vector{Standing::kBeyondLimit, Standing::kBeyondLimit, Standing::kOtherIsland,
                         Standing::kNoPosition}));
}

}  // namespace
}  // namespace sozialraum::reach
