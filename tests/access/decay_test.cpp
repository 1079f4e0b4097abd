#include "sozialraum/access/decay.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::access {
namespace {

using core::Deciseconds;
using core::Minutes;

Deciseconds minutes(double m) { return core::to_deciseconds(Minutes{m}); }

TEST(Decay, StepsCountUpToAndWithTheirLimit) {
  const Decay decay = Decay::steps({{Minutes{10}, 1.0}, {Minutes{20}, 0.68}, {Minutes{30}, 0.22}});
  EXPECT_EQ(decay(minutes(10)), 1.0);
  EXPECT_EQ(decay(minutes(10) + 1), 0.68);
  EXPECT_EQ(decay(minutes(30)), 0.22);
  EXPECT_EQ(decay(minutes(30) + 1), 0.0);
  EXPECT_EQ(decay(core::kUnreachable), 0.0);
  EXPECT_EQ(decay.reach(), minutes(30));
  EXPECT_EQ(decay.largest(), 1.0);
}

// Values of the Python package "access" 1.1 (weights.gaussian(20), weights.gravity(20, -2, 1)).
TEST(Decay, GaussianAndPowerAgreeWithThePackageAccess) {
  const Decay gaussian = Decay::gaussian(Minutes{20});
  EXPECT_EQ(gaussian(0), 1.0);
  EXPECT_NEAR(gaussian(minutes(20)), 0.60653066, 1e-8);
  EXPECT_NEAR(gaussian(minutes(40)), 0.13533528, 1e-8);
  EXPECT_NEAR(gaussian(minutes(60)), 0.01110900, 1e-8);
  const Decay gravity =
      Decay::power({.scale = Minutes{20}, .exponent = 2.0, .minimum = Minutes{1}});
  EXPECT_NEAR(gravity(0), 400.0, 1e-12);
  EXPECT_NEAR(gravity(minutes(1)), 400.0, 1e-12);
  EXPECT_NEAR(gravity(minutes(2)), 100.0, 1e-12);
  EXPECT_NEAR(gravity(minutes(20)), 1.0, 1e-12);
  EXPECT_NEAR(gravity(minutes(40)), 0.25, 1e-12);
  EXPECT_NEAR(gravity.largest(), 400.0, 1e-12);
}

TEST(Decay, TheOthersByPencil) {
  EXPECT_NEAR(Decay::exponential(0.05)(minutes(20)), std::exp(-1.0), 1e-15);
  EXPECT_EQ(Decay::linear(Minutes{50})(minutes(20)), 0.6);
  EXPECT_EQ(Decay::linear(Minutes{50})(minutes(60)), 0.0);
  EXPECT_EQ(Decay::linear(Minutes{50}).reach(), minutes(50));
  EXPECT_EQ(Decay::logistic(Minutes{15}, 0.3)(minutes(15)), 0.5);
  EXPECT_EQ(Decay::exponential(0.05).reach(), core::kLongestTime);
}

TEST(Decay, RefusesWhatIsNoWeight) {
  EXPECT_EQ(test::finding_of([] { (void)Decay::steps({}); }).place.argument, "steps");
  EXPECT_THROW((void)Decay::steps({{Minutes{10}, 1.0}, {Minutes{10}, 0.5}}), core::InvalidInput);
  EXPECT_THROW((void)Decay::steps({{Minutes{10}, -1.0}}), core::InvalidInput);
  EXPECT_THROW((void)Decay::exponential(-1.0), core::InvalidInput);
  EXPECT_EQ(test::finding_of([] { (void)Decay::steps({{Minutes{10}, 1e51}}); }).place.argument,
            "steps");
  EXPECT_EQ(test::finding_of([] {
              (void)Decay::power({.scale = Minutes{1e6}, .exponent = 60.0});
            }).place.argument,
            "exponent");
  EXPECT_THROW((void)Decay::gaussian(Minutes{0.0}), core::InvalidInput);
  EXPECT_THROW((void)Decay::power({.exponent = std::nan("")}), core::InvalidInput);
  EXPECT_THROW((void)Decay::linear(Minutes{-5.0}), core::InvalidInput);
  EXPECT_THROW((void)Decay::logistic(Minutes{10.0}, 0.0), core::InvalidInput);
}

}  // namespace
}  // namespace sozialraum::access
