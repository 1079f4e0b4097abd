#include "sozialraum/core/ids.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace sozialraum::core {
namespace {

TEST(AreaId, IsNeitherMadeFromNorTurnedIntoANumberInSilence) {
  EXPECT_FALSE((std::is_convertible_v<int, AreaId>));
  EXPECT_FALSE((std::is_convertible_v<AreaId, std::size_t>));
}

TEST(AreaId, IsTheRowNumber) { EXPECT_EQ(index(AreaId{7}), 7U); }

}  // namespace
}  // namespace sozialraum::core
