#include "sozialraum/reach/place_findings.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace sozialraum::reach {
namespace {

using core::Standing;
using network::Snap;
using network::SnapStatus;
using Names = std::vector<std::string>;

TEST(PlaceFindings, NamePlacesOffTheNetworkAndEmptyLists) {
  const std::vector<Snap> homes{{.status = SnapStatus::kSnapped}, {.status = SnapStatus::kTooFar}};
  const auto numbered = place_findings({.origins = homes});
  ASSERT_EQ(numbered.size(), 2U);
  EXPECT_EQ(numbered[0].code, "origin_off_network");
  EXPECT_EQ(numbered[0].areas, Names{"1"});
  EXPECT_EQ(numbered[1].code, "no_facilities");
  const Names names{"Aue", "Moor"};
  const auto named = place_findings({.origins = homes, .facilities = homes, .origin_names = names});
  ASSERT_EQ(named.size(), 2U);
  EXPECT_EQ(named[0].areas, Names{"Moor"});
  EXPECT_EQ(named[1].code, "facility_off_network");
  const std::vector<Snap> plain{{.status = SnapStatus::kSnapped}};
  EXPECT_TRUE(place_findings({.origins = plain, .facilities = plain}).empty());
}

TEST(PlaceFindings, WhoReachesNothingIsNamedWithTheMode) {
  const std::vector<Standing> standing{Standing::kOnNetwork, Standing::kBeyondLimit,
                                       Standing::kTooFar, Standing::kOtherIsland};
  const auto findings = without_facility(standing, {}, "car");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].message, "2 of 4 reach no facility");
  EXPECT_EQ(findings[0].areas, (Names{"1", "3"}));
  EXPECT_EQ(findings[0].details.front().second, "car");
  EXPECT_TRUE(without_facility(std::vector{Standing::kTooFar}, {}).empty());
}

}  // namespace
}  // namespace sozialraum::reach
