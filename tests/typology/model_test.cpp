#include "sozialraum/typology/model.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>

#include "sozialraum/typology/kmeans.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

namespace fs = std::filesystem;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
using Types = std::vector<std::uint32_t>;
using Names = std::vector<std::string>;

/// Two types of one indicator: at 0 and 10, of variance 1.
FrozenTypes two() {
  return {.indicators = {{.id = "x"}},
          .clouds = {.columns = 1, .shares = {0.5, 0.5}, .means = {0, 10}, .covariances = {1, 1}},
          .letters = {"A", "B"},
          .names = {"", ""},
          .rules = {"", ""}};
}

/// Two indicators with bends and weights, as in tests/golden/models/types_v1.model.
FrozenTypes golden() {
  return {.indicators =
              {{.id = "unter18", .bend = Bend::kSqrt, .mean = 4.0, .spread = 0.5},
               {.id = "miete", .bend = Bend::kLog, .mean = 1.75, .spread = 0.25, .weight = 2.0}},
          .clouds = {.family = CovarianceFamily::kFull,
                     .columns = 2,
                     .shares = {0.625, 0.375},
                     .means = {-0.5, 0.25, 1.5, -1.0},
                     .covariances = {1, 0.25, 0.25, 0.5, 0.75, 0, 0, 1}},
          .letters = {"A", "B"},
          .names = {"Dörfer mit Mietwohnungen", "Neubaugebiete"},
          .rules = {"Miete über dem Mittel", ""},
          .inputs = "sha256:0123",
          .note = "Ausgabe 2024, erfunden"};
}

test::OwnPoints line(const std::vector<double>& values) {
  test::OwnPoints points;
  for (std::size_t i = 0; i < values.size(); ++i) {
    points.add(std::string(1, static_cast<char>('a' + i)), {values[i]});
  }
  return points;
}

Names codes_of(const std::vector<core::Finding>& findings) {
  Names codes;
  for (const core::Finding& finding : findings) codes.push_back(finding.code);
  return codes;
}

// ---- assigning

TEST(Assign, KeepsATypeUnlessAnotherIsMoreProbableByTheMargin) {
  // At 5.1 the upper type has 1 / (1 + exp(-1)) = 0.731, 0.462 more than the lower.
  const auto values = line({5.1, 5.1, 5.1, 5.1, 6.0});
  const Types before{0, kNoType, 1, 0, 0};
  const Types probable{0, 0, 0, 1, 0};
  const auto wide =
      assign(two(), values.view(), {.before = before, .probable_before = probable, .margin = 0.5});
  EXPECT_NEAR(wide.membership.probability[1], 1 / (1 + std::exp(-1.0)), 1e-12);
  EXPECT_EQ(wide.membership.types, (Types{1, 1, 1, 1, 1}));
  // Held; had no type; is of it already; two years running; more than the margin.
  EXPECT_EQ(wide.types, (Types{0, 1, 1, 1, 1}));
  // All of them lie far from both types, which is told too.
  EXPECT_EQ(codes_of(wide.findings), (Names{"outside_model", "type_kept"}));
  EXPECT_EQ(wide.findings[1].areas, (Names{"a"}));
  const auto narrow = assign(two(), values.view(), {.before = before, .margin = 0.4});
  EXPECT_EQ(narrow.types, (Types{1, 1, 1, 1, 1}));
}

TEST(Assign, NamesAreasUnlikeAllTypes) {
  // Chi-squared with one degree of freedom: 99 % lie below 6.635, so within 2.576 of the middle.
  const auto found = assign(two(), line({2.5, 2.6, 12.5, 13.0}).view());
  EXPECT_EQ(found.outside, (std::vector<std::uint8_t>{0, 1, 0, 1}));
  ASSERT_EQ(codes_of(found.findings), (Names{"outside_model"}));
  EXPECT_EQ(found.findings[0].areas, (Names{"b", "d"}));
  const std::vector<double> errors{1, 1, 1, 1};
  // With an error of variance 1 the limit is 2.576 * sqrt(2) = 3.643.
  EXPECT_TRUE(assign(two(), line({2.5, 2.6, 12.5, 13.0}).view(), {.standard_errors = errors})
                  .findings.empty());
}

TEST(Assign, BendsAndStandardisesAsInTheYearOfTheFit) {
  auto types = golden();
  test::OwnPoints values;
  values.indicators = {"unter18", "miete"};
  // sqrt(16) = 4 -> 0; log(e^2) = 2 -> (2 - 1.75) / 0.25 * sqrt(2) = sqrt(2)
  values.add("a", {16.0, std::exp(2.0)});
  const std::vector<double> errors{9.0, 0.0};
  test::OwnPoints typed;
  typed.indicators = values.indicators;
  typed.add("a", {0.0, std::sqrt(2.0)});
  // The error of 9 around 16: (sqrt(25) - sqrt(7)) / 2 / 0.5
  const double error = 5.0 - std::sqrt(7.0);
  const std::vector<double> variances{error * error, 0.0};
  const auto found = assign(types, values.view(), {.standard_errors = errors});
  const auto expected = membership(types.clouds, typed.view(), {.variances = variances});
  EXPECT_NEAR(found.membership.probability[0], expected.probability[0], 1e-12);
  EXPECT_NEAR(found.membership.distance2[0], expected.distance2[0], 1e-12);
}

TEST(Assign, SaysOfAnAreaWithoutValuesThatItsTypeSaysNothing) {
  const auto found = assign(two(), line({0, kNaN}).view());
  EXPECT_EQ(codes_of(found.findings), (Names{"nothing_known"}));
  EXPECT_EQ(found.findings[0].areas, (Names{"b"}));
  EXPECT_DOUBLE_EQ(found.membership.probability[2], 0.5);
}

TEST(Assign, RefusesWhatCannotBe) {
  const auto values = line({0, 1});
  const auto trouble = [&](const FrozenTypes& types, const AssignOptions& options) {
    return test::finding_of([&] { static_cast<void>(assign(types, values.view(), options)); });
  };
  EXPECT_EQ(trouble({}, {}).code, "bad_model");
  const Types few{0};
  EXPECT_EQ(trouble(two(), {.before = few}).place.argument, "before");
  const Types unknown{0, 7};
  EXPECT_EQ(trouble(two(), {.before = unknown}).code, "invalid_argument");
  EXPECT_EQ(trouble(two(), {.margin = 2.0}).place.argument, "margin");
  EXPECT_EQ(trouble(two(), {.inside = 1.0}).place.argument, "inside");
  auto logs = two();
  logs.indicators[0].bend = Bend::kLog;
  EXPECT_EQ(trouble(logs, {}).code, "not_transformable");
  EXPECT_EQ(trouble(logs, {}).areas, (Names{"a"}));
  const std::vector<double> errors{1, -1};
  EXPECT_EQ(trouble(two(), {.standard_errors = errors}).code, "bad_standard_error");
}

TEST(CloudsOf, MakeTheNearestCentreTheMostProbableType) {
  const auto points = test::guerry();
  const auto clustering = kmeans(points.view(), {.types = 4, .starts = 20});
  const auto clouds = clouds_of(points.view(), clustering);
  EXPECT_NEAR(clouds.covariances[0], clustering.inertia / (85 * 6), 1e-12);
  EXPECT_EQ(clouds.covariances[1], 0.0);
  EXPECT_EQ(membership(clouds, points.view()).types, clustering.types);
}

// ---- the file

class ModelFile : public testing::Test {
 protected:
  void SetUp() override {
    path_ = fs::path(testing::TempDir()) /
            (std::string("model_") + testing::UnitTest::GetInstance()->current_test_info()->name() +
             ".model");
  }
  void TearDown() override { fs::remove(path_); }
  std::string bytes(const fs::path& path) const {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  fs::path path_;
};

void expect_same(const FrozenTypes& a, const FrozenTypes& b) {
  ASSERT_EQ(a.indicators.size(), b.indicators.size());
  for (std::size_t j = 0; j < a.indicators.size(); ++j) {
    EXPECT_EQ(a.indicators[j].id, b.indicators[j].id);
    EXPECT_EQ(a.indicators[j].bend, b.indicators[j].bend);
    EXPECT_EQ(a.indicators[j].mean, b.indicators[j].mean);
    EXPECT_EQ(a.indicators[j].spread, b.indicators[j].spread);
    EXPECT_EQ(a.indicators[j].weight, b.indicators[j].weight);
  }
  EXPECT_EQ(a.clouds.family, b.clouds.family);
  EXPECT_EQ(a.clouds.shares, b.clouds.shares);
  EXPECT_EQ(a.clouds.means, b.clouds.means);
  EXPECT_EQ(a.clouds.covariances, b.clouds.covariances);
  EXPECT_EQ(a.letters, b.letters);
  EXPECT_EQ(a.names, b.names);
  EXPECT_EQ(a.rules, b.rules);
  EXPECT_EQ(a.inputs, b.inputs);
  EXPECT_EQ(a.note, b.note);
}

TEST_F(ModelFile, GivesEverythingBack) {
  save_types(path_, golden());
  expect_same(load_types(path_), golden());
}

TEST_F(ModelFile, OfTheFirstVersionIsReadForEver) {
  const fs::path first = SOZIALRAUM_GOLDEN_DIR "/models/types_v1.model";
  expect_same(load_types(first), golden());
  save_types(path_, golden());
  EXPECT_EQ(bytes(path_), bytes(first));  // the same model, the same bytes
}

TEST_F(ModelFile, IsNeverReadDamaged) {
  save_types(path_, golden());
  const std::string whole = bytes(path_);
  const auto trouble = [&](const std::string& content) {
    std::ofstream(path_, std::ios::binary) << content;
    return test::finding_of([&] { static_cast<void>(load_types(path_)); }).code;
  };
  EXPECT_EQ(trouble("a letter"), "not_a_model_file");
  EXPECT_EQ(trouble(whole.substr(0, whole.size() - 64)), "truncated");
  for (std::size_t at = 64; at < whole.size(); at += 37) {
    std::string other = whole;
    other[at] = static_cast<char>(other[at] ^ 0x40);
    const std::string code = trouble(other);
    EXPECT_TRUE(code == "damaged" || code == "truncated") << at << " " << code;
  }
}

TEST_F(ModelFile, IsNotWrittenOfAnIncompleteModel) {
  auto types = golden();
  types.names.pop_back();
  EXPECT_EQ(test::finding_of([&] { save_types(path_, types); }).code, "bad_model");
  types = golden();
  types.clouds.covariances[0] = -1;
  EXPECT_EQ(test::finding_of([&] { save_types(path_, types); }).code, "bad_model");
  types = golden();
  types.indicators[1].spread = 0;
  EXPECT_EQ(test::finding_of([&] { save_types(path_, types); }).code, "bad_model");
  EXPECT_FALSE(fs::exists(path_));
}

}  // namespace
}  // namespace sozialraum::typology
