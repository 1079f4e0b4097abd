#include "sozialraum/core/nearest_name.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "throws.hpp"

namespace sozialraum::core {
namespace {

const std::vector<std::string> kColumns{"Einwohner", "Alter_D", "unter18_A"};

TEST(NearestName, FindsAForgottenOrSwappedLetterAndWrongCase) {
  EXPECT_EQ(nearest_name("Einwoner", kColumns), "Einwohner");
  EXPECT_EQ(nearest_name("Einwohenr", kColumns), "Einwohner");
  EXPECT_EQ(nearest_name("ALTER_D", kColumns), "Alter_D");
}

TEST(NearestName, IsSilentWhenNothingIsNear) {
  EXPECT_EQ(nearest_name("xyz", kColumns), "");
  EXPECT_EQ(nearest_name("abc", {}), "");
}

TEST(UnknownName, OffersTheNearestOrElseAll) {
  const auto near = test::finding_of([] { unknown_name("column", "Einwoner", kColumns); });
  EXPECT_EQ(near.code, "unknown_column");
  EXPECT_EQ(near.hint, "did you mean 'Einwohner'?");
  const auto far = test::finding_of([] { unknown_name("column", "xyz", kColumns); });
  EXPECT_EQ(far.hint, "there are: Einwohner, Alter_D, unter18_A");
}

}  // namespace
}  // namespace sozialraum::core
