#include "sozialraum/network/places_on_roads.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "text_roads.hpp"

namespace sozialraum::network {
namespace {

std::vector<Door> at(const PlacesOnRoads& places, char node) {
  const auto doors = places.at(test::node(node));
  return {doors.begin(), doors.end()};
}

// A place a quarter of the way from a to b, one place at c, and one that is too far from any road.
TEST(PlacesOnRoads, AreMetAtTheNodesThatLeadToThem) {
  const auto graph = test::roads(R"(
      a - b 40 80
      b - c 50 )");
  const std::vector<Snap> snaps{
      {.status = SnapStatus::kSnapped, .edge = EdgeId{0}, .fraction = 0.25},
      {.status = SnapStatus::kSnapped, .edge = EdgeId{1}, .fraction = 1.0, .leg = 7},
      {.status = SnapStatus::kTooFar, .edge = EdgeId{0}, .fraction = 0.5}};

  const PlacesOnRoads outward(graph, snaps, Sense::kOutward);
  EXPECT_EQ(at(outward, 'a'), (std::vector<Door>{{0, 10}}));  // a quarter of 40
  EXPECT_EQ(at(outward, 'b'), (std::vector<Door>{{0, 60}}));  // three quarters of 80
  EXPECT_EQ(at(outward, 'c'), (std::vector<Door>{{1, 7}}));   // the leg alone

  const PlacesOnRoads inward(graph, snaps, Sense::kInward);
  EXPECT_EQ(at(inward, 'a'), (std::vector<Door>{{0, 20}}));  // a quarter of 80
  EXPECT_EQ(at(inward, 'b'), (std::vector<Door>{{0, 30}}));

  std::vector<std::uint32_t> on_first;
  outward.on(EdgeId{0}, [&](std::uint32_t place) { on_first.push_back(place); });
  EXPECT_EQ(on_first, (std::vector<std::uint32_t>{0}));
}

TEST(AlongTheMap, KeepsNeighboursTogetherAndLeavesOutTheRest) {
  const Snap west{.status = SnapStatus::kSnapped, .foot = {9.0, 52.0}};
  const Snap east{.status = SnapStatus::kSnapped, .foot = {14.0, 52.0}};
  const Snap beside_west{.status = SnapStatus::kSnapped, .foot = {9.001, 52.001}};
  const Snap nowhere{.status = SnapStatus::kNoPosition};
  const auto order = along_the_map(std::vector{west, east, nowhere, beside_west});
  EXPECT_EQ(order, (std::vector<std::uint32_t>{0, 3, 1}));
}

}  // namespace
}  // namespace sozialraum::network
