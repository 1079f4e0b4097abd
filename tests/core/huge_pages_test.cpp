#include "sozialraum/core/huge_pages.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace sozialraum::core {
namespace {

TEST(HugePages, AreMemoryLikeAnyOther) {
  for (const std::size_t n : {0UL, 1UL, 1000UL, 3'000'000UL}) {  // the last is larger than a page
    std::vector<int> values{1, 2};
    reserve_huge_pages(values, n);
    EXPECT_EQ(values, (std::vector{1, 2}));
    EXPECT_GE(values.capacity(), n);
    const int* before = values.data();
    values.assign(n, 7);
    EXPECT_EQ(std::count(values.begin(), values.end(), 7), static_cast<std::ptrdiff_t>(n));
    EXPECT_TRUE(n <= 2 || values.data() == before);
  }
}

}  // namespace
}  // namespace sozialraum::core
