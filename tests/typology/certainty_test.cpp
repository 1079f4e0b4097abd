#include "sozialraum/typology/certainty.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <thread>

#include "sozialraum/typology/kmeans.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kAllAlike = std::numeric_limits<double>::infinity();

Clustering left_and_right(const test::OwnPoints& points) {
  return describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 0, 1, 1}, 2);
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

TEST(Certainty, IsFullForExactNumbersInFarGroups) {
  const auto points = test::villages();
  const auto result =
      certainty(points.view(), left_and_right(points), std::vector<double>(10, 0.0), {.draws = 50});
  EXPECT_EQ(result.assignment, std::vector<double>(5, 1.0));
  EXPECT_EQ(result.refit, std::vector<double>(5, 1.0));
  EXPECT_EQ(result.recurrence, std::vector<double>(2, 1.0));
  EXPECT_EQ(result.lost, std::vector<double>(2, 0.0));
  EXPECT_EQ(result.refit_probability, (std::vector<double>{1, 0, 1, 0, 1, 0, 0, 1, 0, 1}));
  EXPECT_TRUE(result.findings.empty());
}

TEST(Certainty, OfAssignmentIsTheNormalProbabilityOfTheOwnSideOfTheBorder) {
  // Centres 0 and 10 on a line: the border is at 5. Cham at 4 with error 1 stays left with
  // probability Phi(1) = 0.84134; 100,000 draws have a standard error of 0.00116.
  const auto points = test::points("Au -4\nCham 4\nDorf 10\n");
  const auto clustering = describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 1}, 2);
  const auto result = certainty(points.view(), clustering, std::vector<double>{0.0, 1.0, 0.0},
                                {.draws = 100000, .starts = 0});
  EXPECT_NEAR(result.assignment[1], 0.841345, 4 * 0.00116);
  EXPECT_DOUBLE_EQ(result.assignment_probability[2] + result.assignment_probability[3], 1.0);
  EXPECT_TRUE(result.refit.empty());
  EXPECT_EQ(result.starts, 0U);
}

TEST(Certainty, WeighsTheIndicatorsByGammaWeightsOfTheGivenShape) {
  // Centres (0, 0) and (1, 1). Cham at (0, 0.75) is nearer to the first while the first indicator's
  // 1 weighs more than the second's 0.5: g1 > g2 / 2, that is g1 / (g1 + g2) > 1/3. With shape 4
  // the ratio is Beta(4, 4): 1 - (280 + 84 + 14 + 1) / 2187 = 0.82670. With shape 1/2 it would be
  // Beta(1/2, 1/2), 1 - 2/pi asin(sqrt(1/3)) = 0.60817.
  const auto points = test::points("Au 0 0\nCham 0 0.75\nDorf 1 1\n");
  Clustering clustering = describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 1}, 2);
  clustering.centres = {0.0, 0.0, 1.0, 1.0};
  const std::vector<double> exact(6, 0.0);
  const auto four = certainty(points.view(), clustering, exact, {.draws = 40000, .starts = 0});
  EXPECT_NEAR(four.assignment[1], 1.0 - 379.0 / 2187.0, 0.008);
  const auto half = certainty(points.view(), clustering, exact,
                              {.draws = 40000, .starts = 0, .weight_shape = 0.5});
  EXPECT_NEAR(half.assignment[1], 0.60817, 0.01);
  const auto none = certainty(points.view(), clustering, exact,
                              {.draws = 100, .starts = 0, .weight_shape = kAllAlike});
  EXPECT_EQ(none.assignment[1], 1.0);
}

TEST(Certainty, OfARefitIsOfTheTypesToo) {
  // A square. Its centres on the left and on the right hold every area whatever the indicators
  // weigh. A refit divides it by the heavier indicator: half of the time into above and below,
  // where the best matching keeps two of the four areas. (1 + 1/2) / 2 = 0.75; a type that shares
  // one of three areas with its partner is lost.
  const auto points = test::points("Au 0 0\nBerg 0 1\nCham 1 0\nDorf 1 1\n");
  const auto clustering =
      describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 1, 1}, 2);
  const auto result =
      certainty(points.view(), clustering, std::vector<double>(8, 0.0), {.draws = 1600});
  EXPECT_EQ(result.assignment, std::vector<double>(4, 1.0));
  EXPECT_NEAR(mean(result.refit), 0.75, 4 * 0.25 / 40.0);
  EXPECT_NEAR(result.lost[0], 0.5, 4 * 0.5 / 40.0);
  EXPECT_NEAR(result.recurrence[1], 0.5 + 0.5 / 3.0, 4 * (1.0 / 3.0) / 40.0);
  EXPECT_EQ(result.starts, 3U);
}

TEST(Certainty, OfWardTypesRepeatsWard) {
  const auto points = test::points("Au 0 0\nBerg 0 1\nCham 1 0\nDorf 1 1\n");
  const auto clustering =
      describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 1, 1}, 2);
  const auto result = certainty(points.view(), clustering, std::vector<double>(8, 0.0),
                                {.draws = 400, .method = Method::kWard});
  EXPECT_NEAR(mean(result.refit), 0.75, 4 * 0.25 / 20.0);
  EXPECT_EQ(result.starts, 1U);
}

TEST(Certainty, NamesTypesThatDoNotComeAgain) {
  // Types across the two groups; every refit finds Au Berg Cham | Dorf Esch. Au Cham Esch shares
  // two of four areas with the first (0.5), Berg Dorf one of three with the second (0.333).
  const auto points = test::villages();
  const auto clustering =
      describe_partition(points.view(), std::vector<std::uint32_t>{0, 1, 0, 1, 0}, 2);
  const auto result = certainty(points.view(), clustering, std::vector<double>(10, 0.0),
                                {.draws = 20, .weight_shape = kAllAlike});
  EXPECT_NEAR(result.recurrence[0], 0.5, 1e-12);
  EXPECT_NEAR(result.recurrence[1], 1.0 / 3.0, 1e-12);
  EXPECT_EQ(result.lost, std::vector<double>(2, 1.0));
  EXPECT_EQ(result.refit, (std::vector<double>{1, 0, 1, 1, 0}));
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "types_do_not_recur");
  EXPECT_EQ(result.findings[0].details[0].second, "0, 1");
}

TEST(Certainty, IsNeverAboveWhatThePeopleCanCarry) {
  const auto points = test::villages();
  const std::vector<double> people{3000, 3, 0, 800, 29};
  const auto result = certainty(points.view(), left_and_right(points), std::vector<double>(10, 0.0),
                                {.draws = 20, .people = people});
  EXPECT_NEAR(result.refit[1], std::cbrt(0.05), 1e-12);  // 0.368: three people
  EXPECT_EQ(result.refit[2], 0.0);                       // nobody
  EXPECT_GT(result.refit[0], 0.99);
  EXPECT_EQ(result.assignment, result.refit);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "certainty_limited");
  EXPECT_EQ(result.findings[0].areas,
            (std::vector<std::string>{"Au", "Berg", "Cham", "Dorf", "Esch"}));
}

TEST(PeopleCanCarry, IsTheLowerLimitOfAllOfThem) {
  EXPECT_EQ(people_can_carry(0), 0.0);
  EXPECT_NEAR(people_can_carry(1), 0.05, 1e-15);
  EXPECT_NEAR(people_can_carry(3), 0.3684, 5e-5);
  EXPECT_LT(people_can_carry(28), 0.9);
  EXPECT_GT(people_can_carry(29), 0.9);
  EXPECT_EQ(test::finding_of([] { static_cast<void>(people_can_carry(-1)); }).code,
            "invalid_argument");
}

TEST(Certainty, DependsOnSeedAndCodesAlone) {
  const auto points = test::guerry();
  const auto clustering = kmeans(points.view(), {.types = 4, .starts = 50});
  const std::vector<double> spread(85 * 6, 0.3);
  const auto one = certainty(points.view(), clustering, spread,
                             {.draws = 60, .starts = 5, .execution = {.threads = 1}});
  for (const unsigned threads : {2U, 3U, 8U}) {
    const auto many = certainty(points.view(), clustering, spread,
                                {.draws = 60, .starts = 5, .execution = {.threads = threads}});
    EXPECT_EQ(many.assignment_probability, one.assignment_probability);
    EXPECT_EQ(many.refit_probability, one.refit_probability);
    EXPECT_EQ(many.recurrence, one.recurrence);
  }
  const auto order = test::shuffled(85);
  const auto mixed = test::reordered(points, order);
  Clustering moved = clustering;
  for (std::size_t i = 0; i < 85; ++i) moved.types[i] = clustering.types[order[i]];
  const auto other = certainty(mixed.view(), moved, spread, {.draws = 60, .starts = 5});
  for (std::size_t i = 0; i < 85; ++i) {
    EXPECT_EQ(other.assignment[i], one.assignment[order[i]]);
    EXPECT_EQ(other.refit[i], one.refit[order[i]]);
  }
  const auto second =
      certainty(points.view(), clustering, spread, {.draws = 60, .starts = 5, .seed = 2});
  EXPECT_NE(second.refit, one.refit);
}

TEST(Certainty, DrawsEveryAreaFromAStreamOfItsOwn) {
  // Two areas half way between the centres: if they shared their draws, they would move together
  // and every draw would put both on the same side.
  const auto points = test::points("Au 0\nCham 5\nDorf 10\nEsch 5\n");
  Clustering clustering =
      describe_partition(points.view(), std::vector<std::uint32_t>{0, 0, 1, 1}, 2);
  clustering.centres = {0.0, 10.0};
  const auto result = certainty(points.view(), clustering, std::vector<double>{0, 1, 0, 1},
                                {.draws = 10000, .starts = 0});
  EXPECT_NEAR(result.assignment[1], 0.5, 0.02);
  EXPECT_NEAR(result.assignment[3], 0.5, 0.02);
  EXPECT_NE(result.assignment_probability[2], result.assignment_probability[6]);
}

TEST(Certainty, CanBeStopped) {
  const auto points = test::guerry();
  const auto clustering = kmeans(points.view(), {.types = 4, .starts = 5});
  core::Progress progress;
  progress.stop = true;
  EXPECT_THROW(
      static_cast<void>(certainty(points.view(), clustering, std::vector<double>(85 * 6, 0.3),
                                  {.execution = {.progress = &progress}})),
      core::Cancelled);
}

TEST(Certainty, CountsAsManyStepsAsItAnnounced) {
  const auto points = test::villages();
  core::Progress progress;
  static_cast<void>(certainty(points.view(), left_and_right(points), std::vector<double>(10, 0.1),
                              {.draws = 7, .starts = 3, .execution = {.progress = &progress}}));
  EXPECT_EQ(progress.total.load(), 28U);
  EXPECT_EQ(progress.done.load(), 28U);
}

TEST(Certainty, RefusesWhatCannotBeDrawn) {
  const auto points = test::villages();
  const auto clustering = left_and_right(points);
  std::vector<double> spread(10, 0.1);
  const auto code = [&](const CertaintyOptions& options) {
    return test::finding_of(
               [&] { static_cast<void>(certainty(points.view(), clustering, spread, options)); })
        .code;
  };
  EXPECT_EQ(code({.draws = 0}), "invalid_argument");
  EXPECT_EQ(code({.weight_shape = 0.0}), "invalid_argument");
  EXPECT_EQ(code({.people = std::vector<double>{1, 2}}), "length_mismatch");
  EXPECT_EQ(code({.people = std::vector<double>{1, 2, std::nan(""), 1, 1}}), "invalid_argument");
  spread[3] = std::nan("");
  spread[8] = -1.0;
  const auto finding =
      test::finding_of([&] { static_cast<void>(certainty(points.view(), clustering, spread)); });
  EXPECT_EQ(finding.code, "bad_standard_error");
  EXPECT_EQ(finding.areas, (std::vector<std::string>{"Berg", "Esch"}));
}

}  // namespace
}  // namespace sozialraum::typology
