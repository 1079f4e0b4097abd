#include "sozialraum/spatial/moran.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "dbase.hpp"
#include "gal.hpp"
#include "throws.hpp"

namespace sozialraum::spatial {
namespace {

const std::string kSids = SOZIALRAUM_DATA_DIR "/classic/sids2/sids2";
const std::string kGuerry = SOZIALRAUM_DATA_DIR "/classic/guerry/Guerry.dbf";

std::vector<double> sids(const std::string& column) {
  return test::dbase_numbers(kSids + ".dbf", column);
}

Weights sids_weights() {
  std::vector<std::string> ids;
  for (const double id : sids("FIPSNO")) ids.push_back(std::to_string(static_cast<int>(id)));
  return test::gal(kSids + ".gal", ids);
}

/// Queen contiguity of Guerry's map as libpysal 4.14 finds it.
Weights guerry_weights() {
  return test::gal(SOZIALRAUM_GOLDEN_DIR "/guerry_queen.gal",
                   test::dbase_texts(kGuerry, "CODE_DE"));
}

TEST(Moran, OfThreeVillagesInARow) {
  // values 1 2 4 6, chain of four: z = -2.25 -1.25 .75 2.75, z'z = 14.75;
  // binary: S0 = 6, z'Wz = 2 (2.8125 - .9375 + 2.0625) = 7.875, I = 4/6 * 7.875/14.75
  const std::vector<std::vector<Neighbour>> rows{{{core::AreaId{1}}},
                                                 {{core::AreaId{0}}, {core::AreaId{2}}},
                                                 {{core::AreaId{1}}, {core::AreaId{3}}},
                                                 {{core::AreaId{2}}}};
  std::vector<core::AreaCode> codes;
  for (const char* code : {"a", "b", "c", "d"}) {
    codes.push_back(core::AreaCode::parse(code, core::CodeKind::kCustom));
  }
  const auto result =
      moran(std::vector<double>{1, 2, 4, 6}, {codes, rows}, {.row_standardise = false});
  EXPECT_NEAR(result.I, 4.0 / 6.0 * 7.875 / 14.75, 1e-15);
  EXPECT_NEAR(result.expectation, -1.0 / 3.0, 1e-15);
}

TEST(Moran, OfLinksThatGoOneWayOnly) {
  // A ring a -> b -> c -> d -> a, as the map of the nearest neighbour of each area may be. No link
  // comes back: S0 = 4, S1 = 8 ordered pairs (w_ij + w_ji)² / 2 = 4, S2 = 4 (1 + 1)² = 16;
  // variance (16 * 4 - 4 * 16 + 3 * 16) / (15 * 16) - 1/9 = 4/45. Links both ways would have S1
  // = 16.
  const std::vector<std::vector<Neighbour>> rows{
      {{core::AreaId{1}}}, {{core::AreaId{2}}}, {{core::AreaId{3}}}, {{core::AreaId{0}}}};
  std::vector<core::AreaCode> codes;
  for (const char* code : {"a", "b", "c", "d"}) {
    codes.push_back(core::AreaCode::parse(code, core::CodeKind::kCustom));
  }
  const auto result =
      moran(std::vector<double>{1, 2, 4, 6}, {codes, rows}, {.row_standardise = false});
  EXPECT_NEAR(result.variance_normal, 4.0 / 45.0, 1e-14);
}

TEST(Moran, GivesTheValuesOfSpdepForGuerry) {
  const Weights weights = guerry_weights();
  ASSERT_EQ(weights.links(), 420U);
  const auto of = [&](const char* column) {
    return moran(test::dbase_numbers(kGuerry, column), weights);
  };
  EXPECT_NEAR(of("Crm_prs").I, 0.411459718313, 1e-11);
  EXPECT_NEAR(of("Crm_prp").I, 0.263553340318, 1e-11);
  EXPECT_NEAR(of("Litercy").I, 0.717605262809, 1e-11);
  EXPECT_NEAR(of("Crm_prs").variance_random, 0.00489950105935, 1e-13);
  EXPECT_NEAR(of("Crm_prp").variance_random, 0.00466187864444, 1e-13);
  EXPECT_NEAR(of("Litercy").variance_random, 0.00491725344676, 1e-13);
}

TEST(Moran, GivesTheValuesOfSpdepForTheSidsCounties) {
  const auto result = moran(sids("SIDR74"), sids_weights());
  EXPECT_NEAR(result.I, 0.247725193205, 1e-11);
  EXPECT_NEAR(result.variance_normal, 0.00447357368691, 1e-13);
  EXPECT_NEAR(result.variance_random, 0.00427596509636, 1e-13);
  EXPECT_EQ(result.areas, 100U);
  EXPECT_LT(result.p, 0.001);
}

TEST(Moran, OfRatesGivesTheValuesOfAssuncaoAndReis) {
  EXPECT_NEAR(moran_of_rates(sids("SID79"), sids("BIR79"), sids_weights()).I, 0.166223435526,
              1e-11);
  EXPECT_NEAR(moran_of_rates(sids("SID74"), sids("BIR74"), sids_weights()).I, 0.271402966963,
              1e-11);
}

TEST(Moran, LeavesOutAndNamesAreasWithoutAValueAndThoseTheyIsolate) {
  const Weights weights = guerry_weights();
  auto values = test::dbase_numbers(kGuerry, "Litercy");
  values[0] = std::nan("");
  const auto result = moran(values, weights);
  EXPECT_EQ(result.areas, 84U);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "missing_values");
  EXPECT_EQ(result.findings[0].areas, std::vector<std::string>{weights.codes()[0].text()});
  for (const Neighbour& neighbour : weights.neighbours(core::AreaId{5})) {
    values[core::index(neighbour.area)] = std::nan("");
  }
  EXPECT_EQ(moran(values, weights).findings.back().code, "islands");
}

TEST(Moran, DoesNotDependOnTheOrderOfRows) {
  std::vector<std::string> ids = test::dbase_texts(kGuerry, "CODE_DE");
  const auto values = test::dbase_numbers(kGuerry, "Crm_prs");
  std::vector<std::string> mixed_ids;
  std::vector<double> mixed;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    mixed_ids.push_back(ids[i * 7 % ids.size()]);
    mixed.push_back(values[i * 7 % ids.size()]);
  }
  const Weights weights = test::gal(SOZIALRAUM_GOLDEN_DIR "/guerry_queen.gal", mixed_ids);
  const auto straight = moran(values, guerry_weights());
  const auto other = moran(mixed, weights);
  EXPECT_EQ(other.I, straight.I);
  EXPECT_EQ(other.variance_random, straight.variance_random);
}

TEST(Moran, RefusesWhatHasNoAnswer) {
  const Weights weights = sids_weights();
  const auto code = [&](std::vector<double> values) {
    return test::finding_of([&] { static_cast<void>(moran(values, weights)); }).code;
  };
  EXPECT_EQ(code({1.0}), "length_mismatch");
  EXPECT_EQ(code(std::vector<double>(100, 3.0)), "constant_column");
  EXPECT_EQ(code(std::vector<double>(100, std::nan(""))), "fewer_areas_than_needed");
  EXPECT_EQ(code(std::vector<double>(100, HUGE_VAL)), "not_finite");
  auto base = sids("BIR74");
  base[3] = 0.0;
  const auto finding =
      test::finding_of([&] { static_cast<void>(moran_of_rates(sids("SID74"), base, weights)); });
  EXPECT_EQ(finding.code, "no_people");
  EXPECT_EQ(finding.areas, std::vector<std::string>{weights.codes()[3].text()});
}

TEST(Moran, CountsTheReasonsWhyAreasTakeNoPart) {
  using enum core::CellState;
  const Weights weights = guerry_weights();
  std::vector<double> values = test::dbase_numbers(kGuerry, "Crm_prs");
  std::vector<core::CellState> states(values.size(), kReported);
  for (const std::size_t row : {3U, 9U, 50U}) {
    values[row] = std::nan("");
    states[row] = row == 50U ? kUnreliable : kSecret;
  }
  const Moran result = moran({values, states}, weights);
  ASSERT_EQ(result.findings.at(0).code, "missing_values");
  EXPECT_EQ(result.findings[0].details, (std::vector<std::pair<std::string, std::string>>{
                                            {"secret", "2"}, {"unreliable", "1"}}));
  EXPECT_EQ(result.I, moran(values, weights).I);
}

}  // namespace
}  // namespace sozialraum::spatial
