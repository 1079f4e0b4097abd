#include "sozialraum/typology/mixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "instruction_sets.hpp"
#include "sozialraum/core/random.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
using Family = CovarianceFamily;

/// Three types at the areas of rows 0, 30 and 60, all round and of variance 1.
MixtureModel three_at(const test::OwnPoints& points) {
  MixtureModel model{.columns = 6, .shares = {1.0 / 3, 1.0 / 3, 1.0 / 3}};
  for (const std::size_t area : {0U, 30U, 60U}) {
    const auto row = points.view().row(area);
    model.means.insert(model.means.end(), row.begin(), row.end());
    for (std::size_t e = 0; e < 36; ++e) model.covariances.push_back(e % 7 == 0 ? 1.0 : 0.0);
  }
  return model;
}

/// Standard errors 0.05, 0.1, ... 0.55, differently for every area and column.
std::vector<double> guerry_errors() {
  std::vector<double> errors;
  for (std::size_t i = 0; i < 85; ++i) {
    for (std::size_t j = 0; j < 6; ++j) {
      errors.push_back(0.05 * static_cast<double>(1 + (7 * i + 3 * j) % 11));
    }
  }
  return errors;
}

std::vector<double> squares(std::vector<double> of) {
  for (double& x : of) x *= x;
  return of;
}

/// The same with a correlation of 0.5 to the power of the distance of the columns.
std::vector<double> correlated(const std::vector<double>& errors) {
  std::vector<double> covariances;
  for (std::size_t i = 0; i < 85; ++i) {
    for (std::size_t j = 0; j < 6; ++j) {
      for (std::size_t k = 0; k < 6; ++k) {
        const double apart = std::abs(static_cast<double>(j) - static_cast<double>(k));
        covariances.push_back(errors[i * 6 + j] * errors[i * 6 + k] * std::pow(0.5, apart));
      }
    }
  }
  return covariances;
}

/// A column of numbers, the areas called a, b, c, ...
test::OwnPoints line(const std::vector<double>& values) {
  test::OwnPoints points;
  for (std::size_t i = 0; i < values.size(); ++i) {
    points.add(std::string(1, static_cast<char>('a' + i)), {values[i]});
  }
  return points;
}

// ---- against other people's arithmetic

TEST(Mixture, AgreesWithScikitLearnFromTheSameStart) {
  // sklearn.mixture.GaussianMixture 1.x, tol 1e-14, reg_covar 1e-6 * 84/85, 3,000 passes at most
  // (full: 400), weights_init, means_init and precisions_init as three_at(); bic with the sign of
  // mclust.
  struct Case {
    Family family;
    std::size_t passes;
    double log_likelihood, bic, icl;
  };
  const auto points = test::guerry();
  const MixtureModel begin = three_at(points);
  for (const Case& c : {
           Case{Family::kSpherical, 3000, -662.054572361, -1426.2901236, -1450.5421884},
           Case{Family::kDiagonal, 3000, -618.609995416, -1406.0407386, -1419.4348194},
           Case{Family::kTied, 3000, -634.515787036, -1451.1802756, -1451.4599119},
           Case{Family::kFull, 400, -543.548268013, -1455.8365903, -1462.8210140},
       }) {
    const auto fit = mixture(points.view(), {.family = c.family,
                                             .passes = c.passes,
                                             .tolerance = 1e-14,
                                             .least_spread = 1e-6,
                                             .begin = &begin});
    EXPECT_NEAR(fit.log_likelihood, c.log_likelihood, 1e-6) << name(c.family);
    EXPECT_NEAR(fit.bic, c.bic, 1e-5) << name(c.family);
    EXPECT_NEAR(fit.icl, c.icl, 1e-4) << name(c.family);
  }
}

TEST(Mixture, AgreesWithDenseArithmeticWhenErrorsAreKnown) {
  // The formulas of Bovy, Hogg and Roweis (2011, 15-16) in numpy with inverses of every matrix,
  // 50 passes, 1e-6 * 84/85 added to the diagonals. `share` and `middle` of the type at row 0.
  struct Case {
    Family family;
    bool correlated;
    double log_likelihood, share, middle;
  };
  const auto points = test::guerry();
  const MixtureModel begin = three_at(points);
  const auto variances = squares(guerry_errors());
  const auto covariances = correlated(guerry_errors());
  for (const Case& c : {
           Case{Family::kSpherical, false, -662.095545473597, 0.1985835556, 0.0565458611},
           Case{Family::kDiagonal, false, -628.430352701538, 0.1696413169, 0.6099783406},
           Case{Family::kTied, false, -645.227955546566, 0.0485449563, 0.9486079703},
           Case{Family::kFull, false, -590.419708014762, 0.0808014771, 1.1612449605},
           Case{Family::kDiagonal, true, -628.201065500906, 0.1700622856, 0.6265179046},
           Case{Family::kFull, true, -588.903323593667, 0.0699124594, 1.1944245020},
       }) {
    const KnownErrors errors = c.correlated ? KnownErrors{.covariances = covariances}
                                            : KnownErrors{.variances = variances};
    const auto fit = mixture(
        points.view(),
        {.family = c.family, .errors = errors, .passes = 50, .tolerance = 0.0, .begin = &begin});
    EXPECT_NEAR(fit.log_likelihood, c.log_likelihood, 1e-6) << name(c.family);
    const auto same = std::ranges::find_if(
        fit.model.shares, [&](double share) { return std::abs(share - c.share) < 1e-9; });
    ASSERT_NE(same, fit.model.shares.end()) << name(c.family);
    const auto type = static_cast<std::size_t>(same - fit.model.shares.begin());
    EXPECT_NEAR(fit.model.means[type * 6], c.middle, 1e-9) << name(c.family);
  }
}

// ---- with a pencil

TEST(Mixture, OfOneTypeTakesTheErrorsOffTheSpread) {
  // Mean of 0 2 4 6 is 3, their variance 5; errors of variance 1 leave 4 to the type.
  const auto points = line({0, 2, 4, 6});
  const std::vector<double> errors(4, 1.0);
  const auto fit = mixture(points.view(), {.types = 1,
                                           .errors = {.variances = errors},
                                           .starts = 1,
                                           .tolerance = 1e-15,
                                           .least_spread = 1e-10});
  EXPECT_NEAR(fit.model.means[0], 3.0, 1e-12);
  EXPECT_NEAR(fit.model.covariances[0], 4.0, 1e-6);
  // log density of four values with variance 4 + 1 around 3: squares 9 1 1 9
  const double expected = -0.5 * (4 * std::log(2 * std::acos(-1.0) * 5) + 20.0 / 5);
  EXPECT_NEAR(fit.log_likelihood, expected, 1e-9);
  EXPECT_EQ(fit.parameters, 2U);
  EXPECT_NEAR(fit.bic, 2 * expected - 2 * std::log(4.0), 1e-8);
  EXPECT_NEAR(fit.icl, fit.bic, 1e-12);  // one type: nothing is undecided
}

TEST(Mixture, FindsNoSpreadWhereTheErrorsExplainItAll) {
  const auto points = line({0, 2, 4, 6});
  const std::vector<double> errors(4, 9.0);
  const auto fit = mixture(
      points.view(), {.types = 1, .errors = {.variances = errors}, .starts = 1, .tolerance = 0.0});
  EXPECT_LT(fit.model.covariances[0], 0.1);
  ASSERT_FALSE(fit.findings.empty());
  EXPECT_TRUE(std::ranges::any_of(fit.findings, [](const core::Finding& finding) {
    return finding.code == "errors_exceed_spread" && finding.place.column == "1";
  }));
}

TEST(Membership, IsLessSureOfAnAreaWithAWideError) {
  // Types at 0 and 10 of variance 1, an area at 6: the log odds are (36 - 16) / (2 (1 + error)).
  const MixtureModel model{
      .columns = 1, .shares = {0.5, 0.5}, .means = {0, 10}, .covariances = {1, 1}};
  const auto points = line({6, 6});
  const std::vector<double> errors{0.0, 9.0};
  const auto found = membership(model, points.view(), {.variances = errors});
  EXPECT_NEAR(found.probability[1], 1 / (1 + std::exp(-10.0)), 1e-15);
  EXPECT_NEAR(found.probability[3], 1 / (1 + std::exp(-1.0)), 1e-15);
  EXPECT_EQ(found.types, (std::vector<std::uint32_t>{1, 1}));
  EXPECT_EQ(found.second, (std::vector<std::uint32_t>{0, 0}));
  EXPECT_NEAR(found.distance2[0], 16.0, 1e-12);
  EXPECT_NEAR(found.distance2[1], 1.6, 1e-12);
}

TEST(Membership, LeavesMissingColumnsOutOfTheQuestion) {
  // Type 0 at (0, 0), type 1 at (2, 0); the columns of both go together with 0.5.
  const MixtureModel model{.columns = 2,
                           .shares = {0.25, 0.75},
                           .means = {0, 0, 2, 0},
                           .covariances = {1, 0.5, 0.5, 1, 1, 0.5, 0.5, 1}};
  test::OwnPoints points;
  points.add("a", {1, kNaN});     // as far from both: the shares
  points.add("b", {kNaN, kNaN});  // nothing known: the shares
  points.add("c", {0, kNaN});     // log odds log(1/3) + (4 - 0) / 2
  points.add("d", {1, 1});        // (1,1): squares 4/3, (-1,1): 4: log odds log(1/3) + (4 - 4/3)/2
  const auto found = membership(model, points.view());
  EXPECT_NEAR(found.probability[0], 0.25, 1e-15);
  EXPECT_NEAR(found.probability[2], 0.25, 1e-15);
  EXPECT_NEAR(found.probability[4], 1 / (1 + 3 * std::exp(-2.0)), 1e-15);
  EXPECT_NEAR(found.probability[6], 1 / (1 + 3 * std::exp(-4.0 / 3)), 1e-15);
  EXPECT_EQ(found.known, (std::vector<std::uint32_t>{1, 0, 1, 2}));
  EXPECT_EQ(found.distance2[1], 0.0);
}

// ---- what must hold of all mixtures

TEST(Mixture, RecoversTheSpreadBehindTheNoise) {
  // 3,000 areas of two types with variances 0.25 and 1, seen through errors of variance 0.1 to 4.
  test::OwnPoints points;
  std::vector<double> errors;
  for (std::size_t i = 0; i < 3000; ++i) {
    core::RandomStream random(8, "mixture test", i);
    const bool second = i % 3 == 0;
    const double truth = second ? 6.0 + random.normal() : 0.5 * random.normal();
    errors.push_back(0.1 + 3.9 * random.uniform());
    points.add("area " + std::to_string(i), {truth + std::sqrt(errors[i]) * random.normal()});
  }
  const auto fit =
      mixture(points.view(), {.types = 2, .errors = {.variances = errors}, .starts = 2});
  EXPECT_NEAR(fit.model.shares[0], 2.0 / 3, 0.03);
  EXPECT_NEAR(fit.model.means[0], 0.0, 0.1);
  EXPECT_NEAR(fit.model.means[1], 6.0, 0.2);
  EXPECT_NEAR(fit.model.covariances[0], 0.25, 0.12);  // three standard errors
  EXPECT_NEAR(fit.model.covariances[1], 1.0, 0.3);
  const auto blind = mixture(points.view(), {.types = 2, .starts = 2});
  EXPECT_GT(blind.model.covariances[0], 1.5);  // takes the noise for spread
}

TEST(Mixture, TakesWeightsForReplicatedRows) {
  auto points = test::guerry();
  test::OwnPoints replicated;
  for (std::size_t i = 0; i < points.codes.size(); ++i) {
    const std::size_t copies = 1 + i % 3;
    points.weights.push_back(static_cast<double>(copies));
    const auto row = points.view().row(i);
    for (std::size_t c = 0; c < copies; ++c) {
      replicated.add(points.codes[i].text() + "/" + std::to_string(c), {row.begin(), row.end()});
    }
  }
  const MixtureModel begin = three_at(points);
  const MixtureOptions options{.tolerance = 1e-12, .begin = &begin};
  const auto weighted = mixture(points.view(), options);
  const auto plain = mixture(replicated.view(), options);
  for (std::size_t i = 0; i < plain.model.means.size(); ++i) {
    EXPECT_NEAR(weighted.model.means[i], plain.model.means[i], 1e-7);
  }
  // One log-likelihood an area, whatever it weighs.
  EXPECT_NEAR(weighted.log_likelihood / 85, plain.log_likelihood / 169, 1e-9);
}

TEST(Mixture, GivesTheSameBytesForAnyThreadsRowsAndInstructions) {
  const auto points = test::guerry();
  const auto variances = squares(guerry_errors());
  const auto covariances = correlated(guerry_errors());
  for (const KnownErrors& errors : {KnownErrors{}, KnownErrors{.variances = variances},
                                    KnownErrors{.covariances = covariances}}) {
    MixtureOptions options{.types = 3, .errors = errors, .starts = 4, .passes = 60};
    options.execution.threads = 1;
    const auto one = mixture(points.view(), options);
    options.execution.threads = 3;
    const auto three = mixture(points.view(), options);
    EXPECT_EQ(three.membership.probability, one.membership.probability);
    EXPECT_EQ(three.start_log_likelihood, one.start_log_likelihood);
    test::with_each_instruction_set([&] {
      EXPECT_EQ(mixture(points.view(), options).model.covariances, one.model.covariances);
    });
  }
  const auto order = test::shuffled(85);
  std::vector<double> moved;
  for (const std::size_t i : order) {
    moved.insert(moved.end(), variances.begin() + static_cast<std::ptrdiff_t>(i * 6),
                 variances.begin() + static_cast<std::ptrdiff_t>(i * 6 + 6));
  }
  const auto straight =
      mixture(points.view(), {.types = 3, .errors = {.variances = variances}, .starts = 4});
  const auto mixed = mixture(test::reordered(points, order).view(),
                             {.types = 3, .errors = {.variances = moved}, .starts = 4});
  EXPECT_EQ(mixed.model.means, straight.model.means);
  for (std::size_t i = 0; i < 85; ++i) {
    EXPECT_EQ(mixed.membership.types[i], straight.membership.types[order[i]]);
  }
}

TEST(Mixture, DoesNotDependOnUnits) {
  auto points = test::guerry();
  const auto before = mixture(points.view(), {.types = 3, .starts = 5});
  for (std::size_t i = 0; i < points.values.size(); i += 6) {
    points.values[i] = points.values[i] * 1024 + 4096;
  }
  const auto after = mixture(points.view(), {.types = 3, .starts = 5});
  EXPECT_EQ(after.membership.types, before.membership.types);
  EXPECT_NEAR(after.log_likelihood, before.log_likelihood - 85 * std::log(1024.0), 1e-6);
}

// ---- doubts and mistakes

std::vector<std::string> codes_of(const std::vector<core::Finding>& findings) {
  std::vector<std::string> codes;
  for (const core::Finding& finding : findings) codes.push_back(finding.code);
  return codes;
}

TEST(Mixture, FitsNoCorrelationsToFewAreas) {
  const auto points = line({0, 1, 2, 10, 11, 12});
  const auto fit = mixture(points.view(), {.types = 2, .family = Family::kFull, .starts = 3});
  EXPECT_EQ(fit.model.family, Family::kDiagonal);
  EXPECT_EQ(codes_of(fit.findings), (std::vector<std::string>{"family_reduced"}));
  EXPECT_EQ(fit.membership.types, (std::vector<std::uint32_t>{0, 0, 0, 1, 1, 1}));
}

TEST(Mixture, DoubtsAnAreaThatAloneIsKnownExactly) {
  const auto points = line({0, 1, 2, 10, 11, 12});
  const std::vector<double> errors{0.1, 0.1, 0.0, 0.1, 0.1, 0.1};
  const auto fit =
      mixture(points.view(), {.types = 2, .errors = {.variances = errors}, .starts = 3});
  ASSERT_EQ(codes_of(fit.findings), (std::vector<std::string>{"zero_errors"}));
  EXPECT_EQ(fit.findings[0].areas, (std::vector<std::string>{"c"}));
}

TEST(Mixture, SaysThatItStillImproved) {
  const auto fit = mixture(test::guerry().view(), {.types = 3, .starts = 1, .passes = 2});
  EXPECT_FALSE(fit.converged);
  EXPECT_EQ(codes_of(fit.findings), (std::vector<std::string>{"passes_used_up"}));
}

TEST(Mixture, RefusesWhatCannotBe) {
  const auto points = line({0, 1, 2, 10, 11, 12});
  const auto trouble = [&](const MixtureOptions& options) {
    return test::finding_of([&] { static_cast<void>(mixture(points.view(), options)); });
  };
  EXPECT_EQ(trouble({.types = 0}).place.argument, "types");
  EXPECT_EQ(trouble({.types = 2, .starts = 0}).place.argument, "starts");
  EXPECT_EQ(trouble({.types = 2, .least_spread = 0.0}).place.argument, "least_spread");
  EXPECT_EQ(trouble({.types = 7}).code, "fewer_areas_than_types");
  const std::vector<double> few(5, 1.0);
  EXPECT_EQ(trouble({.types = 2, .errors = {.variances = few}}).code, "length_mismatch");
  const std::vector<double> negative{1, 1, -1, 1, kNaN, 1};
  EXPECT_EQ(trouble({.types = 2, .errors = {.variances = negative}}).areas,
            (std::vector<std::string>{"c", "e"}));
  const std::vector<double> wide{1, 1, 1e20, 1, 1, 1};
  EXPECT_EQ(trouble({.types = 2, .errors = {.variances = wide}}).code, "bad_standard_error");
  EXPECT_EQ(trouble({.types = 2, .errors = {.variances = wide, .covariances = wide}}).code,
            "invalid_argument");
}

TEST(Membership, RefusesAModelThatIsNone) {
  const auto points = line({0, 1});
  const auto trouble = [&](const MixtureModel& model) {
    return test::finding_of([&] { static_cast<void>(membership(model, points.view())); }).code;
  };
  EXPECT_EQ(trouble({}), "bad_model");
  EXPECT_EQ(trouble({.columns = 1, .shares = {0.5}, .means = {0}, .covariances = {1}}),
            "bad_model");
  EXPECT_EQ(trouble({.columns = 1, .shares = {1}, .means = {kNaN}, .covariances = {1}}),
            "bad_model");
  EXPECT_EQ(trouble({.columns = 1, .shares = {1}, .means = {0}, .covariances = {0}}), "bad_model");
  const MixtureModel right{.columns = 1, .shares = {1}, .means = {0}, .covariances = {1}};
  const auto infinite = line({0, std::numeric_limits<double>::infinity()});
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(membership(right, infinite.view())); }).code,
            "not_finite");
}

}  // namespace
}  // namespace sozialraum::typology
