#include "sozialraum/osm/speed_table.hpp"

#include <gtest/gtest.h>

#include "osm_text.hpp"
#include "throws.hpp"

namespace sozialraum::osm {
namespace {

constexpr SpeedPair kNoCap{kNoLimit, kNoLimit};

const SpeedTable& car() { return SpeedTable::built_in(Mode::kCar); }

double speed(const std::string& highway, double limit, Settlement where) {
  return car().speed(*car().find_class(highway), limit, kNoCap, where);
}

TEST(SpeedTable, AVillageStreetIsSlowAndTheRoadBetweenVillagesFast) {
  // The recommended rural free-flow speeds: primary 80, secondary 75, tertiary 65, unclassified 50;
  // built-up 40, 38, 35, 30.
  EXPECT_EQ(speed("primary", 0.0, Settlement::kRural), 80.0);
  EXPECT_EQ(speed("secondary", 0.0, Settlement::kRural), 75.0);
  EXPECT_EQ(speed("tertiary", 0.0, Settlement::kRural), 65.0);
  EXPECT_EQ(speed("unclassified", 0.0, Settlement::kRural), 50.0);
  EXPECT_EQ(speed("primary", 0.0, Settlement::kBuiltUp), 40.0);
  EXPECT_EQ(speed("secondary", 0.0, Settlement::kBuiltUp), 38.0);
  EXPECT_EQ(speed("tertiary", 0.0, Settlement::kBuiltUp), 35.0);
  EXPECT_EQ(speed("unclassified", 0.0, Settlement::kBuiltUp), 30.0);
}

TEST(SpeedTable, ALimitBindsAtFactorPoint85ButNeverRaises) {
  EXPECT_DOUBLE_EQ(speed("tertiary", 30.0, Settlement::kBuiltUp), 0.85 * 30.0);
  EXPECT_DOUBLE_EQ(speed("tertiary", 70.0, Settlement::kRural), 0.85 * 70.0);
  EXPECT_EQ(speed("tertiary", 100.0, Settlement::kRural), 65.0);
  EXPECT_EQ(speed("motorway", kNoLimit, Settlement::kRural), 110.0);
  EXPECT_EQ(speed("residential", kWalkingPace, Settlement::kBuiltUp), 7.0);  // no factor at a walk
}

TEST(SpeedTable, TheLegalLimitOfGermanyHoldsWhereNoTagSays) {
  const auto legal = [](const char* highway) {
    return car().legal_limit(*car().find_class(highway));
  };
  EXPECT_EQ(legal("tertiary"), (SpeedPair{100.0, 50.0}));
  EXPECT_EQ(legal("motorway"), (SpeedPair{kNoLimit, kNoLimit}));
  EXPECT_EQ(legal("living_street"), (SpeedPair{7.0, 7.0}));
}

TEST(SpeedTable, TheLowestCapOfTheTagsBinds) {
  const test::TagText gravel("highway=unclassified surface=gravel tracktype=grade3");
  EXPECT_EQ(car().cap(gravel.tags()), (SpeedPair{30.0, 20.0}));  // gravel 40, grade3 30
  EXPECT_EQ(car().cap(test::TagText("surface=asphalt").tags()), kNoCap);
}

TEST(SpeedTable, EveryShippedTableNamesItselfAndKnowsItsSettings) {
  for (const Mode mode : {Mode::kCar, Mode::kBicycle, Mode::kFoot}) {
    const SpeedTable& table = SpeedTable::built_in(mode);
    EXPECT_EQ(table.mode(), mode);
    EXPECT_FALSE(table.name().empty());
    EXPECT_GT(table.setting("ferry_kmh"), 0.0);
  }
  EXPECT_EQ(SpeedTable::built_in(Mode::kBicycle).setting("push_kmh"), 4.0);
}

TEST(SpeedTable, TheShippedFileIsTheCompiledTable) {
  for (const Mode mode : {Mode::kCar, Mode::kBicycle, Mode::kFoot}) {
    const std::string stem(name(mode));
    const auto file = SpeedTable::read(SOZIALRAUM_DATA_DIR "/speeds/" + stem + ".csv");
    EXPECT_EQ(file.rows(), SpeedTable::built_in(mode).rows());
    EXPECT_EQ(file.name(), SpeedTable::built_in(mode).name());
  }
}

TEST(SpeedTable, PrintsWhatItReads) {
  const SpeedTable again = SpeedTable::parse(car().text());
  EXPECT_EQ(again.rows(), car().rows());
  EXPECT_EQ(again.text(), car().text());
}

TEST(SpeedTable, AChangedTableShowsItInItsName) {
  const SpeedTable faster = car().with({"class", "tertiary", {70.0, 40.0}, "measured, in 2024"});
  EXPECT_EQ(faster.name(), car().name() + "+");
  EXPECT_EQ(faster.class_speed(*faster.find_class("tertiary")), (SpeedPair{70.0, 40.0}));
  EXPECT_EQ(car().class_speed(*car().find_class("tertiary")), (SpeedPair{65.0, 35.0}));
  EXPECT_EQ(SpeedTable::parse(faster.text()).rows(), faster.rows());  // the comma in the note
}

TEST(SpeedTable, SaysWhichLineIsWrong) {
  const std::string head = "# name: t\n# mode: car\nkind,key,rural,built_up,note\n";
  const auto trouble = [](const std::string& text) {
    return test::finding_of([&] { (void)SpeedTable::parse(text, "my.csv"); });
  };
  EXPECT_EQ(trouble(head + "class,primary,fast,40,\n").place.row, 4U);
  EXPECT_EQ(trouble(head + "class,primary,fast,40,\n").place.file, "my.csv");
  EXPECT_EQ(trouble(head + "klass,primary,80,40,\n").message, "there is no kind 'klass'");
  EXPECT_EQ(trouble(head + "class,primary,80\n").code, "bad_speed_table");
  EXPECT_EQ(trouble(head + "class,primary,0,40,\n").message, "class primary is not above 0");
  EXPECT_EQ(trouble(head).message, "the setting limit_factor is missing");
  EXPECT_EQ(trouble("").code, "bad_speed_table");
  EXPECT_EQ(trouble("primary;80\n").message, "the header line is missing");
  EXPECT_EQ(test::finding_of([] { (void)SpeedTable::read("/no/such.csv"); }).code, "missing_file");
}

}  // namespace
}  // namespace sozialraum::osm
