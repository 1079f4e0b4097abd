#include "sozialraum/core/execution.hpp"

#include <gtest/gtest.h>

namespace sozialraum::core {
namespace {

TEST(Execution, CountsStepsAndStopsWhenAsked) {
  Progress progress;
  const Execution execution{.threads = 1, .progress = &progress};
  execution.expect(10);
  execution.advance(3);
  EXPECT_EQ(progress.done, 3U);
  EXPECT_EQ(progress.total, 10U);
  progress.stop = true;
  EXPECT_THROW(execution.advance(1), Cancelled);
}

TEST(Execution, NeedsNoProgress) {
  const Execution execution;
  execution.expect(10);
  EXPECT_NO_THROW(execution.advance(1));
}

}  // namespace
}  // namespace sozialraum::core
