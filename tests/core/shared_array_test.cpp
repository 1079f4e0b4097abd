#include "sozialraum/core/shared_array.hpp"

#include <gtest/gtest.h>

#include <array>

namespace sozialraum::core {
namespace {

TEST(SharedArray, TakesAVectorOverAndCopiesShareIt) {
  std::vector<int> values{3, 1, 2};
  const int* memory = values.data();
  SharedArray<int> first = std::move(values);
  const SharedArray<int> second = first;
  EXPECT_EQ(second.data(), memory);
  first = SharedArray<int>();
  EXPECT_EQ(std::vector<int>(second.begin(), second.end()), (std::vector<int>{3, 1, 2}));
  EXPECT_EQ(second[1], 1);
  EXPECT_EQ(second.front(), 3);
  EXPECT_EQ(second.back(), 2);
  EXPECT_TRUE(first.empty());
}

TEST(SharedArray, KeepsTheOwnerOfAViewAlive) {
  auto owner = std::make_shared<std::array<int, 2>>(std::array<int, 2>{7, 8});
  const std::weak_ptr<std::array<int, 2>> watch = owner;
  {
    const SharedArray<int> view(std::span<const int>(*owner), owner);
    owner.reset();
    EXPECT_EQ(view[1], 8);
    EXPECT_FALSE(watch.expired());
  }
  EXPECT_TRUE(watch.expired());
}

TEST(SharedArray, ComparesElements) {
  EXPECT_EQ(SharedArray<int>(std::vector<int>{1, 2}), SharedArray<int>(std::vector<int>{1, 2}));
  EXPECT_NE(SharedArray<int>(std::vector<int>{1, 2}), SharedArray<int>(std::vector<int>{1}));
  EXPECT_EQ(SharedArray<int>(), SharedArray<int>(std::vector<int>{}));
}

}  // namespace
}  // namespace sozialraum::core
