#include "sozialraum/typology/region_shape.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "gal.hpp"
#include "region_cases.hpp"
#include "sozialraum/typology/regions.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Labels = std::vector<std::uint32_t>;
using Links = std::vector<RegionLink>;

RegionGraph line() {
  return {test::codes_of({"a", "b", "c", "d"}), Links{{0, 1, 1}, {1, 2, 1}, {2, 3, 1}}};
}

TEST(RegionShape, APencilCountsNeighboursAndPieces) {
  const RegionShape shape = region_shape(line(), Labels{0, 0, 1, 0}, 2);
  EXPECT_EQ(shape.inside, (std::vector<double>{0.5, 0.0}));
  EXPECT_EQ(shape.pieces, (std::vector<std::size_t>{2, 1}));
  EXPECT_EQ(shape.cut_links, 2U);
  EXPECT_EQ(shape.simpson, 9.0 / 16.0 + 1.0 / 16.0);
  EXPECT_NEAR(shape.entropy, -0.75 * std::log(0.75) - 0.25 * std::log(0.25), 1e-15);
  EXPECT_TRUE(std::isnan(region_shape(line(), Labels{0, 0, 0, 0}, 1).relative_entropy));
}

TEST(RegionShape, SkaterWithSixRegionsIsAsRgeodaSays) {
  // rgeoda: spatial_validation of skater(6, queen_weights(guerry), ...): fragmentation (entropy,
  // entropy*, Simpson) and join count ratios, regions by falling size.
  const auto points = test::guerry();
  const RegionGraph graph(
      test::gal(SOZIALRAUM_GOLDEN_DIR "/guerry_queen.gal",
                test::dbase_texts(SOZIALRAUM_DATA_DIR "/classic/guerry/Guerry.dbf", "CODE_DE")));
  const Regions found = find_regions(points.view(), graph, {.regions = 6});
  const RegionShape shape = region_shape(graph, found.clustering.types, 6);
  EXPECT_NEAR(shape.entropy, 1.5302035777210896, 1e-12);
  EXPECT_NEAR(shape.relative_entropy, 0.8540228775, 1e-10);
  EXPECT_NEAR(shape.simpson, 0.25619377162629758, 1e-12);
  const std::vector<double> published{0.857143, 0.892308, 0.584615, 0.545455, 0.384615, 0.666667};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(shape.inside[i], published[i], 5e-7) << i;
  EXPECT_EQ(shape.pieces, std::vector<std::size_t>(6, 1));
}

TEST(RegionShape, RefusesWhatIsNoPartition) {
  const auto code = [](const Labels& labels, std::size_t count) {
    return test::finding_of([&] { static_cast<void>(region_shape(line(), labels, count)); }).code;
  };
  EXPECT_EQ(code({0, 0, 1}, 2), "length_mismatch");
  EXPECT_EQ(code({0, 0, 1, 2}, 2), "unknown_type");
  EXPECT_EQ(code({0, 0, 2, 2}, 3), "empty_type");
}

}  // namespace
}  // namespace sozialraum::typology
