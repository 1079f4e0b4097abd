#include "sozialraum/spatial/contiguity.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "throws.hpp"

namespace sozialraum::spatial {
namespace {

using Ring = std::vector<std::pair<double, double>>;

template <class T>
void append(std::string& bytes, T value) {
  char raw[sizeof(T)];
  std::memcpy(raw, &value, sizeof(T));
  bytes.append(raw, sizeof(T));
}

/// Well-known binary of a polygon and its holes, in the byte order of this machine.
std::string polygon(const std::vector<Ring>& rings) {
  std::string bytes;
  append(bytes, static_cast<char>(std::endian::native == std::endian::little));
  append(bytes, std::uint32_t{3});
  append(bytes, static_cast<std::uint32_t>(rings.size()));
  for (const Ring& ring : rings) {
    append(bytes, static_cast<std::uint32_t>(ring.size()));
    for (const auto& [x, y] : ring) {
      append(bytes, x);
      append(bytes, y);
    }
  }
  return bytes;
}

Ring box(double x, double y, double width = 1.0, double height = 1.0) {
  return {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}};
}

struct Map {
  std::vector<core::AreaCode> codes{};
  std::vector<std::string> shapes{};

  Map& add(const std::string& code, const Ring& ring, const std::vector<Ring>& holes = {}) {
    codes.push_back(core::AreaCode::parse(code, core::CodeKind::kCustom));
    std::vector<Ring> rings{ring};
    rings.insert(rings.end(), holes.begin(), holes.end());
    shapes.push_back(polygon(rings));
    return *this;
  }

  [[nodiscard]] Weights touching(const ContiguityOptions& options = {}) const {
    const std::vector<std::string_view> views(shapes.begin(), shapes.end());
    return contiguity({.codes = codes, .wkb = views}, options);
  }
};

/// 2 x 2 fields and one far away.
Map fields() {
  Map map;
  map.add("a", box(0, 0)).add("b", box(1, 0)).add("c", box(0, 1)).add("d", box(1, 1));
  map.add("far", box(9, 9));
  return map;
}

TEST(Contiguity, QueenSeesCornersAndRookDoesNot) {
  EXPECT_EQ(fields().touching().links(), 12U);  // all six pairs of the four
  const Weights rook = fields().touching({.rule = ContiguityRule::kRook});
  EXPECT_EQ(rook.links(), 8U);
  const auto of_a = rook.neighbours(core::AreaId{0});
  ASSERT_EQ(of_a.size(), 2U);
  EXPECT_EQ(of_a[0].area, core::AreaId{1});
  EXPECT_EQ(of_a[1].area, core::AreaId{2});
}

TEST(Contiguity, NamesTheIslandAndJoinsItToNothing) {
  const auto findings = fields().touching().findings();
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings[0].code, "islands");
  EXPECT_EQ(findings[0].areas, std::vector<std::string>{"far"});
}

TEST(Contiguity, FindsABoundaryThatEndsInTheMiddleOfTheNeighboursEdge) {
  Map map;
  map.add("wide", box(0, 0, 2, 1)).add("left", box(0, 1)).add("right", box(1, 1));
  EXPECT_EQ(map.touching({.rule = ContiguityRule::kRook}).links(), 6U);
}

TEST(Contiguity, JoinsAPairOnceHoweverOftenItMeets) {
  // A town within a commune: four corners and four sides in common.
  const Map map =
      Map{}.add("commune", box(0, 0, 9, 9), {box(1, 1, 2, 2)}).add("town", box(1, 1, 2, 2));
  for (const auto rule : {ContiguityRule::kQueen, ContiguityRule::kRook}) {
    const Weights weights = map.touching({.rule = rule});
    ASSERT_EQ(weights.neighbours(core::AreaId{0}).size(), 1U);
    EXPECT_EQ(weights.neighbours(core::AreaId{0})[0].weight, 1.0);
  }
}

TEST(Contiguity, ACornerGivenTwiceIsNoLine) {
  const Ring twice{{0, 0}, {1, 0}, {1, 1}, {1, 1}, {0, 1}, {0, 0}};
  const Ring other{{1, 1}, {1, 1}, {2, 1}, {2, 2}, {1, 1}};
  const Map map = Map{}.add("a", twice).add("b", other);
  EXPECT_EQ(map.touching({.rule = ContiguityRule::kRook}).islands().size(), 2U);
  EXPECT_TRUE(map.touching().islands().empty());
}

TEST(Contiguity, SidesThatOverlapInPartAreALineWithoutACommonCorner) {
  const Map map =
      Map{}.add("a", box(0, 0, 4, 1)).add("b", box(1, 1, 1, 1)).add("c", box(3, 1, 2, 1));
  const Weights weights = map.touching({.rule = ContiguityRule::kRook});
  EXPECT_EQ(weights.neighbours(core::AreaId{0}).size(), 2U);
  EXPECT_EQ(weights.neighbours(core::AreaId{1}).size(), 1U);
}

TEST(Contiguity, SnapsOnlyWhenAskedTo) {
  Map map;
  map.add("a", box(0, 0)).add("b", box(1.001, 0));
  EXPECT_EQ(map.touching().links(), 0U);
  EXPECT_EQ(map.touching({.snap = 0.01}).links(), 2U);
  EXPECT_EQ(map.touching({.rule = ContiguityRule::kRook, .snap = 0.01}).links(), 2U);
}

TEST(Contiguity, ABoundaryWithoutPolygonIsAnIsland) {
  Map map = fields();
  map.shapes[0] = polygon({});
  EXPECT_EQ(map.touching().islands().size(), 2U);
}

TEST(Contiguity, NamesABowTieAndStillFindsItsNeighbours) {
  Map map = fields();
  map.add("tie", {{2, 0}, {3, 1}, {3, 0}, {2, 1}, {2, 0}});  // beside b and d
  const Weights weights = map.touching({.rule = ContiguityRule::kRook});
  const auto findings = weights.row_standardised().findings();
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings[0].code, "invalid_polygons");
  EXPECT_EQ(findings[0].areas, std::vector<std::string>{"tie"});
  EXPECT_EQ(weights.neighbours(core::AreaId{5}).size(), 1U);  // b, whose side is its own
}

TEST(Contiguity, WorksForNoAreasAndForOne) {
  EXPECT_EQ(Map{}.touching().size(), 0U);
  Map one;
  EXPECT_EQ(one.add("a", box(0, 0)).touching().islands().size(), 1U);
}

TEST(Contiguity, RefusesWhatIsNoPolygonNamingTheArea) {
  Map map = fields();
  map.shapes[2] = "nonsense";
  const auto finding = test::finding_of([&] { static_cast<void>(map.touching()); });
  EXPECT_EQ(finding.code, "bad_geometry");
  EXPECT_EQ(finding.place.area, "c");
  map.shapes.pop_back();
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(map.touching()); }).code, "length_mismatch");
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(fields().touching({.snap = -1.0}));
            }).place.argument,
            "snap");
}

}  // namespace
}  // namespace sozialraum::spatial
