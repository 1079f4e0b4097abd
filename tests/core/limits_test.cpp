#include "sozialraum/core/limits.hpp"

#include <gtest/gtest.h>

#include "sozialraum/core/finding.hpp"
#include "throws.hpp"

namespace sozialraum::core {
namespace {

TEST(Limits, LetThroughWhatIsAtTheLimitAndNameWhatIsBeyond) {
  EXPECT_NO_THROW(require_at_most(10, 10, "rows", "a.csv"));
  const Finding finding = test::finding_of([] { require_at_most(11, 10, "rows", "a.csv"); });
  EXPECT_EQ(finding.code, "too_large");
  EXPECT_EQ(finding.place.file, "a.csv");
  EXPECT_NE(finding.message.find("rows than the 10"), std::string::npos);
}

TEST(Limits, AreAboveWhatOfficesDeliver) {
  EXPECT_GE(kLimits.rows, 3'200'000U);       // inhabited cells of 100 m in Germany
  EXPECT_GE(kLimits.columns, 16'384U);       // a full sheet
  EXPECT_GE(kLimits.vertices, 40'000'000U);  // the communes of Germany at 1:25,000
}

}  // namespace
}  // namespace sozialraum::core
