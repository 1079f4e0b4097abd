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

TEST(Kind, HasANameInFiles) {
  EXPECT_EQ(name(Kind::kPercentage), "percentage");
  EXPECT_EQ(kind_from_name("ratio"), Kind::kRatio);
  EXPECT_FALSE(kind_from_name("Ratio"));
}

}  // namespace
}  // namespace sozialraum::indicator
