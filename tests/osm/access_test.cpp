#include "sozialraum/osm/access.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "osm_text.hpp"
#include "throws.hpp"

namespace sozialraum::osm {
namespace {

/// One letter a direction: forward, then backward; '-' closed, 'y' open, 'e' ends only.
std::string letters(const WayAccess& access) {
  const auto letter = [](Access a) {
    return a == Access::kYes ? 'y' : a == Access::kThroughRestricted ? 'e' : '-';
  };
  std::string text{letter(access.forward), letter(access.backward)};
  if (access.pushed && access.open()) text += "p";
  return text;
}

struct Case {
  std::string tags, car, bicycle, foot;
};

/// A table of tags and what they mean: one road a line, columns tags | car | bicycle | foot.
std::vector<Case> table(const std::string& text) {
  std::vector<Case> cases;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find('|') == std::string::npos) continue;
    std::istringstream parts(line);
    Case c;
    std::getline(parts, c.tags, '|');
    std::string bar;
    parts >> c.car >> bar >> c.bicycle >> bar >> c.foot;
    cases.push_back(c);
  }
  return cases;
}

void expect_table(const std::string& text) {
  for (const Case& c : table(text)) {
    const test::TagText tags(c.tags);
    EXPECT_EQ(letters(way_access(tags.tags(), Mode::kCar)), c.car) << c.tags << " by car";
    EXPECT_EQ(letters(way_access(tags.tags(), Mode::kBicycle)), c.bicycle)
        << c.tags << " by bicycle";
    EXPECT_EQ(letters(way_access(tags.tags(), Mode::kFoot)), c.foot) << c.tags << " on foot";
  }
}

TEST(WayAccess, ClassesAreOpenToWhoTheyAreMadeFor) {
  expect_table(R"(
    highway=motorway                         | y- | --  | --
    highway=motorway_link                    | y- | --  | --
    highway=trunk                            | yy | yy  | yy
    highway=trunk motorroad=yes              | yy | --  | --
    highway=primary                          | yy | yy  | yy
    highway=residential                      | yy | yy  | yy
    highway=living_street                    | yy | yy  | yy
    highway=service                          | yy | yy  | yy
    highway=service service=emergency_access | -- | yy  | yy
    highway=pedestrian                       | -- | yyp | yy
    highway=footway                          | -- | yyp | yy
    highway=path                             | -- | yy  | yy
    highway=cycleway                         | -- | yy  | yy
    highway=bridleway                        | -- | --  | yy
    highway=steps                            | -- | yyp | yy
    highway=corridor                         | -- | --  | yy
    highway=platform                         | -- | yyp | yy
    highway=elevator                         | -- | --  | yy
    highway=footway indoor=yes               | -- | yyp | yy
    highway=residential sidewalk=no          | yy | yy  | yy
    highway=busway                           | -- | --  | --
    highway=busway bicycle=yes               | -- | yy  | --
    highway=raceway                          | -- | --  | --
    railway=platform                         | -- | yyp | yy
    railway=rail                             | -- | --  | --
    abandoned:highway=residential            | -- | --  | --
    highway=residential abandoned=yes        | -- | --  | --
    highway=construction construction=primary access=yes | -- | -- | --
    building=yes                             | -- | --  | --
  )");
}

TEST(WayAccess, TracksByGrade) {
  expect_table(R"(
    highway=track                                    | -- | yy | yy
    highway=track tracktype=grade1                   | ee | yy | yy
    highway=track tracktype=grade2                   | -- | yy | yy
    highway=track tracktype=grade5                   | -- | yy | yy
    highway=track tracktype=grade1 access=agricultural | -- | -- | yy
    highway=track tracktype=grade3 smoothness=impassable | -- | -- | yy
    highway=track tracktype=grade2 motor_vehicle=destination | ee | yy | yy
    highway=track tracktype=grade1 vehicle=forestry  | -- | -- | yy
    highway=track tracktype=grade1 access=yes        | ee | yy | yy
    highway=track tracktype=grade3 motor_vehicle=yes | yy | yy | yy
    highway=track tracktype=grade1 motor_vehicle=no  | -- | yy | yy
    highway=track tracktype=grade1 vehicle=agricultural        | -- | -- | yy
    highway=track tracktype=grade1 motor_vehicle=agricultural  | -- | yy | yy
  )");
}

TEST(WayAccess, TheMostSpecificKeyWins) {
  expect_table(R"(
    highway=residential access=no                        | -- | -- | --
    highway=residential access=no bicycle=yes            | -- | yy | --
    highway=residential access=no foot=yes               | -- | -- | yy
    highway=residential vehicle=no                       | -- | -- | yy
    highway=residential vehicle=no motor_vehicle=yes     | yy | -- | yy
    highway=residential motor_vehicle=no motorcar=yes    | yy | yy | yy
    highway=residential motorcar=no motor_vehicle=yes    | -- | yy | yy
    highway=footway motor_vehicle=destination            | ee | yyp | yy
    highway=footway bicycle=yes                          | -- | yy | yy
    highway=path bicycle=no                              | -- | -- | yy
    highway=path foot=no                                 | -- | yy | --
    highway=cycleway bicycle=dismount                    | -- | yyp | yy
    highway=trunk motorroad=yes foot=yes                 | yy | -- | yy
  )");
}

TEST(WayAccess, ValuesFallIntoThreeClasses) {
  expect_table(R"(
    highway=service access=yes                     | yy | yy | yy
    highway=service access=permissive              | yy | yy | yy
    highway=service access=destination             | ee | ee | ee
    highway=service access=private                 | ee | ee | ee
    highway=service access=customers               | ee | ee | ee
    highway=service access=delivery                | ee | ee | ee
    highway=service access=permit                  | ee | ee | ee
    highway=service access=residents               | ee | ee | ee
    highway=service access=agricultural            | -- | -- | --
    highway=service access=forestry                | -- | -- | --
    highway=service access=emergency               | -- | -- | --
    highway=service access=military                | -- | -- | --
    highway=service access=psv                     | -- | -- | --
    highway=service access=bus                     | -- | -- | --
    highway=tertiary bicycle=use_sidepath          | yy | -- | yy
    highway=tertiary foot=use_sidepath             | yy | yy | --
    highway=service access=gibberish               | yy | yy | yy
    highway=service motor_vehicle=agricultural;forestry     | -- | yy | yy
    highway=service motor_vehicle=agricultural;destination  | ee | yy | yy
    highway=service motor_vehicle=no;yes                    | yy | yy | yy
    highway=service vehicle=agricultural                    | -- | -- | yy
    highway=service access=no;private                       | ee | ee | ee
    highway=service access=taxi                             | -- | -- | --
    highway=service motorcar=discouraged                    | yy | yy | yy
    highway=secondary foot=separate                         | yy | yy | --
  )");
  EXPECT_TRUE(way_access(test::TagText("highway=service access=gibberish").tags(), Mode::kCar)
                  .unknown_value);
}

TEST(WayAccess, AgriculturalOnATrackIsMeantForVehicles) {
  expect_table(R"(
    highway=track access=agricultural                      | -- | -- | yy
    highway=track access=agricultural;forestry             | -- | -- | yy
    highway=path access=forestry                           | -- | -- | yy
    highway=track access=no                                | -- | -- | --
    highway=service access=agricultural                    | -- | -- | --
  )");
}

TEST(WayAccess, OneWayRoadsAndTheirExceptions) {
  expect_table(R"(
    highway=residential oneway=yes                         | y- | y- | yy
    highway=residential oneway=true                        | y- | y- | yy
    highway=residential oneway=1                           | y- | y- | yy
    highway=residential oneway=-1                          | -y | -y | yy
    highway=residential oneway=reverse                     | -y | -y | yy
    highway=residential oneway=no                          | yy | yy | yy
    highway=residential oneway=false                       | yy | yy | yy
    highway=residential oneway=0                           | yy | yy | yy
    highway=residential oneway=maybe                       | yy | yy | yy
    highway=residential oneway=yes cycleway=opposite_share_busway | y- | yy | yy
    highway=residential oneway=yes cycleway:right=opposite_lane | y- | yy | yy
    highway=residential oneway=yes cycleway:both:oneway=no | y- | yy | yy
    highway=residential oneway=yes cycleway:right=lane     | y- | y- | yy
    highway=residential oneway=yes oneway:foot=yes         | y- | y- | y-
    highway=residential oneway=yes motorcar:backward=yes   | y- | y- | yy
    highway=motorway_link oneway=no                        | yy | -- | --
    highway=trunk_link                                     | yy | yy | yy
    highway=residential oneway=alternating                 | yy | yy | yy
    highway=residential oneway=reversible                  | -- | -- | yy
    highway=residential oneway=yes oneway:bicycle=no       | y- | yy | yy
    highway=residential oneway=yes cycleway=opposite       | y- | yy | yy
    highway=residential oneway=yes cycleway=opposite_lane  | y- | yy | yy
    highway=residential oneway=yes cycleway:left=opposite_track | y- | yy | yy
    highway=residential oneway=yes cycleway:left:oneway=-1 | y- | yy | yy
    highway=residential oneway=yes bicycle:backward=yes    | y- | yy | yy
    highway=residential oneway=yes oneway:motor_vehicle=no | yy | y- | yy
    highway=residential motor_vehicle:backward=no          | y- | yy | yy
    highway=residential vehicle:backward=no                | y- | y- | yy
    highway=residential vehicle:backward=no bicycle:backward=yes | y- | yy | yy
    highway=residential vehicle:forward=destination        | ey | ey | yy
    highway=residential oneway:bicycle=yes                 | yy | y- | yy
    highway=footway oneway:foot=yes                        | -- | yyp | y-
    highway=steps conveying=forward                        | -- | yyp | y-
    highway=steps conveying=backward                       | -- | yyp | -y
    highway=tertiary junction=roundabout                   | y- | y- | yy
    highway=tertiary junction=circular                     | y- | y- | yy
    highway=tertiary junction=roundabout oneway=-1         | -y | -y | yy
    highway=motorway oneway=no                             | yy | -- | --
  )");
  EXPECT_TRUE(way_access(test::TagText("highway=tertiary junction=roundabout").tags(), Mode::kCar)
                  .roundabout);
}

TEST(WayAccess, FerriesAreOpenToWhomTheirTagsName) {
  expect_table(R"(
    route=ferry                                   | -- | yy | yy
    route=ferry motor_vehicle=yes                 | yy | yy | yy
    route=ferry motorcar=yes foot=no              | yy | yy | --
    route=ferry vehicle=yes                       | yy | yy | yy
    route=ferry motor_vehicle=no                  | -- | yy | yy
    route=ferry bicycle=no                        | -- | -- | yy
  )");
  EXPECT_TRUE(way_access(test::TagText("route=ferry").tags(), Mode::kFoot).ferry);
}

TEST(WayAccess, SaysWhyAWayIsClosed) {
  const auto reason = [](const std::string& tags, Mode mode) {
    return name(way_access(test::TagText(tags).tags(), mode).reason);
  };
  EXPECT_EQ(reason("highway=construction construction=primary", Mode::kCar), "not_in_use");
  EXPECT_EQ(reason("highway=proposed", Mode::kFoot), "not_in_use");
  EXPECT_EQ(reason("highway=service area=yes", Mode::kCar), "area");
  EXPECT_EQ(reason("highway=pedestrian area=yes", Mode::kFoot), "open");
  EXPECT_EQ(reason("highway=footway", Mode::kCar), "class_not_for_mode");
  EXPECT_EQ(reason("highway=track", Mode::kCar), "track_grade");
  EXPECT_EQ(reason("highway=residential motor_vehicle=no", Mode::kCar), "access_tag");
  EXPECT_EQ(reason("highway=primary motorroad=yes", Mode::kBicycle), "motorroad");
  EXPECT_EQ(reason("highway=primary oneway=reversible", Mode::kCar), "reversible");
  EXPECT_EQ(reason("highway=unclassified smoothness=impassable", Mode::kCar), "impassable");
  EXPECT_EQ(reason("route=ferry", Mode::kCar), "ferry_without_mode");
  EXPECT_EQ(reason("waterway=river", Mode::kFoot), "not_a_road");
}

/// '-' closed, 'b' a barrier that costs time, 's' signals, '.' nothing.
char effect(const std::string& tags, Mode mode) {
  const NodeEffect found = node_effect(test::TagText(tags).tags(), mode);
  if (found.closed) return '-';
  if (found.delay == NodeEffect::Delay::kBarrier) return 'b';
  return found.delay == NodeEffect::Delay::kSignals ? 's' : '.';
}

TEST(NodeEffect, BarriersByMode) {
  struct Row {
    const char* tags;
    const char* modes;  // car, bicycle, foot
  };
  for (const Row& row : std::initializer_list<Row>{{"barrier=gate", "bbb"},
                                                   {"barrier=lift_gate", "bbb"},
                                                   {"barrier=gate locked=yes", "---"},
                                                   {"barrier=gate access=no", "---"},
                                                   {"barrier=gate access=private", "bbb"},
                                                   {"barrier=gate access=no foot=yes", "--b"},
                                                   {"barrier=bollard", "-.."},
                                                   {"barrier=bollard motor_vehicle=yes", "..."},
                                                   {"barrier=block", "-b."},
                                                   {"barrier=kissing_gate", "-b."},
                                                   {"barrier=jersey_barrier", "-.."},
                                                   {"barrier=cycle_barrier", "-b."},
                                                   {"barrier=stile", "-b."},
                                                   {"barrier=fence", "---"},
                                                   {"barrier=fence foot=yes", "--."},
                                                   {"barrier=cattle_grid", "..."},
                                                   {"barrier=height_restrictor", "..."},
                                                   {"barrier=entrance", "..."},
                                                   {"barrier=toll_booth", "bbb"},
                                                   {"highway=traffic_signals", "sss"},
                                                   {"highway=crossing", "..."}}) {
    EXPECT_EQ(effect(row.tags, Mode::kCar), row.modes[0]) << row.tags << " by car";
    EXPECT_EQ(effect(row.tags, Mode::kBicycle), row.modes[1]) << row.tags << " by bicycle";
    EXPECT_EQ(effect(row.tags, Mode::kFoot), row.modes[2]) << row.tags << " on foot";
  }
}

TEST(ParseDuration, ReadsClockTimesMinutesAndIso8601) {
  EXPECT_EQ(parse_duration("00:15"), 900.0);
  EXPECT_EQ(parse_duration("1:30"), 5400.0);
  EXPECT_EQ(parse_duration("0:05:30"), 330.0);
  EXPECT_EQ(parse_duration("20"), 1200.0);
  EXPECT_EQ(parse_duration("PT15M"), 900.0);
  EXPECT_EQ(parse_duration("PT1H30M"), 5400.0);
  EXPECT_EQ(parse_duration("P1DT2H"), 93600.0);
  EXPECT_EQ(parse_duration("PT90S"), 90.0);
  for (const char* const bad : {"", "soon", "1:2:3:4", "P1Y", "PT", "-5", "0", "1:", "PT15"}) {
    EXPECT_LT(parse_duration(bad), 0.0) << bad;
  }
}

TEST(ParseMode, OffersTheNearestName) {
  EXPECT_EQ(parse_mode("bicycle"), Mode::kBicycle);
  const auto finding = test::finding_of([] { (void)parse_mode("bycicle"); });
  EXPECT_EQ(finding.code, "unknown_mode");
  EXPECT_EQ(finding.hint, "did you mean 'bicycle'?");
}

TEST(Durations, AreReadAsPeopleWriteThem) {
  EXPECT_EQ(parse_duration("10 min"), 600.0);
  EXPECT_EQ(parse_duration("10min."), 600.0);
  EXPECT_EQ(parse_duration("45 Minuten"), 2700.0);
  EXPECT_EQ(parse_duration("1 h 30 min"), 5400.0);
  EXPECT_EQ(parse_duration("1h30"), 5400.0);
  EXPECT_EQ(parse_duration("1,5 Stunden"), 5400.0);
  EXPECT_EQ(parse_duration("90 s"), 90.0);
  EXPECT_LT(parse_duration("10-15 min"), 0.0);
  EXPECT_LT(parse_duration("soon"), 0.0);
  EXPECT_LT(parse_duration("10 parsecs"), 0.0);
}

TEST(NodeEffect, OfSeveralBarriersEachCounts) {
  for (const char* const tags :
       {"barrier=gate;bollard", "barrier=bollard;lift_gate", "barrier=Bollard"}) {
    EXPECT_EQ(effect(tags, Mode::kCar), '-') << tags;
  }
  EXPECT_EQ(effect("barrier=gate;bollard", Mode::kFoot), 'b');
  EXPECT_EQ(effect("barrier=gate;bollard motor_vehicle=yes", Mode::kCar), 'b');
  EXPECT_EQ(effect("highway=crossing;traffic_signals", Mode::kCar), 's');
}

TEST(NodeEffect, AGateForFarmersStopsNoWalkers) {
  for (const char* const tags :
       {"barrier=gate access=agricultural", "barrier=lift_gate access=forestry;agricultural"}) {
    EXPECT_EQ(effect(tags, Mode::kCar), '-') << tags;
    EXPECT_EQ(effect(tags, Mode::kBicycle), '-') << tags;
    EXPECT_EQ(effect(tags, Mode::kFoot), 'b') << tags;
  }
}

TEST(NodeEffect, ABarrierOfAnUnknownKindIsToldUnlessATagDecides) {
  const auto unknown = [](const char* tags) {
    return node_effect(test::TagText(tags).tags(), Mode::kBicycle).unknown_barrier;
  };
  EXPECT_TRUE(unknown("barrier=yes"));
  EXPECT_TRUE(unknown("barrier=gate;thing"));
  for (const char* const tags : {"barrier=yes bicycle=yes", "barrier=jersey_barrier",
                                 "barrier=cattle_grid", "barrier=no", "highway=crossing"}) {
    EXPECT_FALSE(unknown(tags)) << tags;
  }
}

TEST(WayAccess, WordsAreReadWhateverTheirCase) {
  const auto letters_of = [](const char* tags) {
    return letters(way_access(test::TagText(tags).tags(), Mode::kCar));
  };
  EXPECT_EQ(letters_of("highway=residential access=Private"),
            letters_of("highway=residential access=private"));
  EXPECT_EQ(letters_of("highway=residential oneway=Yes"),
            letters_of("highway=residential oneway=yes"));
}

TEST(WayAccess, WhatCannotBeReadIsTold) {
  const auto of = [](const char* tags) {
    return way_access(test::TagText(tags).tags(), Mode::kCar);
  };
  EXPECT_TRUE(of("highway=residential oneway=sometimes").unknown_oneway);
  EXPECT_FALSE(of("highway=residential oneway=-1").unknown_oneway);
  EXPECT_FALSE(of("highway=residential").unknown_oneway);
  for (const char* const tags :
       {"highway=Residential", "highway=residential;track", "highway=unsurfaced"}) {
    EXPECT_EQ(name(of(tags).reason), "unknown_class") << tags;
  }
  EXPECT_EQ(name(of("highway=raceway").reason), "class_not_for_mode");
}

TEST(WayAccess, ImpassableRoadsAreForWalkersOnly) {
  for (const char* const tags :
       {"highway=unclassified impassable=yes", "highway=unclassified status=impassable"}) {
    EXPECT_EQ(name(way_access(test::TagText(tags).tags(), Mode::kCar).reason), "impassable");
    EXPECT_TRUE(way_access(test::TagText(tags).tags(), Mode::kFoot).open()) << tags;
  }
  EXPECT_EQ(
      name(way_access(test::TagText("highway=service status=proposed").tags(), Mode::kFoot).reason),
      "not_in_use");
}

TEST(WayAccess, AFerryWithAClassOfRoadIsAFerry) {
  const test::TagText tags("highway=tertiary route=ferry");
  EXPECT_EQ(road_class(tags.tags()), "ferry");
  for (const Mode mode : {Mode::kCar, Mode::kBicycle, Mode::kFoot}) {
    const WayAccess access = way_access(tags.tags(), mode);
    EXPECT_TRUE(access.ferry && access.open()) << name(mode);
  }
  EXPECT_FALSE(
      way_access(test::TagText("highway=proposed route=ferry").tags(), Mode::kFoot).open());
  EXPECT_EQ(road_class(test::TagText("highway=path route=hiking").tags()), "path");
}

TEST(RoadClass, KnowsRoadsThatAreNoHighway) {
  const auto of = [](const char* text) {
    const test::TagText tags(text);
    return std::string(road_class(tags.tags()));
  };
  EXPECT_EQ(of("highway=track man_made=pier"), "track");
  EXPECT_EQ(of("route=ferry"), "ferry");
  EXPECT_EQ(of("route=shuttle_train railway=rail"), "ferry");
  EXPECT_EQ(of("man_made=pier"), "footway");
  EXPECT_EQ(of("railway=platform"), "platform");
  EXPECT_EQ(of("railway=rail"), "");
}

TEST(WayAccess, BicyclesMayRideAgainstTheTrafficOnLanesOnBothSides) {
  for (const char* const tags : {"cycleway=opposite", "cycleway:both=opposite_lane",
                                 "cycleway:left=opposite_track", "oneway:bicycle=no"}) {
    const test::TagText street(std::string("highway=residential oneway=yes ") + tags);
    EXPECT_EQ(way_access(street.tags(), Mode::kBicycle).backward, Access::kYes) << tags;
    EXPECT_EQ(way_access(street.tags(), Mode::kCar).backward, Access::kNo) << tags;
  }
}

TEST(NodeEffect, APrivateBarrierIsForTheEndsOfAWayOnly) {
  const auto of = [](const char* text) {
    const test::TagText tags(text);
    return node_effect(tags.tags(), Mode::kCar);
  };
  EXPECT_TRUE(of("barrier=gate access=private").ends_only);
  EXPECT_TRUE(of("barrier=bollard motor_vehicle=customers").ends_only);
  EXPECT_FALSE(of("barrier=gate").ends_only);
  EXPECT_FALSE(of("barrier=gate access=private motor_vehicle=yes").ends_only);
  EXPECT_TRUE(of("barrier=gate access=no").closed);
}

}  // namespace
}  // namespace sozialraum::osm
