#include "sozialraum/typology/claim.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

TEST(Claim, NothingIsClaimedWhereMostDrawsSpeakAgainstTheType) {
  const auto points = test::points("c 0\nb 1\na 2\nd 3\n");
  const Claim claim = claim_of(points.view(), std::vector<double>{0.9, 0.5, 0.41, 0.499});
  EXPECT_EQ(claim.certainty[0], 0.9);
  EXPECT_EQ(claim.certainty[1], 0.5);
  EXPECT_TRUE(std::isnan(claim.certainty[2]));
  EXPECT_TRUE(std::isnan(claim.certainty[3]));
  ASSERT_EQ(claim.findings.size(), 1U);
  EXPECT_EQ(claim.findings[0].code, "undecided_areas");
  EXPECT_EQ(claim.findings[0].areas, (std::vector<std::string>{"a", "d"}));
  EXPECT_TRUE(claim_of(points.view(), std::vector<double>(4, 0.5)).findings.empty());
}

TEST(Claim, RefusesWhatIsNoShare) {
  const auto points = test::points("a 0\nb 1\n");
  const auto code = [&](const std::vector<double>& shares) {
    return test::finding_of([&] { static_cast<void>(claim_of(points.view(), shares)); }).code;
  };
  EXPECT_EQ(code({1.0}), "length_mismatch");
  EXPECT_EQ(code({1.0, 1.1}), "invalid_argument");
  EXPECT_EQ(code({1.0, std::nan("")}), "invalid_argument");
}

}  // namespace
}  // namespace sozialraum::typology
