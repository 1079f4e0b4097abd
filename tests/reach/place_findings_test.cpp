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

TEST(PlaceFindings, WhoLiesOnAnIslandWithoutAFacilityIsToldWhy) {
  const auto on = [](std::uint32_t component) {
    return Snap{.status = SnapStatus::kSnapped, .component = component};
  };
  const std::vector<Snap> homes{on(0), on(1), {.status = SnapStatus::kTooFar}, on(2)};
  const std::vector<Snap> schools{on(1), on(0), {.status = SnapStatus::kNoRoad, .component = 2}};
  const auto findings = cut_off({.origins = homes, .facilities = schools});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "origin_cut_off");
  EXPECT_EQ(findings[0].areas, Names{"3"});
  EXPECT_EQ(findings[0].message.substr(0, 6), "1 of 4");
  EXPECT_EQ(place_findings({.origins = homes, .facilities = schools}).back(), findings[0]);

  const std::vector<Snap> nowhere{{.status = SnapStatus::kNoRoad}};
  EXPECT_TRUE(cut_off({.origins = homes, .facilities = nowhere}).empty());
  const std::vector<Snap> at_node{on(network::kComponentUnknown)};
  EXPECT_TRUE(cut_off({.origins = homes, .facilities = at_node}).empty());
  EXPECT_TRUE(cut_off({.origins = at_node, .facilities = schools}).empty());
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
