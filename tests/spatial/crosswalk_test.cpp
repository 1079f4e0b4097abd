#include "sozialraum/spatial/crosswalk.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "throws.hpp"

namespace sozialraum::spatial {
namespace {

using core::CellState;

// A and B merge; a part of C becomes D; E stays.
Crosswalk reform() {
  return {{{"A", "AB"}, {"B", "AB"}, {"C", "C", 0.75}, {"C", "D", 0.25}, {"E", "E"}},
          "2019 to 2024, by people"};
}

TEST(Crosswalk, CountsAdd) {
  const std::vector<double> people{100, 50, 400, 7};
  const Carried now = carry_counts(reform(), people);
  EXPECT_EQ(now.value, (std::vector<double>{150, 300, 100, 7}));
  EXPECT_EQ(std::accumulate(now.value.begin(), now.value.end(), 0.0), 557.0);
  EXPECT_EQ(now.states, (std::vector{CellState::kReported, CellState::kEstimated,
                                     CellState::kEstimated, CellState::kReported}));
  ASSERT_EQ(now.findings.size(), 1U);
  EXPECT_EQ(now.findings[0].code, "split_counts");
  EXPECT_EQ(now.findings[0].areas, (std::vector<std::string>{"C", "D"}));
}

TEST(Crosswalk, DensitiesDoNotAdd) {
  // 10 a km² on 1 km² and 40 a km² on 2 km²: 90 persons on 3 km²
  const std::vector<double> density{10, 40, 8, 5};
  const std::vector<double> land{1, 2, 4, 0};
  const Carried now = carry_means(reform(), density, land);
  EXPECT_EQ(now.value[0], 30.0);
  EXPECT_EQ(now.value[1], 8.0);
  EXPECT_EQ(now.value[2], 8.0);
  EXPECT_EQ(now.states[3], CellState::kUndefined);
}

TEST(Crosswalk, MarksWhatIsAnotherPlaceNow) {
  EXPECT_EQ(reform().breaks(), (std::vector<std::uint8_t>{1, 1, 1, 0}));
}

TEST(Crosswalk, ASecretPartMakesTheNewAreaSecretAndNoOther) {
  const std::vector<double> people{100, std::nan(""), 400, 0};
  const std::vector<CellState> states{CellState::kReported, CellState::kSecret,
                                      CellState::kReported, CellState::kNothing};
  const Carried now = carry_counts(reform(), {people, states});
  EXPECT_EQ(now.states[0], CellState::kSecret);
  EXPECT_TRUE(std::isnan(now.value[0]));
  EXPECT_EQ(now.value[1], 300.0);
  EXPECT_EQ(now.states[3], CellState::kNothing);
}

TEST(Crosswalk, TwoReformsAreOne) {
  const Crosswalk later({{"AB", "X"}, {"C", "X", 0.5}, {"C", "C", 0.5}, {"D", "D"}, {"E", "E"}},
                        "2024 to 2025");
  const Crosswalk both = reform().then(later);
  const std::vector<double> people{100, 50, 400, 7};
  const Carried once = carry_counts(both, people);
  const Carried twice = carry_counts(later, carry_counts(reform(), people).value);
  EXPECT_EQ(std::vector<std::string>(both.to().begin(), both.to().end()),
            std::vector<std::string>(later.to().begin(), later.to().end()));
  EXPECT_EQ(once.value, twice.value);  // 300, 150, 100, 7
  EXPECT_EQ(once.value[0], 300.0);
  EXPECT_EQ(both.version(), "2019 to 2024, by people; 2024 to 2025");
}

TEST(Crosswalk, RefusesTablesThatLoseOrDoubleSomething) {
  using test::finding_of;
  const auto made = [](std::vector<Passage> passages) {
    return [passages] { const Crosswalk crosswalk(passages, "v"); };
  };
  const core::Finding lost = finding_of(made({{"A", "X", 0.5}, {"A", "Y", 0.4}}));
  EXPECT_EQ(lost.code, "weights_do_not_add_up");
  EXPECT_EQ(lost.areas, std::vector<std::string>{"A"});
  EXPECT_EQ(finding_of(made({{"A", "X", 0.5}, {"A", "X", 0.5}})).code, "duplicate_passage");
  EXPECT_EQ(finding_of(made({{"A", "X", 1.5}})).place.argument, "weight");
  EXPECT_EQ(finding_of([] {
              const Crosswalk none({{"AB", "X"}}, "v");
              static_cast<void>(reform().then(none));
            }).code,
            "unknown_area");
  const std::vector<double> few{1};
  EXPECT_EQ(finding_of([&] { static_cast<void>(carry_counts(reform(), few)); }).code,
            "length_mismatch");
  const std::vector<double> four{1, 1, 1, 1};
  const std::vector<double> negative{1, 1, -1, 1};
  EXPECT_EQ(finding_of([&] { static_cast<void>(carry_means(reform(), four, negative)); }).code,
            "negative_base");
}

}  // namespace
}  // namespace sozialraum::spatial
