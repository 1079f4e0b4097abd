#include "sozialraum/access/catchment_size.hpp"

#include <gtest/gtest.h>

#include "random_places.hpp"
#include "sozialraum/reach/road_pairs.hpp"
#include "sozialraum/reach/travel_times.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::access {
namespace {

using core::Minutes;
using network::EdgeId;
using network::Snap;
using network::SnapStatus;

Snap on(std::uint32_t edge, double fraction) {
  return {.status = SnapStatus::kSnapped, .edge = EdgeId{edge}, .fraction = fraction};
}

// A road of four villages, ten minutes from one to the next; schools at both ends.
TEST(CatchmentSize, GrowsUntilEnoughPeopleLiveInIt) {
  const auto graph = test::roads(R"(
      a - b 6000
      b - c 6000
      c - d 6000 )");
  const std::vector villages{on(0, 0.0), on(1, 0.0), on(2, 0.0), on(2, 1.0)};
  const std::vector schools{on(0, 0.0), on(2, 1.0)};
  const std::vector<double> people{100, 10, 20, 30};
  const auto sizes = catchment_sizes(reach::RoadPairs({.roads = graph}, {villages, schools}),
                                     {.amounts = people, .enough = 60});
  // West: 100 at once. East: 30, 50 after ten minutes, 60 after twenty.
  EXPECT_EQ(sizes.minutes, (std::vector{Minutes{10}, Minutes{20}}));
  EXPECT_TRUE(sizes.findings.empty());
  const std::vector<std::string> names{"West", "Ost"};
  const auto short_ones = catchment_sizes(
      reach::RoadPairs({.roads = graph},
                       {.origins = villages, .facilities = schools, .facility_names = names}),
      {.amounts = people, .enough = 105, .sizes = {Minutes{5}, Minutes{10}}});
  EXPECT_EQ(short_ones.minutes, (std::vector{Minutes{10}, Minutes{10}}));
  ASSERT_EQ(short_ones.findings.size(), 1U);
  EXPECT_EQ(short_ones.findings[0].code, "catchment_below_base");
  EXPECT_EQ(short_ones.findings[0].areas, std::vector<std::string>{"Ost"});
}

TEST(CatchmentSize, OfOriginsCountsTheSupply) {
  const auto graph = test::roads("a - b 6000\nb - c 6000");
  const std::vector villages{on(0, 0.0), on(1, 0.0)};
  const std::vector practices{on(0, 1.0), on(1, 1.0)};
  const std::vector<double> places{1, 2};
  const auto sizes =
      catchment_sizes(reach::RoadPairs({.roads = graph}, {villages, practices}),
                      {.growing = Growing::kOrigins, .amounts = places, .enough = 3});
  EXPECT_EQ(sizes.minutes, (std::vector{Minutes{20}, Minutes{10}}));
}

TEST(CatchmentSize, IsTheSumOverTheTableOfTimes) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const auto graph = test::random_roads(seed);
    const auto hierarchy = network::Hierarchy::build(graph);
    core::RandomStream dice(seed, "places");
    const auto origins = test::random_places(graph, seed % 2 == 0 ? 30 : 5, dice);
    const auto facilities = test::random_places(graph, 9, dice);
    const std::vector<double> people(origins.size(), 1.5);
    const CatchmentSizeOptions options{
        .amounts = people,
        .enough = 4.5,
        .sizes = {Minutes{2.0 / 600}, Minutes{6.0 / 600}, Minutes{12.0 / 600}}};
    const reach::RoadPairs pairs(
        {.roads = graph, .hierarchy = seed % 3 == 0 ? &hierarchy : nullptr}, {origins, facilities});
    const auto sizes = catchment_sizes(pairs, options);
    const auto times = reach::travel_times({.roads = graph}, {origins, facilities});
    for (std::uint32_t j = 0; j < facilities.size(); ++j) {
      const auto people_within = [&](core::Deciseconds limit) {
        double sum = 0.0;
        for (std::size_t i = 0; i < origins.size(); ++i) {
          for (const reach::Reached& reached : times.row(i)) {
            if (reached.facility == j && reached.time <= limit) sum += 1.5;
          }
        }
        return sum;
      };
      const double expected = people_within(2) >= 4.5 ? 2.0 : people_within(6) >= 4.5 ? 6.0 : 12.0;
      ASSERT_EQ(sizes.minutes[j].value, expected / 600) << seed;
    }
  }
}

TEST(CatchmentSize, RefusesWhatCannotBeCounted) {
  const auto graph = test::roads("a - b 10");
  const std::vector places{on(0, 0.0)};
  const std::vector<double> one{1.0};
  const std::vector<double> bad{-1.0};
  const auto argument_of = [&](const CatchmentSizeOptions& options) {
    return test::finding_of([&] {
             (void)catchment_sizes(reach::RoadPairs({.roads = graph}, {places, places}), options);
           })
        .place.argument;
  };
  EXPECT_EQ(argument_of({}), "amounts");
  EXPECT_EQ(argument_of({.amounts = bad}), "amounts");
  EXPECT_EQ(argument_of({.amounts = one, .enough = -1.0}), "enough");
  EXPECT_EQ(argument_of({.amounts = one, .sizes = {Minutes{2}, Minutes{2}}}), "sizes");
  EXPECT_EQ(argument_of({.amounts = one, .sizes = {}}), "sizes");
}

}  // namespace
}  // namespace sozialraum::access
