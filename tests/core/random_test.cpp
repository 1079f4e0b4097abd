#include "sozialraum/core/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace sozialraum::core {
namespace {

TEST(Philox, GivesThePublishedKnownAnswers) {
  // Random123 1.09, tests/kat_vectors, "philox4x32 10"
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}),
            (std::array<std::uint32_t, 4>{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
            (std::array<std::uint32_t, 4>{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (std::array<std::uint32_t, 4>{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(RandomStream, BelongsToItsNamesOnly) {
  RandomStream a(7, "draw", "03252007");
  RandomStream b(7, "draw", "03252007");
  EXPECT_EQ(a(), b());
  RandomStream other_area(7, "draw", "03252008");
  RandomStream other_purpose(7, "start", "03252007");
  RandomStream other_seed(8, "draw", "03252007");
  RandomStream again(7, "draw", "03252007");
  const auto first = again();
  EXPECT_NE(other_area(), first);
  EXPECT_NE(other_purpose(), first);
  EXPECT_NE(other_seed(), first);
}

TEST(RandomStream, IsUniformEnough) {
  // Mean of n uniforms has standard error 1/sqrt(12 n) = 0.0009; the counts of a fair die 129.1
  constexpr int kDraws = 100000;
  RandomStream stream(1, "test");
  double sum = 0.0;
  std::vector<int> faces(6, 0);
  for (int i = 0; i < kDraws; ++i) {
    const double u = stream.uniform();
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    sum += u;
    ++faces[stream.below(6)];
  }
  EXPECT_NEAR(sum / kDraws, 0.5, 5 * 0.0009);
  for (const int count : faces) EXPECT_NEAR(count, kDraws / 6.0, 5 * 118.0);
}

TEST(RandomStream, NormalHasMeanZeroAndVarianceOne) {
  constexpr int kDraws = 100000;
  RandomStream stream(2, "test");
  double sum = 0.0;
  double squares = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = stream.normal();
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / kDraws, 0.0, 5 / std::sqrt(kDraws));
  EXPECT_NEAR(squares / kDraws, 1.0, 5 * std::sqrt(2.0 / kDraws));
}

}  // namespace
}  // namespace sozialraum::core
