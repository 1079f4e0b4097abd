#include "sozialraum/network/ids.hpp"

#include <gtest/gtest.h>

#include <type_traits>

#include "sozialraum/core/ids.hpp"

namespace sozialraum::network {
namespace {

TEST(NetworkIds, NeverConvertIntoOneAnother) {
  EXPECT_FALSE((std::is_convertible_v<NodeId, EdgeId>));
  EXPECT_FALSE((std::is_convertible_v<NodeId, core::AreaId>));
  EXPECT_FALSE((std::is_convertible_v<NodeId, unsigned>));
  EXPECT_EQ(index(NodeId{7}), 7U);
}

}  // namespace
}  // namespace sozialraum::network
