#include "sozialraum/spatial/local_association.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "dbase.hpp"
#include "gal.hpp"
#include "throws.hpp"

namespace sozialraum::spatial {
namespace {

const std::string kGuerry = SOZIALRAUM_DATA_DIR "/classic/guerry/Guerry.dbf";

Weights guerry_weights() {
  return test::gal(SOZIALRAUM_GOLDEN_DIR "/guerry_queen.gal",
                   test::dbase_texts(kGuerry, "CODE_DE"));
}

Weights chain(const std::vector<std::string>& names) {
  std::vector<core::AreaCode> codes;
  std::vector<std::vector<Neighbour>> rows(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    codes.push_back(core::AreaCode::parse(names[i], core::CodeKind::kCustom));
    if (i > 0) rows[i].push_back({static_cast<core::AreaId>(i - 1)});
    if (i + 1 < names.size()) rows[i].push_back({static_cast<core::AreaId>(i + 1)});
  }
  return {codes, rows};
}

void expect_first(const std::vector<double>& found, const std::vector<double>& published) {
  for (std::size_t i = 0; i < published.size(); ++i) {
    EXPECT_NEAR(found[i], published[i], 1e-10 * std::max(1.0, std::abs(published[i]))) << i;
  }
}

TEST(LocalAssociation, APencilLooksAtAChain) {
  // mean 3.25: z = -2.25 -1.25 .75 2.75, m2 = 14.75 / 4
  const auto found = local_association(std::vector<double>{1, 2, 4, 6}, chain({"a", "b", "c", "d"}),
                                       {.permutations = 0});
  EXPECT_NEAR(found.moran[0], -2.25 * -1.25 / 3.6875, 1e-15);
  EXPECT_NEAR(found.moran[1], -1.25 * (-2.25 + 0.75) / 2.0 / 3.6875, 1e-15);
  EXPECT_NEAR(found.geary[0], 1.0 / (14.75 / 3.0), 1e-15);
  EXPECT_EQ(found.quadrant[0], Quadrant::kLowLow);
  EXPECT_EQ(found.quadrant[2], Quadrant::kHighHigh);
  EXPECT_TRUE(std::isnan(found.p[0]));
  // Geary: 3 / (2 * 4) * (1 + (1 + 4) / 2 + (4 + 4) / 2 + 4) / 14.75
  EXPECT_NEAR(found.geary_all, 3.0 / 8.0 * 11.5 / 14.75, 1e-15);
}

TEST(LocalAssociation, OfGuerryIsThatOfSpdepAndGeoDa) {
  // Crm_prp, queen, row-standardised; R package spdep (localmoran, localG) and GeoDa.
  const auto found = local_association(test::dbase_numbers(kGuerry, "Crm_prp"), guerry_weights(),
                                       {.permutations = 0});
  expect_first(found.moran, {0.0156156923373, 0.330956933346, 0.0215488116452, 0.00466543222801,
                             -0.00286798167048});
  expect_first(found.moran_sample, {0.0154319783098, 0.327063322366, 0.0212952962141,
                                    0.00461054479003, -0.00283424070965});
  expect_first(found.expectation, {-0.0831332374455});
  expect_first(found.variance, {1.56117558881});
  EXPECT_NEAR((found.moran[0] - found.expectation[0]) / std::sqrt(found.variance[0]),
              0.0790326458776, 1e-11);
  expect_first(found.geary,
               {7.39808330118, 0.283611956505, 3.69889222263, 0.232502870246, 0.0350960545414});
  expect_first(found.g, {0.0790326458776, -1.09464860572, 3.75778540449});
  expect_first(found.g_star, {1.22181095155, -1.30553721069, 3.52594230367});
}

TEST(LocalAssociation, GearysCIsThatOfSpdep) {
  const std::vector<std::pair<std::string, double>> published{
      {"Crm_prs", 0.564590693402}, {"Crm_prp", 0.67783809607}, {"Litercy", 0.250201820439}};
  for (const auto& [column, c] : published) {
    const auto found = local_association(test::dbase_numbers(kGuerry, column), guerry_weights(),
                                         {.permutations = 0});
    EXPECT_NEAR(found.geary_all, c, 1e-11) << column;
  }
}

TEST(LocalAssociation, PermutationsGiveThePOfAllChoicesOfNeighbours) {
  const auto found = local_association(test::dbase_numbers(kGuerry, "Crm_prp"), guerry_weights(),
                                       {.permutations = 9'999});
  // Areas 1, 4, 5 have few neighbours: all of 84 over 4 or 3 choices counted, in Python.
  const std::vector<std::pair<std::size_t, double>> exact{
      {0, 0.4227548988}, {3, 0.4762179444}, {4, 0.4700894169}};
  for (const auto& [i, p] : exact) {
    EXPECT_NEAR(found.p[i], p, 3.5 * std::sqrt(p * (1.0 - p) / 9'999.0)) << i;
  }
  // pysal, 9,999 permutations; chance on both sides.
  const std::vector<double> published{0.4187, 0.1265, 0.0004, 0.4679, 0.4545, 0.0728};
  for (std::size_t i = 0; i < published.size(); ++i) {
    const double p = published[i];
    EXPECT_NEAR(found.p[i], p, 4.5 * std::sqrt(2.0 * p * (1.0 - p) / 9'999.0)) << i;
  }
}

TEST(LocalAssociation, NeitherThreadsNorTheOrderOfRowsMatter) {
  const std::vector<double> values{3, 1, 4, 1, 5, 9, 2, 6};
  const Weights weights = chain({"a", "b", "c", "d", "e", "f", "g", "h"});
  const auto one =
      local_association(values, weights, {.permutations = 99, .execution = {.threads = 1}});
  const std::vector<std::size_t> order{7, 6, 5, 4, 3, 2, 1, 0};
  std::vector<double> turned;
  for (const std::size_t i : order) turned.push_back(values[i]);
  const auto other = local_association(turned, chain({"h", "g", "f", "e", "d", "c", "b", "a"}),
                                       {.permutations = 99, .execution = {.threads = 4}});
  for (std::size_t i = 0; i < order.size(); ++i) {
    EXPECT_EQ(other.p[i], one.p[order[i]]);
    EXPECT_EQ(other.moran[i], one.moran[order[i]]);
    EXPECT_EQ(other.g_star[i], one.g_star[order[i]]);
  }
}

TEST(LocalAssociation, WhoHasNoValueTakesNoPart) {
  const double nan = std::nan("");
  const Weights weights = chain({"a", "b", "c", "d", "e", "f"});
  const auto found =
      local_association(std::vector<double>{1, 2, 4, 6, nan, 5}, weights, {.permutations = 9});
  EXPECT_EQ(found.areas, 4U);
  EXPECT_TRUE(std::isnan(found.moran[4]) && std::isnan(found.p[4]));
  EXPECT_EQ(found.quadrant[5], Quadrant::kNone);
  EXPECT_NEAR(found.moran[0], -2.25 * -1.25 / 3.6875, 1e-15);
  ASSERT_EQ(found.findings.size(), 2U);
  EXPECT_EQ(found.findings[1].areas, (std::vector<std::string>{"f"}));
  const auto code = [&](const std::vector<double>& values) {
    return test::finding_of([&] { static_cast<void>(local_association(values, weights)); }).code;
  };
  EXPECT_EQ(code({1, 1, 1, 1, 1, 1}), "constant_column");
  EXPECT_EQ(code({1, 2, 3, nan, nan, nan}), "fewer_areas_than_needed");
  EXPECT_EQ(code({1, 2}), "length_mismatch");
}

TEST(LocalAssociation, TheMapItselfIsOneOfThePermutedOnes) {
  // Of 9 permutations and the map itself a share is a tenth, two tenths, ...: never nothing.
  const auto found =
      local_association(std::vector<double>{1, 2, 4, 6, 9, 20, 21, 30},
                        chain({"a", "b", "c", "d", "e", "f", "g", "h"}), {.permutations = 9});
  for (const double p : found.p) {
    EXPECT_NEAR(p * 10.0, std::round(p * 10.0), 1e-12);
    EXPECT_GE(p, 0.1);
  }
}

}  // namespace
}  // namespace sozialraum::spatial
