#include "sozialraum/indicator/area_level.hpp"

#include <gtest/gtest.h>

namespace sozialraum::indicator {
namespace {

TEST(AreaLevel, AVillageIsFinerThanACommuneAndNotTheOtherWayRound) {
  EXPECT_TRUE(finer(AreaLevel::kVillage, AreaLevel::kCommune));
  EXPECT_FALSE(finer(AreaLevel::kCommune, AreaLevel::kVillage));
  EXPECT_FALSE(finer(AreaLevel::kVillage, AreaLevel::kVillage));
}

TEST(AreaLevel, ASchoolIsAFacilityAmongOthers) {
  EXPECT_FALSE(finer(AreaLevel::kSchool, AreaLevel::kFacility));
  EXPECT_FALSE(finer(AreaLevel::kFacility, AreaLevel::kSchool));
  EXPECT_TRUE(finer(AreaLevel::kFacility, AreaLevel::kCommune));
  EXPECT_TRUE(finer(AreaLevel::kVillage, AreaLevel::kFacility));
}

TEST(AreaLevel, HasANameThatLeadsBackToIt) {
  EXPECT_EQ(name(AreaLevel::kCell100m), "cell_100m");
  EXPECT_EQ(name(AreaLevel::kState), "state");
  EXPECT_EQ(area_level_from_name("agency_district"), AreaLevel::kAgencyDistrict);
  EXPECT_EQ(area_level_from_name("Ortsteil"), std::nullopt);
}

}  // namespace
}  // namespace sozialraum::indicator
