#include "sozialraum/osm/built_up.hpp"

#include <gtest/gtest.h>

namespace sozialraum::osm {
namespace {

/// A square of about 1.4 x 2.2 km around 9.01 east, 50.01 north.
const Rings kSquare{{{9.0, 50.0}, {9.02, 50.0}, {9.02, 50.02}, {9.0, 50.02}}};

TEST(BuiltUpMap, IsInsideASurfaceAndOutsideBeyondIt) {
  BuiltUpMap map;
  map.add_surface(kSquare);
  EXPECT_TRUE(map.contains({9.01, 50.01}));
  EXPECT_TRUE(map.contains({9.0005, 50.0005}));
  EXPECT_FALSE(map.contains({9.021, 50.01}));
  EXPECT_FALSE(map.contains({9.01, 49.999}));
}

TEST(BuiltUpMap, LeavesHolesOpen) {
  BuiltUpMap map;
  map.add_surface(
      {kSquare[0], {{9.008, 50.008}, {9.012, 50.008}, {9.012, 50.012}, {9.008, 50.012}}});
  EXPECT_FALSE(map.contains({9.01, 50.01}));
  EXPECT_TRUE(map.contains({9.005, 50.005}));
}

TEST(BuiltUpMap, MeasuresTheShareOfALineThatIsInside) {
  BuiltUpMap map;
  map.add_surface(kSquare);
  EXPECT_EQ(map.share_inside({9.005, 50.01}, {9.015, 50.01}), 1.0);
  EXPECT_EQ(map.share_inside({9.03, 50.01}, {9.04, 50.01}), 0.0);
  EXPECT_NEAR(map.share_inside({9.01, 50.01}, {9.03, 50.01}), 0.5, 0.03);  // half of it is beyond
}

TEST(BuiltUpMap, GrowsByOneCellAtATime) {
  BuiltUpMap map;
  map.add_surface({{{9.0, 50.0}, {9.0202, 50.0}, {9.0202, 50.02}, {9.0, 50.02}}});
  const auto before = map.cell_count();
  EXPECT_FALSE(map.contains({9.0206, 50.01}));  // the border lies in the cell 9.0200 to 9.0204
  map.grow(1);
  EXPECT_TRUE(map.contains({9.0206, 50.01}));
  EXPECT_FALSE(map.contains({9.0210, 50.01}));
  EXPECT_GT(map.cell_count(), before);
}

TEST(BuiltUpMap, ADiscHasItsRadius) {
  BuiltUpMap map;
  map.add_circle({9.0, 50.0}, 350.0);
  EXPECT_TRUE(map.contains({9.0, 50.0025}));   // 278 m north
  EXPECT_FALSE(map.contains({9.0, 50.0037}));  // 411 m
  EXPECT_TRUE(map.contains({9.0042, 50.0}));   // 300 m east
  EXPECT_FALSE(map.contains({9.0057, 50.0}));  // 407 m
  EXPECT_TRUE(map.any_within({9.0, 50.006}, 400.0));
  EXPECT_FALSE(map.any_within({9.0, 50.02}, 400.0));
}

TEST(BuiltUpMap, TheOrderOfSurfacesDoesNotMatter) {
  const Rings other{{{9.015, 50.01}, {9.03, 50.01}, {9.03, 50.03}}};
  BuiltUpMap one;
  one.add_surface(kSquare);
  one.add_surface(other);
  BuiltUpMap two;
  two.add_surface(other);
  two.add_surface(kSquare);
  EXPECT_EQ(one.cell_count(), two.cell_count());
}

TEST(BuiltUpMap, NothingComesOfNothing) {
  BuiltUpMap map;
  map.add_surface({});
  map.add_surface({{}});
  map.add_surface({{{9.0, 50.0}, {9.1, 50.0}}});
  map.grow(2);
  EXPECT_TRUE(map.empty());
  EXPECT_FALSE(map.contains({9.0, 50.0}));
  EXPECT_EQ(map.share_inside({9.0, 50.0}, {9.1, 50.0}), 0.0);
}

TEST(BuiltUpMap, WorksWestOfGreenwichAndSouthOfTheEquator) {
  BuiltUpMap map;
  map.add_surface({{{-8.6, -41.2}, {-8.58, -41.2}, {-8.58, -41.18}, {-8.6, -41.18}}});
  EXPECT_TRUE(map.contains({-8.59, -41.19}));
  map.grow(1);
  EXPECT_TRUE(map.contains({-8.59, -41.19}));
  EXPECT_FALSE(map.contains({-8.57, -41.19}));
}

}  // namespace
}  // namespace sozialraum::osm
