#include "sozialraum/spatial/degurba.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "throws.hpp"

namespace sozialraum::spatial {
namespace {

/// Squares drawn as text, north on top; a letter stands for so many people, '.' for no square.
struct Land {
  std::vector<std::int32_t> column{};
  std::vector<std::int32_t> row{};
  std::vector<double> people{};

  Land(const std::vector<std::string>& lines, const std::map<char, double>& key) {
    for (std::size_t y = 0; y < lines.size(); ++y) {
      for (std::size_t x = 0; x < lines[y].size(); ++x) {
        if (lines[y][x] == '.') continue;
        column.push_back(static_cast<std::int32_t>(4300 + x));
        row.push_back(static_cast<std::int32_t>(3200 - y));
        people.push_back(key.at(lines[y][x]));
      }
    }
  }

  [[nodiscard]] PeopledSquares view() const {
    return {.column = column, .row = row, .people = people};
  }
};

/// The classes as text, two digits a square.
std::vector<std::string> drawn(const Land& land, const std::vector<std::string>& lines) {
  const SettlementSquares found = degurba(land.view());
  std::vector<std::string> result;
  std::size_t i = 0;
  for (const std::string& line : lines) {
    std::string text;
    for (const char letter : line) {
      text += ' ';
      text += letter == '.' ? "--" : std::to_string(static_cast<int>(found.kind[i++]));
    }
    result.push_back(text);
  }
  return result;
}

using Lines = std::vector<std::string>;

TEST(Degurba, TellsVillagesFromLowAndVeryLow) {
  // v: 300 people; two that touch by a corner are a village of 600, one alone is none.
  const Lines lines{"v...v", ".v...", "...lo"};
  const Land land(lines, {{'v', 300}, {'l', 50}, {'o', 49}});
  EXPECT_EQ(drawn(land, lines), (Lines{" 13 -- -- -- 12", " -- 13 -- -- --", " -- -- -- 12 11"}));
  const SettlementSquares found = degurba(land.view());
  EXPECT_EQ(found.settlement, (std::vector<std::size_t>{1, 0, 1, 0, 0}));
  EXPECT_EQ(found.people, (std::vector<double>{600, 0, 600, 0, 0}));
  EXPECT_EQ(found.level1, (std::vector<std::uint8_t>{1, 1, 1, 1, 1}));
}

TEST(Degurba, FillsTheHolesOfACityAndSmoothsItsEdge) {
  // Eight squares of 7,000 around one of 10: a city of 56,000. The square inside is its hole; 's'
  // has three of its neighbours and stays outside.
  const Lines lines{".s...", "CCC..", "CoC..", "CCC.."};
  const Land land(lines, {{'C', 7000}, {'o', 10}, {'s', 20}});
  EXPECT_EQ(drawn(land, lines),
            (Lines{" -- 11 -- -- --", " 30 30 30 -- --", " 30 30 30 -- --", " 30 30 30 -- --"}));
  // Five of the eight neighbours of 'x' are of the city, so it is, too; then 'y' has five as well.
  const Lines bay{"CCCC", "CxyC", "C..C", "CCCC"};
  const Land edge(bay, {{'C', 7000}, {'x', 1}, {'y', 2}});
  const SettlementSquares found = degurba(edge.view());
  EXPECT_TRUE(std::ranges::all_of(found.level1, [](auto level) { return level == 3; }));
}

TEST(Degurba, SmoothsUntilNothingChanges) {
  // 'a' has five neighbours of the city (three below, both sides); 'b' has three below, and gets
  // 'a' as a fourth only: it stays outside.
  const Lines lines{"C.....C", "CCaCbCC", "CCCCCCC"};
  const Land land(lines, {{'C', 5000}, {'a', 1}, {'b', 1}});
  EXPECT_EQ(drawn(land, lines)[1], " 30 30 30 30 30 30 30");
  const Lines open{"CCab.", "CCCCC"};
  const Land rim(open, {{'C', 9000}, {'a', 1}, {'b', 1}});
  // 'a': west, and three below: four. Nobody joins.
  EXPECT_EQ(drawn(rim, open)[0], " 30 30 11 11 --");
}

TEST(Degurba, KeepsALargeHole) {
  Lines lines(6, "CCCCCC");
  for (std::size_t y = 1; y < 5; ++y) lines[y] = "C....C";
  lines[2][2] = 'o';  // a hole of 16 squares
  const Land land(lines, {{'C', 3000}, {'o', 10}});
  EXPECT_EQ(drawn(land, lines)[2], " 30 -- 11 -- -- 30");
  lines[1] = "CC...C";  // now of 15, and still not below 15
  EXPECT_EQ(drawn(Land(lines, {{'C', 3000}, {'o', 10}}), lines)[2], " 30 -- 11 -- -- 30");
  lines[1] = "CCC..C";  // 14
  EXPECT_EQ(drawn(Land(lines, {{'C', 3000}, {'o', 10}}), lines)[2], " 30 -- 30 -- -- 30");
}

TEST(Degurba, TellsTownsFromWhatLiesAroundThem) {
  // D: a dense town of 6,000. u: its suburbs. S: 2,700 people in three squares of 900, three
  // squares away: a semi-dense town; T the same two squares away: a suburb.
  const Lines lines{"TTTu.DDDuuuSSS"};
  const Land land(lines, {{'D', 2000}, {'u', 300}, {'S', 900}, {'T', 900}});
  EXPECT_EQ(drawn(land, {lines}),
            (Lines{" 13 13 13 13 -- 23 23 23 21 21 21 22 22 22"}));  // T and u: 3,000, a village
  const Lines joined{"TTTuDDDuuuSSS"};
  EXPECT_EQ(drawn(Land(joined, {{'D', 2000}, {'u', 300}, {'S', 900}, {'T', 900}}), joined),
            (Lines{" 21 21 21 21 23 23 23 21 21 21 22 22 22"}));
  const SettlementSquares found = degurba(land.view());
  EXPECT_EQ(found.level1.front(), 1);
  EXPECT_EQ(found.level1.back(), 2);
  EXPECT_EQ(found.people.back(), 2700);
}

TEST(Degurba, MeasuresDensityOnLand) {
  const std::vector<std::int32_t> at{0, 9};
  const std::vector<std::int32_t> row{0, 0};
  const std::vector<double> people{40, 40};
  const std::vector<double> land{1.0, 0.5};
  const SettlementSquares found =
      degurba({.column = at, .row = row, .people = people, .land = land});
  EXPECT_EQ(found.kind[0], SettlementClass::kVeryLow);
  EXPECT_EQ(found.kind[1], SettlementClass::kLow);
}

TEST(Degurba, DoesNotAskForTheOrderOfSquares) {
  const Lines lines{"TTTu.DDDuuuSSS", "v...v...l...oo", ".v............"};
  const Land land(
      lines, {{'D', 2000}, {'u', 300}, {'S', 900}, {'T', 900}, {'v', 300}, {'l', 70}, {'o', 3}});
  Land turned = land;
  std::ranges::reverse(turned.column);
  std::ranges::reverse(turned.row);
  std::ranges::reverse(turned.people);
  const SettlementSquares one = degurba(land.view());
  SettlementSquares two = degurba(turned.view());
  std::ranges::reverse(two.kind);
  std::ranges::reverse(two.settlement);
  std::ranges::reverse(two.people);
  EXPECT_EQ(one.kind, two.kind);
  EXPECT_EQ(one.settlement, two.settlement);
  EXPECT_EQ(one.people, two.people);
}

TEST(Degurba, DescribesTheSettlementsOfAnArea) {
  // Two villages of 600 and 1,200, and 200 people elsewhere, in the first area; nobody in the last.
  const Lines lines{"v....VV", ".v.....", "...l..."};
  const Land land(lines, {{'v', 300}, {'V', 600}, {'l', 200}});
  const std::vector<std::size_t> of(land.people.size(), 0);
  const SettlementShares shares = settlement_shares(degurba(land.view()), land.view(), of, 2);
  EXPECT_DOUBLE_EQ(shares.people[0], 2000);
  EXPECT_DOUBLE_EQ(shares.village[0], 0.9);
  EXPECT_DOUBLE_EQ(shares.low[0], 0.1);
  EXPECT_DOUBLE_EQ(shares.city[0], 0.0);
  EXPECT_EQ(shares.settlements[0], 2U);
  EXPECT_DOUBLE_EQ(shares.largest[0], 0.6);
  EXPECT_EQ(shares.degree[0], 3);
  EXPECT_TRUE(std::isnan(shares.village[1]));
  EXPECT_EQ(shares.degree[1], 0);
}

TEST(Degurba, RefusesWhatIsNoGrid) {
  const auto finding = [](const PeopledSquares& squares) {
    return test::finding_of([&] { static_cast<void>(degurba(squares)); });
  };
  const std::vector<std::int32_t> same{5, 5};
  const std::vector<std::int32_t> far{0, 2'000'000'000};
  const std::vector<double> people{1, 2};
  const std::vector<double> less{1, -2};
  EXPECT_EQ(finding({.column = same, .row = same, .people = people}).code, "duplicate_key");
  EXPECT_EQ(finding({.column = far, .row = far, .people = people}).code, "grid_too_large");
  EXPECT_EQ(finding({.column = far, .row = same, .people = less}).code, "negative_count");
  EXPECT_EQ(finding({.column = same, .row = {}, .people = people}).place.argument, "row");
  EXPECT_TRUE(degurba({}).kind.empty());
}

}  // namespace
}  // namespace sozialraum::spatial
