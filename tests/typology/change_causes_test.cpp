#include "sozialraum/typology/change_causes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>

#include "throws.hpp"

namespace sozialraum::typology {
namespace {

struct Areas {
  std::vector<core::AreaCode> codes{};
  std::vector<std::uint32_t> before{};
  std::vector<std::uint32_t> boundaries{};
  std::vector<std::uint32_t> definition{};
  std::vector<std::uint32_t> after{};
  std::vector<double> noise{};

  [[nodiscard]] TypeSteps steps() const {
    return {.codes = codes,
            .before = before,
            .boundaries = boundaries,
            .definition = definition,
            .after = after,
            .noise = noise};
  }
};

/// So many areas of type 0; the first `changed` of them are of type 1 after.
Areas villages(std::size_t count, std::size_t changed) {
  Areas areas;
  for (std::size_t i = 0; i < count; ++i) {
    areas.codes.push_back(core::AreaCode::parse(std::to_string(100 + i), core::CodeKind::kCustom));
    areas.before.push_back(0);
    areas.after.push_back(i < changed ? 1 : 0);
  }
  return areas;
}

TEST(ChangeCauses, OfASingleStepHaveJeffreysInterval) {
  // scipy: beta.ppf([.025, .975], 6.5, 18.5) = 0.1117, 0.4445
  const auto found = change_causes(villages(24, 6).steps(), {.draws = 40'000});
  EXPECT_DOUBLE_EQ(found.changed, 0.25);
  EXPECT_NEAR(found.changed_lower, 0.1117, 0.004);
  EXPECT_NEAR(found.changed_upper, 0.4445, 0.006);
  ASSERT_EQ(found.causes.size(), 1U);
  EXPECT_EQ(found.causes[0].cause, ChangeCause::kLeft);
  EXPECT_DOUBLE_EQ(found.causes[0].share, 0.25);
  EXPECT_TRUE(found.causes[0].told_apart);
}

TEST(ChangeCauses, NoneOf24IsNotNever) {
  // scipy: beta.ppf([.025, .975], 0.5, 24.5) = 0.00002, 0.0984
  const auto found = change_causes(villages(24, 0).steps(), {.draws = 40'000});
  EXPECT_EQ(found.changed, 0.0);
  EXPECT_NEAR(found.changed_lower, 0.0, 0.001);
  EXPECT_NEAR(found.changed_upper, 0.0984, 0.006);
  EXPECT_TRUE(found.findings.empty());  // nothing changed: nothing is to be told apart
}

TEST(ChangeCauses, AddUpInTheStatedOrder) {
  Areas areas = villages(8, 4);
  areas.boundaries = {1, 0, 0, 0, 0, 0, 0, 0};  // area 100 by the new boundary
  areas.definition = {1, 1, 0, 0, 0, 0, 0, 1};  // 101 and 107 by the new definition
  areas.after = {1, 1, 1, 1, 0, 0, 0, 0};       // 107 came back, 102 and 103 left
  areas.noise = std::vector<double>(8, 0.1);
  const auto found = change_causes(areas.steps());
  ASSERT_EQ(found.causes.size(), 4U);
  EXPECT_DOUBLE_EQ(found.causes[0].share, 1.0 / 8.0);                  // boundary
  EXPECT_DOUBLE_EQ(found.causes[1].share, 2.0 / 8.0);                  // definition: 3 less 1
  EXPECT_NEAR(found.causes[2].share, 0.1, 1e-15);                      // noise
  EXPECT_NEAR(found.causes[3].share, (4.0 - 3.0) / 8.0 - 0.1, 1e-15);  // left
  double sum = 0.0;
  for (const CauseShare& cause : found.causes) sum += cause.share;
  EXPECT_NEAR(sum, found.changed, 1e-15);
}

TEST(ChangeCauses, OfFewAreasAreNotToldApart) {
  Areas few = villages(24, 6);
  few.noise = std::vector<double>(24, 0.2);
  const auto found = change_causes(few.steps());
  ASSERT_EQ(found.causes.size(), 2U);
  EXPECT_NEAR(found.causes[1].share, 0.05, 1e-12);
  EXPECT_LT(found.causes[1].lower, 0.0);
  EXPECT_FALSE(found.causes[1].told_apart);
  ASSERT_EQ(found.findings.size(), 1U);
  EXPECT_EQ(found.findings[0].code, "causes_not_told_apart");
  EXPECT_EQ(found.findings[0].details.back().second, "left");
  // The same shares of forty times as many areas speak clearly.
  Areas many = villages(960, 240);
  many.noise = std::vector<double>(960, 0.2);
  const auto clear = change_causes(many.steps());
  EXPECT_TRUE(clear.causes[1].told_apart);
  EXPECT_TRUE(clear.findings.empty());
}

TEST(ChangeCauses, GiveTheSameBytesForAnyThreadsAndRows) {
  Areas areas = villages(40, 13);
  areas.boundaries = areas.before;
  areas.boundaries[3] = 1;
  for (std::size_t i = 0; i < 40; ++i) areas.noise.push_back(static_cast<double>(i) / 100.0);
  ChangeOptions options{.draws = 500};
  options.execution.threads = 1;
  const auto one = change_causes(areas.steps(), options);
  options.execution.threads = 3;
  const auto three = change_causes(areas.steps(), options);
  std::ranges::reverse(areas.codes);
  std::ranges::reverse(areas.before);
  std::ranges::reverse(areas.boundaries);
  std::ranges::reverse(areas.after);
  std::ranges::reverse(areas.noise);
  const auto turned = change_causes(areas.steps(), options);
  for (std::size_t i = 0; i < one.causes.size(); ++i) {
    EXPECT_EQ(one.causes[i].lower, three.causes[i].lower);
    EXPECT_EQ(one.causes[i].share, turned.causes[i].share);
    EXPECT_EQ(one.causes[i].upper, turned.causes[i].upper);
  }
}

TEST(ChangeCauses, RefuseListsOfOtherLengths) {
  const auto trouble = [](const Areas& areas, const ChangeOptions& options = {}) {
    return test::finding_of([&] { static_cast<void>(change_causes(areas.steps(), options)); });
  };
  Areas short_list = villages(3, 1);
  short_list.after.pop_back();
  EXPECT_EQ(trouble(short_list).code, "length_mismatch");
  Areas wrong = villages(3, 1);
  wrong.noise = {0.1, 0.2, 1.2};
  EXPECT_EQ(trouble(wrong).place.argument, "noise");
  EXPECT_EQ(trouble({}).code, "no_areas");
  EXPECT_EQ(trouble(villages(3, 1), {.level = 1.0}).place.argument, "level");
  EXPECT_EQ(trouble(villages(3, 1), {.draws = 5}).place.argument, "draws");
}

}  // namespace
}  // namespace sozialraum::typology
