#include "sozialraum/typology/peers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

constexpr std::size_t kNobody = Peers::kNobody;

TEST(PeersOf, AreTheMostAlikeFirst) {
  // On a line at 0, 1, 3, 7: from Cham (3) Berg is 2, Au 3 and Dorf 4 away.
  const auto points = test::points("Au 0\nBerg 1\nCham 3\nDorf 7\n");
  const Peers result = peers(points.view(), {.count = 2});
  EXPECT_EQ(result.area, (std::vector<std::size_t>{1, 2, 0, 2, 1, 0, 2, 1}));
  EXPECT_EQ(result.distance, (std::vector<double>{1, 3, 1, 2, 2, 3, 4, 6}));
}

TEST(PeersOf, OfEqualDistanceComeInTheOrderOfTheirCodes) {
  const auto points = test::points("Mitte 0\nWest -1\nOst 1\nNord 1\n");
  const Peers result = peers(points.view(), {.count = 3});
  EXPECT_EQ(result.area[0], 3U);  // Nord, Ost, West
  EXPECT_EQ(result.area[1], 2U);
  EXPECT_EQ(result.area[2], 1U);
}

TEST(PeersOf, MayBeSoughtAmongSomeAreasOnly) {
  const auto points = test::points("Au 0\nBerg 1\nCham 3\nDorf 7\n");
  const std::vector<std::size_t> among{0, 3};
  const Peers result = peers(points.view(), {.count = 2, .among = among});
  EXPECT_EQ(result.area, (std::vector<std::size_t>{3, kNobody, 0, 3, 0, 3, 0, kNobody}));
  EXPECT_TRUE(std::isnan(result.distance[1]));
}

TEST(PeersOf, OfOneAreaAreNobody) {
  const auto points = test::points("Au 0\n");
  EXPECT_EQ(peers(points.view(), {.count = 1}).area, std::vector<std::size_t>{kNobody});
}

TEST(PeersOf, AgreeWithSortingAllDistances) {
  const auto points = test::guerry();
  const auto view = points.view();
  const Peers one = peers(view, {.count = 4, .execution = {.threads = 1}});
  EXPECT_EQ(peers(view, {.count = 4, .execution = {.threads = 3}}).area, one.area);
  for (std::size_t area = 0; area < 85; ++area) {
    std::vector<std::pair<double, std::size_t>> all;
    for (std::size_t other = 0; other < 85; ++other) {
      if (other == area) continue;
      double sum = 0.0;
      for (std::size_t j = 0; j < 6; ++j)
        sum += std::pow(view.row(area)[j] - view.row(other)[j], 2);
      all.emplace_back(std::sqrt(sum), other);
    }
    std::ranges::sort(all);
    for (std::size_t p = 0; p < 4; ++p) EXPECT_EQ(one.area[area * 4 + p], all[p].second);
  }
}

TEST(PeersOf, RefuseWhatIsNotThere) {
  const auto points = test::villages();
  const std::vector<std::size_t> among{9};
  const auto code = [&](const PeersOptions& options) {
    return test::finding_of([&] { static_cast<void>(peers(points.view(), options)); })
        .place.argument;
  };
  EXPECT_EQ(code({.count = 0}), "count");
  EXPECT_EQ(code({.among = among}), "among");
}

}  // namespace
}  // namespace sozialraum::typology
