#include "sozialraum/core/huge_pages.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace sozialraum::core {
namespace {

TEST(HugePages, GiveTheSameMemory) {
  for (const std::size_t n : {0UL, 1UL, 1000UL, 3'000'000UL}) {  // the last is larger than a page
    std::vector<int> values = on_huge_pages<int>(n);
    EXPECT_EQ(values.size(), n);
    EXPECT_EQ(std::count(values.begin(), values.end(), 0), static_cast<std::ptrdiff_t>(n));
    std::fill(values.begin(), values.end(), 7);
    EXPECT_EQ(std::count(values.begin(), values.end(), 7), static_cast<std::ptrdiff_t>(n));
  }
}

}  // namespace
}  // namespace sozialraum::core
