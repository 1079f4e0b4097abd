#include "sozialraum/core/join.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"

namespace sozialraum::core {
namespace {

std::vector<AreaCode> ags(const std::vector<std::string>& texts) {
  std::vector<AreaCode> codes;
  for (const auto& text : texts) codes.push_back(AreaCode::parse(text, CodeKind::kAgs));
  return codes;
}

TEST(Join, SaysWhatMatchedAndWhatIsLeftOnEitherSide) {
  const Join joined =
      join(ags({"03252001", "03252002", "03252003"}), ags({"03252003", "03252009"}));
  ASSERT_EQ(joined.matched.size(), 1U);
  EXPECT_EQ(joined.matched[0], std::pair(AreaId{2}, AreaId{0}));
  EXPECT_EQ(joined.left_only, (std::vector{AreaId{0}, AreaId{1}}));
  EXPECT_EQ(joined.right_only, (std::vector{AreaId{1}}));
  ASSERT_EQ(joined.findings.size(), 3U);
  EXPECT_EQ(joined.findings[0].message,
            "1 keys are in both tables, 2 only in the left, 1 only in the right");
  EXPECT_EQ(joined.findings[1].areas, (std::vector<std::string>{"03252001", "03252002"}));
  EXPECT_EQ(joined.findings[2].areas, std::vector<std::string>{"03252009"});
}

TEST(Join, AFullMatchHasNoWarning) {
  const Join joined = join(ags({"03252001"}), ags({"03252001"}));
  ASSERT_EQ(joined.findings.size(), 1U);
  EXPECT_EQ(joined.findings[0].severity, Severity::kNote);
}

TEST(Join, RefusesAgsWithArsAndKeysOfWhichNoneMatches) {
  const std::vector<AreaCode> ars{AreaCode::parse("032520007007", CodeKind::kArs)};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(join(ags({"03252007"}), ars)); }).code,
            "key_kinds_differ");
  EXPECT_EQ(
      test::finding_of([&] { static_cast<void>(join(ags({"03252007"}), ags({"03252008"}))); }).code,
      "no_key_matches");
}

TEST(Join, TellsKeysThatDifferInSpellingOnly) {
  const auto custom = [](const std::vector<std::string>& texts) {
    std::vector<AreaCode> codes;
    for (const auto& text : texts) codes.push_back(AreaCode::parse(text, CodeKind::kCustom));
    return codes;
  };
  const Join joined = join(custom({"Bad  Münder", "Rohden", "Bensen"}),
                           custom({"Rohden", "BAD MUENDER", "Barksen"}));
  EXPECT_EQ(joined.matched.size(), 1U);
  const Finding& told = joined.findings.back();
  EXPECT_EQ(told.code, "keys_look_alike");
  EXPECT_EQ(told.areas, std::vector<std::string>{"Bad  Münder"});
}

TEST(Join, EmptySidesMatchNothing) {
  EXPECT_TRUE(join({}, {}).matched.empty());
  EXPECT_EQ(join(ags({"03252007"}), {}).left_only.size(), 1U);
}

}  // namespace
}  // namespace sozialraum::core
