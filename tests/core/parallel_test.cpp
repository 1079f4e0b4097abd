#include "sozialraum/core/parallel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

namespace sozialraum::core {
namespace {

TEST(ParallelFor, VisitsEveryRowOnceInFixedChunksForAnyThreadCount) {
  for (const unsigned threads : {1U, 2U, 3U, 8U}) {
    std::vector<int> visits(1003, 0);
    std::vector<std::size_t> begins(11, 0);
    parallel_for(visits.size(), 100, {.threads = threads}, [&](std::size_t begin, std::size_t end) {
      begins[begin / 100] = begin;
      EXPECT_EQ(end, std::min<std::size_t>(begin + 100, 1003));
      for (std::size_t i = begin; i < end; ++i) ++visits[i];
    });
    EXPECT_EQ(visits, std::vector<int>(1003, 1));
    EXPECT_EQ(begins[10], 1000U);
  }
}

TEST(ParallelFor, DoesNothingForNoRows) {
  parallel_for(0, 10, {}, [](std::size_t, std::size_t) { FAIL(); });
}

TEST(ParallelFor, RethrowsTheExceptionOfABody) {
  const auto work = [](std::size_t begin, std::size_t) {
    if (begin == 50) throw std::out_of_range("row 50");
  };
  EXPECT_THROW(parallel_for(100, 10, {.threads = 2}, work), std::out_of_range);
  EXPECT_THROW(parallel_for(100, 10, {.threads = 1}, work), std::out_of_range);
}

TEST(ParallelFor, StopsSoonWhenAskedTo) {
  for (const unsigned threads : {1U, 2U}) {
    Progress progress;
    std::atomic<int> chunks = 0;
    EXPECT_THROW(parallel_for(1000, 1, {.threads = threads, .progress = &progress},
                              [&](std::size_t, std::size_t) {
                                if (++chunks == 3) progress.stop = true;
                              }),
                 Cancelled);
    EXPECT_LT(chunks, 10);
  }
}

}  // namespace
}  // namespace sozialraum::core
