#include "sozialraum/equity/aggregate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "throws.hpp"

namespace sozialraum::equity {
namespace {

/// Cells as text: area, people, minutes ("-" = no way, "?" = not known).
struct TextCells {
  std::vector<core::AreaId> area;
  std::vector<double> people;
  std::vector<double> minutes;
  std::vector<core::Standing> standing;

  explicit TextCells(const std::string& text = {}) {
    std::istringstream words(text);
    std::uint32_t where = 0;
    double who = 0.0;
    std::string time;
    while (words >> where >> who >> time) add(where, who, time);
  }
  void add(std::uint32_t where, double who, const std::string& time) {
    area.push_back(core::AreaId{where});
    people.push_back(who);
    const bool number = time != "-" && time != "?";
    minutes.push_back(number ? std::stod(time) : std::nan(""));
    standing.push_back(
        number ? core::Standing::kOnNetwork
               : (time == "-" ? core::Standing::kBeyondLimit : core::Standing::kUnknown));
  }
  [[nodiscard]] Cells view() const {
    return {.area = area, .people = people, .minutes = minutes, .standing = standing};
  }
};

/// The bytes of a number, so that NaN equals NaN.
std::uint64_t bits(double value) { return std::bit_cast<std::uint64_t>(value); }

TEST(Aggregate, WeighsByPeopleNotByCells) {
  const TextCells cells("0 30 10   0 10 50");
  const auto result = aggregate(cells.view(), {.areas = 1});
  EXPECT_DOUBLE_EQ(result.areas[0].mean, 20.0);  // (300 + 500) / 40
  EXPECT_EQ(result.areas[0].median, 10.0);
  EXPECT_EQ(result.areas[0].mean_standing, core::Standing::kOnNetwork);
}

// The weighted medians of the documentation of esda.
TEST(Aggregate, TakesTheMedianAsEsdaDoes) {
  const TextCells one("0 10 5  0 22 4  0 9 3  0 2 1  0 5 2");
  EXPECT_EQ(aggregate(one.view(), {.areas = 1}).areas[0].median, 4.0);
  const TextCells two("0 10 5  0 14 4  0 17 3  0 2 1  0 5 2");
  EXPECT_EQ(aggregate(two.view(), {.areas = 1}).areas[0].median, 3.5);
}

TEST(Aggregate, CountsWhoIsWithinBeyondAndUnknown) {
  const TextCells cells("0 50 10  0 30 30  0 15 31  0 5 -  0 7 ?");
  const auto result =
      aggregate(cells.view(), {.areas = 1, .limits = {core::Minutes{15}, core::Minutes{30}}});
  const Coverage& at15 = result.areas[0].coverage[0];
  EXPECT_EQ(at15.within, 50.0);
  EXPECT_EQ(at15.beyond, 50.0);
  EXPECT_EQ(at15.unknown, 7.0);
  EXPECT_EQ(at15.share, 0.5);
  EXPECT_EQ(result.areas[0].coverage[1].share, 0.8);
  EXPECT_EQ(result.areas[0].people_unreachable, 5.0);
  EXPECT_EQ(result.findings.size(), 2U);
}

TEST(Aggregate, ListsWhoIsOutsideAndWhy) {
  const TextCells cells("1 50 40  0 30 -  0 15 10  0 0 99  1 7 ?");
  const auto result = aggregate(cells.view(), {.areas = 2, .limits = {core::Minutes{30}}});
  ASSERT_EQ(result.outside.size(), 3U);
  EXPECT_EQ(result.outside[0].cell, 1U);
  EXPECT_EQ(result.outside[0].standing, core::Standing::kBeyondLimit);
  EXPECT_EQ(result.outside[1].cell, 0U);
  EXPECT_EQ(result.outside[1].minutes, 40.0);
  EXPECT_EQ(result.outside[1].people, 50.0);
  EXPECT_EQ(result.outside[2].standing, core::Standing::kUnknown);
}

TEST(Aggregate, CallsTheMedianPersonUnreachableIfHalfHaveNoWay) {
  const TextCells most("0 10 5  0 11 -");
  EXPECT_EQ(aggregate(most.view(), {.areas = 1}).areas[0].median_standing,
            core::Standing::kBeyondLimit);
  EXPECT_EQ(aggregate(most.view(), {.areas = 1}).areas[0].mean, 5.0);
  const TextCells half("0 10 5  0 10 -");
  EXPECT_EQ(aggregate(half.view(), {.areas = 1}).areas[0].median_standing,
            core::Standing::kBeyondLimit);
  const TextCells fewer("0 10 5  0 9 -");
  EXPECT_EQ(aggregate(fewer.view(), {.areas = 1}).areas[0].median, 5.0);
  const TextCells nobody("0 10 -");
  EXPECT_EQ(aggregate(nobody.view(), {.areas = 1}).areas[0].mean_standing,
            core::Standing::kBeyondLimit);
}

TEST(Aggregate, KnowsNothingOfAnAreaWithoutPeople) {
  const TextCells cells("0 0 10  2 5 ?");
  const auto result = aggregate(cells.view(), {.areas = 3, .limits = {core::Minutes{10}}});
  for (const AreaMinutes& area : result.areas) {
    EXPECT_EQ(area.mean_standing, core::Standing::kUnknown);
    EXPECT_EQ(area.median_standing, core::Standing::kUnknown);
    EXPECT_TRUE(std::isnan(area.mean));
    EXPECT_TRUE(std::isnan(area.coverage[0].share));
  }
  EXPECT_EQ(result.areas[2].people_unknown, 5.0);
  EXPECT_TRUE(aggregate(TextCells().view(), {}).areas.empty());
}

TEST(Aggregate, LosesNobodyAndDoesNotDependOnTheOrderOfRows) {
  std::mt19937 dice(3);
  for (int round = 0; round < 30; ++round) {
    std::vector<std::string> rows;
    double people = 0.0;
    for (int i = 0; i < 60; ++i) {
      const auto kind = dice() % 8;
      const auto who = dice() % 9;
      people += static_cast<double>(who);
      rows.push_back(std::to_string(dice() % 4) + " " + std::to_string(who) + " " +
                     (kind == 0   ? "-"
                      : kind == 1 ? "?"
                                  : std::to_string(0.1 * static_cast<double>(dice() % 600))));
    }
    const auto run = [&rows] {
      std::string text;
      for (const std::string& row : rows) text += row + "\n";
      return aggregate(TextCells(text).view(),
                       {.areas = 4, .limits = {core::Minutes{9}, core::Minutes{30}}});
    };
    const Aggregate first = run();
    std::shuffle(rows.begin(), rows.end(), dice);
    const Aggregate second = run();
    double counted = 0.0;
    for (std::size_t a = 0; a < 4; ++a) {
      EXPECT_EQ(bits(first.areas[a].mean), bits(second.areas[a].mean));
      EXPECT_EQ(bits(first.areas[a].median), bits(second.areas[a].median));
      const Coverage& coverage = first.areas[a].coverage[1];
      counted += coverage.within + coverage.beyond + coverage.unknown;
      EXPECT_LE(first.areas[a].coverage[0].within, coverage.within);
    }
    EXPECT_EQ(counted, people);
    EXPECT_EQ(first.all.mean, second.all.mean);
  }
}

TEST(Aggregate, RefusesWhatCannotBe) {
  const auto argument = [](const TextCells& cells, const AggregateOptions& options) {
    return test::finding_of([&] { (void)aggregate(cells.view(), options); }).place.argument;
  };
  EXPECT_EQ(argument(TextCells("3 1 1"), {.areas = 3}), "area");
  EXPECT_EQ(argument(TextCells("0 -1 1"), {.areas = 1}), "people");
  EXPECT_EQ(argument(TextCells("0 1 -1"), {.areas = 1}), "minutes");
  EXPECT_EQ(argument(TextCells(), {.limits = {core::Minutes{5}, core::Minutes{5}}}), "limits");
  TextCells shorter("0 1 1");
  shorter.people.clear();
  EXPECT_EQ(argument(shorter, {.areas = 1}), "people");
}

}  // namespace
}  // namespace sozialraum::equity
