#include "sozialraum/reach/straight_line.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sozialraum/core/random.hpp"
#include "sozialraum/network/geocentric.hpp"
#include "throws.hpp"

namespace sozialraum::reach {
namespace {

using core::Minutes;
using network::LonLat;
using network::TimedLabel;

TEST(StraightLine, SaysWhatItIs) {
  const auto nearest = straight_line_minutes({}, {});
  EXPECT_EQ(nearest.method, Method::kStraightLine);
}

TEST(StraightLine, HamelnToHannoverAtFiftyWithDetour) {
  const std::vector<LonLat> hameln{{9.3566, 52.1039}};
  const std::vector<LonLat> hannover{{9.7320, 52.3759}};
  // 39668.85 m (geodesic, PROJ 9) x 1.3 at 50 km/h = 61.88 min
  const auto nearest = straight_line_minutes(hameln, hannover, {.k = 1});
  EXPECT_NEAR(core::to_minutes(nearest.of(0)[0].time), 61.883, 0.002);
  EXPECT_EQ(straight_line_minutes(hameln, hannover, {.k = 1, .limit = Minutes{60}}).of(0)[0],
            TimedLabel{});
}

TEST(StraightLine, AgreesWithLookingAtAll) {
  core::RandomStream dice(1, "places");
  const auto places = [&](int count) {
    std::vector<LonLat> list;
    // A coarse grid, so that equal distances occur.
    for (int i = 0; i < count; ++i) {
      list.push_back({9.0 + 0.01 * static_cast<double>(dice.below(20)),
                      52.0 + 0.01 * static_cast<double>(dice.below(20))});
    }
    return list;
  };
  const auto origins = places(200);
  const auto facilities = places(60);
  const auto nearest = straight_line_minutes(origins, facilities, {.k = 5});
  for (std::size_t i = 0; i < origins.size(); ++i) {
    std::vector<TimedLabel> expected;
    for (std::uint32_t j = 0; j < facilities.size(); ++j) {
      const double metres = network::straight_line_metres(origins[i], facilities[j]);
      expected.push_back({network::travel_time(metres * 1.3, 50.0), j});
    }
    std::sort(expected.begin(), expected.end());
    expected.resize(5);
    const auto found = nearest.of(i);
    ASSERT_EQ(std::vector(found.begin(), found.end()), expected) << i;
  }
}

TEST(StraightLine, WithoutPositionThereIsNoDistance) {
  const std::vector<LonLat> places{{std::nan(""), 52.0}, {9.0, 52.0}};
  const auto nearest = straight_line_minutes(places, places, {.k = 2});
  EXPECT_EQ(nearest.of(0)[0], TimedLabel{});
  EXPECT_EQ(nearest.of(1)[0], (TimedLabel{0, 1}));
  EXPECT_EQ(nearest.of(1)[1], TimedLabel{});
}

TEST(StraightLine, RefusesImpossibleRoads) {
  const auto argument_of = [](const StraightLineOptions& options) {
    return test::finding_of([&] { (void)straight_line_minutes({}, {}, options); }).place.argument;
  };
  EXPECT_EQ(argument_of({.k = 0}), "k");
  EXPECT_EQ(argument_of({.km_per_hour = 0.0}), "speed_kmh");
  EXPECT_EQ(argument_of({.detour = 0.9}), "detour");
}

}  // namespace
}  // namespace sozialraum::reach
