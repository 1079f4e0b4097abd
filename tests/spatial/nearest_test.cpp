#include "sozialraum/spatial/nearest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sozialraum/core/random.hpp"
#include "throws.hpp"

namespace sozialraum::spatial {
namespace {

struct OwnPlaces {
  std::vector<core::AreaCode> codes{};
  std::vector<double> x{};
  std::vector<double> y{};

  void add(const std::string& code, double east, double north) {
    codes.push_back(core::AreaCode::parse(code, core::CodeKind::kCustom));
    x.push_back(east);
    y.push_back(north);
  }
  [[nodiscard]] Places view() const { return {.codes = codes, .x = x, .y = y}; }
};

std::vector<std::string> names(const Weights& weights, std::uint32_t row) {
  std::vector<std::string> result;
  for (const auto& neighbour : weights.neighbours(static_cast<core::AreaId>(row))) {
    result.push_back(weights.codes()[core::index(neighbour.area)].text());
  }
  std::ranges::sort(result);
  return result;
}

TEST(Nearest, OfEquallyFarPlacesTheSmallerCodesAreTaken) {
  OwnPlaces places;  // a cross of 1,000 m around the middle
  places.add("south", 5000, 4000);
  places.add("north", 5000, 6000);
  places.add("middle", 5000, 5000);
  places.add("west", 4000, 5000);
  places.add("east", 6000, 5000);
  const Weights weights = nearest_neighbours(places.view(), {.neighbours = 2});
  EXPECT_EQ(names(weights, 2), (std::vector<std::string>{"east", "north"}));
  EXPECT_EQ(weights.links(), 10U);
}

TEST(Nearest, AgreesWithLookingAtAllPairs) {
  constexpr std::size_t kAreas = 300;
  core::RandomStream random(3, "places");
  OwnPlaces places;
  for (std::size_t i = 0; i < kAreas; ++i) {  // a coarse grid, so that there are many ties
    places.add("area" + std::to_string(1000 + i), 1000.0 * static_cast<double>(random.below(20)),
               1000.0 * static_cast<double>(random.below(20)));
  }
  for (const unsigned threads : {1U, 2U, 3U, 8U}) {
    const Weights weights =
        nearest_neighbours(places.view(), {.neighbours = 5, .execution = {.threads = threads}});
    for (std::uint32_t i = 0; i < kAreas; ++i) {
      std::vector<std::pair<double, std::string>> all;
      for (std::size_t j = 0; j < kAreas; ++j) {
        const double dx = places.x[i] - places.x[j];
        const double dy = places.y[i] - places.y[j];
        if (j != i) all.emplace_back(dx * dx + dy * dy, places.codes[j].text());
      }
      std::ranges::sort(all);
      std::vector<std::string> expected;
      for (std::size_t j = 0; j < 5; ++j) expected.push_back(all[j].second);
      std::ranges::sort(expected);
      ASSERT_EQ(names(weights, i), expected);
    }
  }
}

TEST(Nearest, RefusesWhatHasNoAnswer) {
  OwnPlaces places;
  places.add("a", 1000, 0);
  places.add("b", 2000, 0);
  const auto code = [&](std::size_t k) {
    return test::finding_of(
               [&] { static_cast<void>(nearest_neighbours(places.view(), {.neighbours = k})); })
        .code;
  };
  EXPECT_EQ(code(2), "fewer_areas_than_neighbours");
  EXPECT_EQ(code(0), "invalid_argument");
  places.x[1] = std::nan("");
  EXPECT_EQ(code(1), "missing_values");
  places.x = {9.2, 9.3};
  places.y = {52.1, 52.2};
  EXPECT_EQ(code(1), "degrees_not_metres");
  places.y.pop_back();
  EXPECT_EQ(code(1), "length_mismatch");
}

}  // namespace
}  // namespace sozialraum::spatial
