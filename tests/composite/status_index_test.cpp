#include "sozialraum/composite/status_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "throws.hpp"

namespace sozialraum::composite {
namespace {

const double kNan = std::nan("");

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream words(line);
  for (std::string cell; std::getline(words, cell, ',');) cells.push_back(cell);
  return cells;
}

/// Rows of a file of data/berlin_mss, without the head, by area code.
std::map<std::string, std::vector<std::string>> rows(int year, const std::string& what) {
  std::ifstream file(std::string(SOZIALRAUM_DATA_DIR) + "/berlin_mss/mss_" + std::to_string(year) +
                     "_" + what + ".csv");
  std::map<std::string, std::vector<std::string>> result;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto cells = split(line);
    result[cells.at(0)] = cells;
  }
  return result;
}

/// One edition of the Berlin monitoring: shares, changes, and the published classes.
struct Edition {
  std::vector<std::string> areas{};
  std::vector<std::vector<double>> shares = std::vector<std::vector<double>>(4);
  std::vector<std::vector<double>> changes = std::vector<std::vector<double>>(4);
  std::vector<bool> included{};
  std::vector<std::string> status{};    // "1".."4", "0" = left out
  std::vector<std::string> dynamics{};  // "+", "+/-", "-", "0"
};

Edition edition(int year) {
  Edition result;
  const auto indicators = rows(year, "indicators");
  for (const auto& [area, published] : rows(year, "index")) {
    const auto& cells = indicators.at(area);
    result.areas.push_back(area);
    for (std::size_t k = 0; k < 4; ++k) {
      result.shares[k].push_back(std::stod(cells.at(2 + k)));
      result.changes[k].push_back(std::stod(cells.at(6 + k)));
    }
    result.status.push_back(published.at(2));
    result.dynamics.push_back(published.at(3));
    result.included.push_back(published.at(2) != "0");
  }
  return result;
}

std::vector<Share> named(const std::vector<std::vector<double>>& columns) {
  std::vector<Share> shares;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    shares.push_back({.name = std::to_string(k + 1), .values = columns[k]});
  }
  return shares;
}

/// How many areas of each class the official report counts.
struct Official {
  int year;
  std::size_t areas;
  std::vector<long> status;
  std::vector<long> dynamics;
};

class BerlinMonitoring : public ::testing::TestWithParam<Official> {};

template <class Class>
std::vector<long> counts(const std::vector<std::optional<Class>>& classes, std::size_t kinds) {
  std::vector<long> result(kinds);
  for (const auto& c : classes) {
    if (c) ++result[static_cast<std::size_t>(*c)];
  }
  return result;
}

// Senatsverwaltung fuer Stadtentwicklung Berlin, Monitoring Soziale Stadtentwicklung: every class.
TEST_P(BerlinMonitoring, EveryPublishedClassIsReproduced) {
  const Edition berlin = edition(GetParam().year);
  ASSERT_EQ(
      static_cast<std::size_t>(std::count(berlin.included.begin(), berlin.included.end(), true)),
      GetParam().areas);
  const StatusIndexOptions options{.included = berlin.included, .areas = berlin.areas};
  const StatusIndex status = status_index(named(berlin.shares), options);
  const DynamicsIndex dynamics = dynamics_index(named(berlin.changes), options);
  const std::map<std::string, Dynamics> signs{
      {"+", Dynamics::kPositive}, {"+/-", Dynamics::kStable}, {"-", Dynamics::kNegative}};
  for (std::size_t i = 0; i < berlin.areas.size(); ++i) {
    ASSERT_EQ(status.status[i].has_value(), berlin.included[i]);
    if (!berlin.included[i]) continue;
    EXPECT_EQ(static_cast<int>(*status.status[i]) + 1, std::stoi(berlin.status[i]))
        << berlin.areas[i];
    EXPECT_EQ(*dynamics.dynamics[i], signs.at(berlin.dynamics[i])) << berlin.areas[i];
  }
  EXPECT_EQ(counts(status.status, 4), GetParam().status);
  EXPECT_EQ(counts(dynamics.dynamics, 3), GetParam().dynamics);
  EXPECT_TRUE(status.findings.empty());
}

INSTANTIATE_TEST_SUITE_P(Editions, BerlinMonitoring,
                         ::testing::Values(Official{2013, 434, {80, 264, 52, 38}, {54, 330, 50}},
                                           Official{2015, 435, {78, 270, 49, 38}, {48, 350, 37}},
                                           Official{2017, 436, {75, 278, 41, 42}, {49, 339, 48}}),
                         [](const auto& edition_of) {
                           return std::to_string(edition_of.param.year);
                         });

// z, sum and index of the first Planungsraum as published; the columns named z_d1 and z_d2 of the
// file of z values hold the sum and the index.
TEST(StatusIndex, OfStuelerstrasse2013) {
  const Edition berlin = edition(2013);
  ASSERT_EQ(berlin.areas[0], "01011101");
  const StatusIndex index = status_index(named(berlin.shares), {.included = berlin.included});
  const double z[]{-.45283, -.37103, -.57040, -.50935};
  for (std::size_t k = 0; k < 4; ++k) EXPECT_NEAR(index.z[k][0], z[k], 1e-5);  // rounded shares
  EXPECT_NEAR(index.sum[0], -1.90361, 5e-6);
  EXPECT_NEAR(index.index[0], -.49038, 5e-6);
  EXPECT_EQ(index.status[0], Status::kMiddle);
}

TEST(StatusIndex, AgreesWithAllPublishedIndexValues) {
  for (const int year : {2013, 2015, 2017}) {
    const Edition berlin = edition(year);
    const StatusIndex index = status_index(named(berlin.shares), {.included = berlin.included});
    const auto published = rows(year, "zvalues");
    for (std::size_t i = 0; i < berlin.areas.size(); ++i) {
      // 2015: one row of the file is empty; its class is published in the index file only.
      const auto row = published.find(berlin.areas[i]);
      if (!berlin.included[i] || row == published.end() || row->second.at(7).empty()) continue;
      EXPECT_NEAR(index.index[i], std::stod(row->second.at(7)), 2e-5) << year << berlin.areas[i];
    }
  }
}

TEST(StatusIndex, DoesNotCareAboutTheOrderOfAreas) {
  const Edition berlin = edition(2017);
  const StatusIndex expected = status_index(named(berlin.shares), {.included = berlin.included});
  std::vector<std::size_t> order(berlin.areas.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::mt19937 dice(5);
  std::shuffle(order.begin(), order.end(), dice);
  Edition shuffled;
  for (const std::size_t i : order) {
    for (std::size_t k = 0; k < 4; ++k) shuffled.shares[k].push_back(berlin.shares[k][i]);
    shuffled.included.push_back(berlin.included[i]);
  }
  const StatusIndex result = status_index(named(shuffled.shares), {.included = shuffled.included});
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (berlin.included[order[i]]) {
      EXPECT_EQ(result.index[i], expected.index[order[i]]);
    }
  }
}

TEST(StatusIndex, CutsAtOneAndOneAndAHalf) {
  EXPECT_EQ(status_of(-1.0000001), Status::kHigh);
  EXPECT_EQ(status_of(-1.0), Status::kMiddle);
  EXPECT_EQ(status_of(1.0), Status::kMiddle);
  EXPECT_EQ(status_of(1.5), Status::kLow);
  EXPECT_EQ(status_of(1.5000001), Status::kVeryLow);
  EXPECT_EQ(dynamics_of(-1.0), Dynamics::kStable);
  EXPECT_EQ(dynamics_of(-1.1), Dynamics::kPositive);
  EXPECT_EQ(dynamics_of(1.1), Dynamics::kNegative);
}

TEST(StatusIndex, OverlaysStatusAndDynamicsInTwelveClasses) {
  EXPECT_EQ(overlay_class(Status::kHigh, Dynamics::kPositive), 0);
  EXPECT_EQ(overlay_class(Status::kVeryLow, Dynamics::kNegative), 11);
  EXPECT_EQ(overlay_label(overlay_class(Status::kLow, Dynamics::kStable)), "3+/-");
  EXPECT_EQ(label_de(Status::kVeryLow), "sehr niedrig");
  EXPECT_EQ(label_de(Dynamics::kStable), "stabil");
}

TEST(StatusIndex, AnAreaThatLacksAShareIsNotScoredAndMovesNoOther) {
  const std::vector<double> poor{1, 2, 3, 100};
  const std::vector<double> jobless{3, 1, 5, kNan};
  const std::vector<std::string> areas{"a", "b", "c", "d"};
  const StatusIndex with =
      status_index(std::vector<Share>{{"poor", poor}, {"jobless", jobless}}, {.areas = areas});
  EXPECT_FALSE(with.status[3].has_value());
  EXPECT_TRUE(std::isnan(with.z[0][3]));
  ASSERT_EQ(with.findings.size(), 1U);
  EXPECT_EQ(with.findings[0].areas, std::vector<std::string>{"d"});
  const StatusIndex without = status_index(std::vector<Share>{
      {"poor", std::span(poor).first(3)}, {"jobless", std::span(jobless).first(3)}});
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(with.index[i], without.index[i]);
}

TEST(StatusIndex, SaysThatAreasWithoutDifferenceHaveNoIndex) {
  const std::vector<double> same{2, 2};
  const StatusIndex index = status_index(std::vector<Share>{{"poor", same}});
  EXPECT_EQ(index.findings.at(0).code, "constant_column");
  EXPECT_FALSE(index.status[0].has_value());
  EXPECT_TRUE(status_index(std::vector<Share>{{"poor", {}}}).index.empty());
}

TEST(StatusIndex, RefusesNoSharesAndUnequalLengths) {
  const std::vector<double> two{1, 2};
  const std::vector<double> one{1};
  const auto argument = [](const std::vector<Share>& shares, const StatusIndexOptions& options) {
    return test::finding_of([&] { static_cast<void>(status_index(shares, options)); })
        .place.argument;
  };
  EXPECT_EQ(argument({}, {}), "shares");
  EXPECT_EQ(argument({{"a", two}, {"b", one}}, {}), "shares");
  EXPECT_EQ(argument({{"a", two}}, {.included = {true}}), "included");
}

TEST(StatusIndex, TellsWhyThereIsNoIndex) {
  using enum core::CellState;
  const std::vector<double> poor{1, std::nan(""), 3, 5, 9};
  const std::vector<core::CellState> states{kProvisional, kSecret, kReported, kReported, kReported};
  const std::vector<Share> shares{{.name = "poor", .values = {poor, states}}};
  EXPECT_EQ(status_index(shares, {.included = {true, true, true, true, false}}).states,
            (std::vector{kProvisional, kSecret, kReported, kReported, kUndefined}));
}

}  // namespace
}  // namespace sozialraum::composite
