#include "sozialraum/osm/maxspeed.hpp"

#include <gtest/gtest.h>

#include "osm_text.hpp"

namespace sozialraum::osm {
namespace {

using Kind = MaxspeedValue::Kind;

TEST(ParseMaxspeed, ReadsNumbersWithUnits) {
  for (const auto& [text, kmh] : {std::pair{"50", 50.0},
                                  {"50 km/h", 50.0},
                                  {"50km/h", 50.0},
                                  {"7", 7.0},
                                  {"5", 5.0},
                                  {"30 mph", 48.28032},
                                  {"30mph", 48.28032},
                                  {"7,5", 7.5},
                                  {"10 knots", 18.52},
                                  {"none", kNoLimit},
                                  {"walk", 7.0},
                                  {"DE:walk", 7.0},
                                  {"DE:50", 50.0},
                                  {"DE:none", kNoLimit}}) {
    EXPECT_EQ(parse_maxspeed(text).kind, Kind::kLimit) << text;
    EXPECT_DOUBLE_EQ(parse_maxspeed(text).kmh, kmh) << text;
  }
}

TEST(ParseMaxspeed, ReadsGermanZonesWithTheirPlace) {
  struct Row {
    const char* text;
    double kmh;
    Settlement settlement;
  };
  constexpr auto kTown = Settlement::kBuiltUp;
  constexpr auto kLand = Settlement::kRural;
  for (const Row& row : std::initializer_list<Row>{{"DE:urban", 50.0, kTown},
                                                   {"DE:rural", 100.0, kLand},
                                                   {"de:RURAL", 100.0, kLand},
                                                   {"DE:motorway", kNoLimit, kLand},
                                                   {"DE:zone30", 30.0, kTown},
                                                   {"DE:zone:30", 30.0, kTown},
                                                   {"DE:zone20", 20.0, kTown},
                                                   {"DE:living_street", 7.0, kTown},
                                                   {"DE:bicycle_road", 30.0, kTown},
                                                   {"AT:motorway", 130.0, kLand},
                                                   {"CH:rural", 80.0, kLand},
                                                   {"LI:urban", 50.0, kTown}}) {
    const MaxspeedValue value = parse_maxspeed(row.text);
    EXPECT_EQ(value.kind, Kind::kLimit) << row.text;
    EXPECT_EQ(value.kmh, row.kmh) << row.text;
    EXPECT_EQ(value.settlement, row.settlement) << row.text;
  }
  EXPECT_EQ(parse_maxspeed("FR:urban").kind, Kind::kContext);
  EXPECT_EQ(parse_maxspeed("FR:urban").settlement, kTown);
}

TEST(ParseMaxspeed, TakesTheLowestOfSeveral) {
  EXPECT_EQ(parse_maxspeed("30;50").kmh, 30.0);
  EXPECT_EQ(parse_maxspeed("50; 30").kmh, 30.0);
  EXPECT_TRUE(parse_maxspeed("30;50").several);
  EXPECT_EQ(parse_maxspeed("signals;50").kmh, 50.0);
  EXPECT_FALSE(parse_maxspeed("50").several);
}

TEST(ParseMaxspeed, TellsVariableFromUnreadable) {
  EXPECT_EQ(parse_maxspeed("").kind, Kind::kAbsent);
  EXPECT_EQ(parse_maxspeed("signals").kind, Kind::kVariable);
  EXPECT_EQ(parse_maxspeed("variable").kind, Kind::kVariable);
  for (const char* const bad :
       {"fast", "0", "-30", "1000", "50 furlongs", "DE:zone", "nan", "inf"}) {
    EXPECT_EQ(parse_maxspeed(bad).kind, Kind::kUnreadable) << bad;
  }
}

SpeedLimits limits(const std::string& tags) { return speed_limits(test::TagText(tags).tags()); }

TEST(SpeedLimits, ADirectionWinsOverBoth) {
  const SpeedLimits found = limits("maxspeed=70 maxspeed:backward=50");
  EXPECT_EQ(found.forward, 70.0);
  EXPECT_EQ(found.backward, 50.0);
  EXPECT_EQ(limits("maxspeed:forward=30").backward, 0.0);
}

TEST(SpeedLimits, RelativesSpeakWhenMaxspeedIsSilent) {
  for (const char* const key :
       {"source:maxspeed", "maxspeed:type", "zone:traffic", "zone:maxspeed", "maxspeed"}) {
    EXPECT_EQ(limits(std::string(key) + "=DE:rural").forward, 100.0) << key;
    EXPECT_EQ(limits(std::string(key) + "=DE:urban").settlement, Settlement::kBuiltUp) << key;
  }
  EXPECT_EQ(limits("zone:maxspeed=30").forward, 30.0);
  EXPECT_EQ(limits("zone:maxspeed=DE:30").forward, 30.0);
  EXPECT_EQ(limits("bicycle_road=yes").forward, 30.0);
  EXPECT_EQ(limits("maxspeed=70 source:maxspeed=DE:rural").forward, 70.0);
  EXPECT_EQ(limits("maxspeed=signals maxspeed:type=DE:urban").forward, 50.0);
  EXPECT_EQ(limits("source:maxspeed=sign").forward, 0.0);
  EXPECT_FALSE(limits("source:maxspeed=sign").unreadable);
}

TEST(SpeedLimits, AdvisoryLowersAndConditionalIsOnlyTold) {
  EXPECT_EQ(limits("maxspeed=100 maxspeed:advisory=60").forward, 60.0);
  EXPECT_EQ(limits("maxspeed=50 maxspeed:advisory=60").forward, 50.0);
  EXPECT_EQ(limits("maxspeed:advisory=60").forward, 60.0);
  const SpeedLimits wet = limits("maxspeed=100 maxspeed:conditional=80@(wet)");
  EXPECT_EQ(wet.forward, 100.0);
  EXPECT_TRUE(wet.conditional);
}

TEST(SpeedLimits, SeventyOrMoreMeansOutsideUnlessATagSaysOtherwise) {
  EXPECT_EQ(limits("maxspeed=70").settlement, Settlement::kRural);
  EXPECT_EQ(limits("maxspeed=60").settlement, Settlement::kUnknown);
  EXPECT_EQ(limits("maxspeed=70 zone:traffic=DE:urban").settlement, Settlement::kBuiltUp);
  EXPECT_EQ(limits("maxspeed=none").settlement, Settlement::kRural);
}

}  // namespace
}  // namespace sozialraum::osm
