#include "sozialraum/composite/normalise.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>

#include "throws.hpp"

namespace sozialraum::composite {
namespace {

const double kNan = std::nan("");

TEST(MinMax, PlacesValuesBetweenGoalpostsAndCutsNothing) {
  const std::vector<double> values{10, 20, kNan, 40};
  const Goalposts posts = goalposts_of(values);
  EXPECT_EQ(posts.low, 10);
  EXPECT_EQ(posts.high, 40);
  EXPECT_DOUBLE_EQ(min_max(values, posts)[1], 1.0 / 3.0);
  EXPECT_TRUE(std::isnan(min_max(values, posts)[2]));
  EXPECT_EQ(min_max(values, {.low = 20, .high = 30})[3], 2.0);  // beyond a frozen goalpost
}

TEST(MinMax, RefusesGoalpostsWithoutDistance) {
  const auto argument = [](auto&& work) { return test::finding_of(work).place.argument; };
  EXPECT_EQ(argument([] { static_cast<void>(goalposts_of(std::vector<double>{3, 3})); }), "values");
  EXPECT_EQ(argument([] { static_cast<void>(goalposts_of({})); }), "values");
  EXPECT_EQ(argument([] { static_cast<void>(min_max({}, {.low = 1, .high = 1})); }), "goalposts");
}

TEST(Ranks, GiveTheLargestTheFirstAndTiesTheSame) {
  const std::vector<double> found = ranks(std::vector<double>{5, 9, 5, kNan, 1});
  EXPECT_EQ(found[0], 2);
  EXPECT_EQ(found[1], 1);
  EXPECT_EQ(found[2], 2);
  EXPECT_TRUE(std::isnan(found[3]));
  EXPECT_EQ(found[4], 4);
  EXPECT_TRUE(ranks({}).empty());
}

// Values of the transformation at R = 0.1, 0.5, 0.9 and 1, of ten areas; independent recomputation.
TEST(RankExponential, StretchesTheMostDeprivedTenth) {
  const auto scores = rank_exponential(std::vector<double>{10, 6, 2, 1, kNan}, 10);
  EXPECT_NEAR(scores[0], 2.3902597, 5e-8);
  EXPECT_NEAR(scores[1], 15.64679, 5e-6);
  EXPECT_NEAR(scores[2], 50.426654, 5e-7);
  EXPECT_NEAR(scores[3], 100, 1e-12);
  EXPECT_TRUE(std::isnan(scores[4]));
  EXPECT_EQ(test::finding_of([] {
              static_cast<void>(rank_exponential(std::vector<double>{0}, 10));
            }).place.argument,
            "ranks");
}

// The English Indices of Deprivation 2019 (Open Government Licence): 99.7 % of the published
// overall ranks follow from the seven published domain ranks, the rest are at most 2 off, since the
// domain ranks are rounded scores.
TEST(RankExponential, GivesTheEnglishIndexOfDeprivation2019) {
  std::ifstream file(std::string(SOZIALRAUM_DATA_DIR) +
                     "/uk_imd/imd2019_england_lsoa11_ranks_deciles.csv");
  std::string line;
  std::getline(file, line);
  std::vector<double> published;
  std::array<std::vector<double>, 7> domains;
  while (std::getline(file, line)) {
    std::istringstream words(line);
    std::string cell;
    std::vector<double> cells;
    std::getline(words, cell, ',');
    while (std::getline(words, cell, ',')) cells.push_back(std::stod(cell));
    published.push_back(cells.at(8));
    for (std::size_t k = 0; k < 7; ++k) domains[k].push_back(cells.at(9 + k));
  }
  ASSERT_EQ(published.size(), 32844U);
  // income, employment, education, health, crime, housing, environment
  const std::array<double, 7> weights{.225, .225, .135, .135, .093, .093, .093};
  std::vector<double> score(published.size());
  for (std::size_t k = 0; k < 7; ++k) {
    const auto e = rank_exponential(domains[k], static_cast<double>(published.size()));
    for (std::size_t i = 0; i < score.size(); ++i) score[i] += weights[k] * e[i];
  }
  const auto found = ranks(score);
  std::size_t exact = 0;
  double largest = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const double difference = std::abs(found[i] - published[i]);
    if (difference == 0) ++exact;
    largest = std::max(largest, difference);
  }
  EXPECT_NEAR(static_cast<double>(exact) / 32844.0, .997, 5e-4);
  EXPECT_LE(largest, 2);
}

}  // namespace
}  // namespace sozialraum::composite
