#include "sozialraum/indicator/definition.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

std::string lacking(const Definition& definition) {
  return test::finding_of([&] { require_complete(definition); }).place.argument;
}

TEST(Definition, MustNameWhatItCounts) {
  EXPECT_EQ(lacking({}), "id");
  EXPECT_EQ(lacking({.id = "a"}), "numerator");
  EXPECT_EQ(lacking({.id = "a", .numerator = {"x"}}), "denominator");
  EXPECT_EQ(lacking({.id = "a", .kind = Kind::kValue, .numerator = {"x", "y"}}), "numerator");
  EXPECT_EQ(lacking({.id = "a", .kind = Kind::kValue, .numerator = {"x"}, .denominator = {"n"}}),
            "denominator");
  EXPECT_EQ(lacking({.id = "a", .numerator = {"x"}, .denominator = {"n"}, .scale = 0}), "scale");
  EXPECT_EQ(lacking({.id = "a", .numerator = {"x"}, .denominator = {"n"}, .rounding = -1}),
            "rounding");
  EXPECT_NO_THROW(require_complete({.id = "a", .numerator = {"x"}, .denominator = {"n"}}));
  EXPECT_NO_THROW(require_complete({.id = "a", .kind = Kind::kPercentage, .numerator = {"x"}}));
}

TEST(Definition, ABalanceAloneTakesColumnsOff) {
  EXPECT_EQ(lacking({.id = "a", .kind = Kind::kBalance, .numerator = {"x"}, .denominator = {"n"}}),
            "minus");
  EXPECT_EQ(lacking({.id = "a", .numerator = {"x"}, .denominator = {"n"}, .minus = {"y"}}),
            "minus");
  EXPECT_EQ(lacking({.id = "a", .kind = Kind::kCount, .numerator = {"x"}, .denominator = {"n"}}),
            "denominator");
  EXPECT_NO_THROW(require_complete({.id = "a", .kind = Kind::kCount, .numerator = {"x", "y"}}));
}

TEST(Definition, PlacesOfAFacilityAreNoShareOfResidents) {
  Definition places{.id = "B01",
                    .kind = Kind::kShare,
                    .numerator = {"places"},
                    .denominator = {"children"},
                    .reference = Reference::kFacility,
                    .base_reference = Reference::kResidence};
  EXPECT_EQ(lacking(places), "base_reference");
  places.kind = Kind::kRatio;
  EXPECT_EQ(lacking(places), "caveat_de");
  places.caveat_de = "Plätze am Ort der Kita, Kinder am Wohnort.";
  EXPECT_NO_THROW(require_complete(places));
  places.caveat_de.clear();
  places.base_reference = Reference::kFacility;
  EXPECT_NO_THROW(require_complete(places));
}

TEST(Reference, HasANameInFiles) {
  EXPECT_EQ(name(Reference::kFacility), "facility");
  EXPECT_EQ(reference_from_name("residence"), Reference::kResidence);
  EXPECT_FALSE(reference_from_name("home"));
}

TEST(Kind, HasANameInFiles) {
  EXPECT_EQ(name(Kind::kClock), "clock");
  EXPECT_EQ(name(Kind::kPercentage), "percentage");
  EXPECT_EQ(kind_from_name("ratio"), Kind::kRatio);
  EXPECT_FALSE(kind_from_name("Ratio"));
}

}  // namespace
}  // namespace sozialraum::indicator
