#include "sozialraum/osm/tags.hpp"

#include <gtest/gtest.h>

#include "osm_text.hpp"

namespace sozialraum::osm {
namespace {

TEST(Tags, AnAbsentKeyHasTheEmptyValue) {
  const test::TagText text("highway=track tracktype=grade1");
  EXPECT_EQ(text.tags()["tracktype"], "grade1");
  EXPECT_EQ(text.tags()["surface"], "");
  EXPECT_FALSE(text.tags().has("surface"));
  EXPECT_TRUE(text.tags().is("highway", "track"));
  EXPECT_FALSE(Tags().has("highway"));
}

TEST(ValueParts, AreTrimmedAndEmptyOnesLeftOut) {
  EXPECT_EQ(value_parts("agricultural; forestry"),
            (std::vector<std::string_view>{"agricultural", "forestry"}));
  EXPECT_EQ(value_parts(" ;30;"), std::vector<std::string_view>{"30"});
  EXPECT_TRUE(value_parts("").empty());
}

}  // namespace
}  // namespace sozialraum::osm
