#include "sozialraum/typology/dimension_weights.hpp"

#include <gtest/gtest.h>

namespace sozialraum::typology {
namespace {

TEST(DimensionWeights, LetEveryDimensionWeighTheSame) {
  const std::vector<std::string> dimensions{"age", "age", "income", "age"};
  const auto weights = dimension_weights(dimensions);
  EXPECT_NEAR(weights[0], 2.0 / 3.0, 1e-15);
  EXPECT_NEAR(weights[1], 2.0 / 3.0, 1e-15);
  EXPECT_NEAR(weights[2], 2.0, 1e-15);
  EXPECT_NEAR(weights[3], 2.0 / 3.0, 1e-15);
}

TEST(DimensionWeights, AreOneWhereEveryDimensionHasAsManyColumns) {
  EXPECT_EQ(dimension_weights(std::vector<std::string>{"a", "b", "b", "a"}),
            std::vector<double>(4, 1.0));
  EXPECT_TRUE(dimension_weights({}).empty());
}

}  // namespace
}  // namespace sozialraum::typology
