#include "sozialraum/indicator/transform.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::indicator {
namespace {

TEST(Transform, TakesLogarithmsAndRoots) {
  EXPECT_EQ(transform(std::vector<double>{1, std::exp(1.0)})[0], 0.0);
  EXPECT_DOUBLE_EQ(transform(std::vector<double>{1, std::exp(1.0)})[1], 1.0);
  EXPECT_EQ(transform(std::vector<double>{0, 9}, {.transformation = Transformation::kSqrt}),
            (std::vector<double>{0, 3}));
  EXPECT_EQ(transform(std::vector<double>{-1}, {.transformation = Transformation::kNone}),
            std::vector<double>{-1});
}

TEST(Transform, OfABalanceIsOddAndGoesBack) {
  // asinh(x) = log(x + sqrt(x^2 + 1)): of 0.75 that of 2
  EXPECT_DOUBLE_EQ(transformed(Transformation::kAsinh, 0.75), std::log(2.0));
  EXPECT_DOUBLE_EQ(transformed(Transformation::kAsinh, -0.75), -std::log(2.0));
  EXPECT_DOUBLE_EQ(untransformed(Transformation::kAsinh, std::log(2.0)), 0.75);
  EXPECT_DOUBLE_EQ(untransformed(Transformation::kLog, 0.0), 1.0);
  EXPECT_DOUBLE_EQ(untransformed(Transformation::kSqrt, 3.0), 9.0);
  EXPECT_TRUE(std::isnan(untransformed(Transformation::kSqrt, -3.0)));
  EXPECT_DOUBLE_EQ(untransformed(Transformation::kNone, -3.0), -3.0);
}

TEST(Transform, IsCalledByItsName) {
  for (const auto one : {Transformation::kNone, Transformation::kLog, Transformation::kSqrt,
                         Transformation::kAsinh}) {
    EXPECT_EQ(transformation_from_name(name(one)), one);
  }
  EXPECT_EQ(name(Transformation::kSqrt), "sqrt");
  EXPECT_FALSE(transformation_from_name("root"));
}

TEST(Transform, NamesTheAreasThatHaveNoLogarithm) {
  const std::vector<std::string> areas{"Hafen", "Wald"};
  const core::Finding finding = test::finding_of([&] {
    static_cast<void>(transform(std::vector<double>{1, 0}, {.areas = areas, .name = "Dichte"}));
  });
  EXPECT_EQ(finding.code, "not_transformable");
  EXPECT_EQ(finding.areas, std::vector<std::string>{"Wald"});
  EXPECT_EQ(finding.place.column, "Dichte");
}

TEST(Transform, KeepsMissingMissingAndNoneNone) {
  EXPECT_TRUE(std::isnan(transform(std::vector<double>{std::nan("")})[0]));
  EXPECT_TRUE(transform({}).empty());
}

}  // namespace
}  // namespace sozialraum::indicator
