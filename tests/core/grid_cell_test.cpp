#include "sozialraum/core/grid_cell.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::core {
namespace {

TEST(GridCell, BothSpellingsNameTheSameSquare) {
  const GridCell expected{.size = 1000, .north = 2974000, .east = 4420000};
  EXPECT_EQ(parse_grid_cell("CRS3035RES1000mN2974000E4420000"), expected);
  EXPECT_EQ(parse_grid_cell("1kmN2974E4420"), expected);
  EXPECT_EQ(code(expected).text(), "CRS3035RES1000mN2974000E4420000");
}

TEST(GridCell, HundredMetreCellsCountInHundreds) {
  EXPECT_EQ(parse_grid_cell("100mN32114E42663"),
            (GridCell{.size = 100, .north = 3211400, .east = 4266300}));
}

TEST(GridCell, ThePointOfACentreLiesInItsCellAndTheLowerEdgeBelongsToIt) {
  // Zensus 1-km cells are delivered by their centre, such as 4420500, 2974500
  const GridCell cell{.size = 1000, .north = 2974000, .east = 4420000};
  EXPECT_EQ(grid_cell_at(4420500, 2974500, 1000), cell);
  EXPECT_EQ(grid_cell_at(4420000, 2974000, 1000), cell);
  EXPECT_EQ(grid_cell_at(4420999.99, 2974999.99, 1000), cell);
  EXPECT_NE(grid_cell_at(4421000, 2974500, 1000), cell);
}

TEST(GridCell, RefusesOtherTextsAndCornersOffTheGrid) {
  for (const char* text : {"", "N2974E4420", "1kmN2974", "1kmN2974E4420x", "7kmN1E1",
                           "CRS3035RES1000mN2974500E4420000", "CRS25832RES1000mN2974000E4420000",
                           "1kmN99999999E4420"}) {
    EXPECT_EQ(test::finding_of([&] { static_cast<void>(parse_grid_cell(text)); }).code,
              "bad_grid_cell")
        << text;
  }
}

TEST(GridCell, DegreesAndNanAreNotMetres) {
  EXPECT_THROW(static_cast<void>(grid_cell_at(-1.0, 5.0, 1000)), InvalidInput);
  EXPECT_THROW(static_cast<void>(grid_cell_at(std::nan(""), 5.0, 1000)), InvalidInput);
  EXPECT_THROW(static_cast<void>(grid_cell_at(10.0, 5.0, 123)), InvalidInput);
}

}  // namespace
}  // namespace sozialraum::core
