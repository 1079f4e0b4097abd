#include "sozialraum/core/parallel.hpp"

#ifdef __SANITIZE_THREAD__
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>
#else
#include <tbb/blocked_range.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#endif

#include <algorithm>
#include <cassert>

namespace sozialraum::core {

namespace {

using Work = std::function<void(std::size_t chunk)>;

#ifdef __SANITIZE_THREAD__

// The thread sanitizer does not see into TBB's compiled part and would report every loop.
// The counter orders nothing between the threads, so that no race of the work stays hidden.
void share_out(std::size_t chunks, unsigned threads, const Work& work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr first;
  const auto take_chunks = [&] {
    try {
      for (std::size_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < chunks;) work(i);
    } catch (...) {
      next.store(chunks, std::memory_order_relaxed);
      const std::scoped_lock lock(mutex);
      if (!first) first = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> team(threads == 0 ? 4 : threads);
    for (auto& member : team) member = std::jthread(take_chunks);
  }
  if (first) std::rethrow_exception(first);
}

#else

void share_out(std::size_t chunks, unsigned threads, const Work& work) {
  // More threads than the machine has would only make TBB print a warning.
  const int available = tbb::info::default_concurrency();
  const int wanted = static_cast<int>(threads);
  tbb::task_arena arena(wanted == 0 ? available : std::min(wanted, available));
  arena.execute([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, chunks, 1),
        [&](const tbb::blocked_range<std::size_t>& range) {
          for (std::size_t i = range.begin(); i != range.end(); ++i) work(i);
        },
        tbb::simple_partitioner());
  });
}

#endif

}  // namespace

void parallel_for(std::size_t n, std::size_t chunk, const Execution& execution,
                  const std::function<void(std::size_t begin, std::size_t end)>& body) {
  assert(chunk > 0);
  const std::size_t chunks = (n + chunk - 1) / chunk;
  const auto work = [&](std::size_t i) {
    execution.advance();
    body(i * chunk, std::min(n, (i + 1) * chunk));
  };
  if (execution.threads == 1 || chunks <= 1) {
    for (std::size_t i = 0; i < chunks; ++i) work(i);
  } else {
    share_out(chunks, execution.threads, work);
  }
}

}  // namespace sozialraum::core
