#include "sozialraum/core/parallel.hpp"

#include <tbb/blocked_range.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cassert>

namespace sozialraum::core {

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
    return;
  }
  // More threads than the machine has would only make TBB print a warning.
  const int available = tbb::info::default_concurrency();
  const int wanted = static_cast<int>(execution.threads);
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

}  // namespace sozialraum::core
