#include "sozialraum/typology/choose_k.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

TEST(ChooseK, ShowsThatTwoTypesFitFiveVillagesInTwoPlaces) {
  const auto table = choose_k(test::villages().view(), std::vector<std::size_t>{2, 3, 4});
  ASSERT_EQ(table.size(), 3U);
  EXPECT_EQ(table[0].types, 2U);
  EXPECT_GT(table[0].silhouette, table[1].silhouette);
  EXPECT_LT(table[0].davies_bouldin, 0.2);
  EXPECT_EQ(table[0].smallest_size, 2U);
  EXPECT_NEAR(table[0].explained, 1.0 - (14.0 / 3.0) / 116.8, 1e-13);
  EXPECT_GT(table[1].inertia, table[2].inertia);
}

TEST(ChooseK, AsksNothingForNoNumbersOfTypes) {
  EXPECT_TRUE(choose_k(test::villages().view(), {}).empty());
}

TEST(ChooseK, RefusesWhatCannotBeJudged) {
  for (const std::size_t k : {0U, 1U, 5U, 6U}) {
    EXPECT_THROW(static_cast<void>(choose_k(test::villages().view(), std::vector<std::size_t>{k})),
                 core::InvalidInput);
  }
}

}  // namespace
}  // namespace sozialraum::typology
