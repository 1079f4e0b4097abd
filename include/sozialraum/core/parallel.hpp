#pragma once

#include <cstddef>
#include <functional>

#include "sozialraum/core/execution.hpp"

namespace sozialraum::core {

/// Does the same work for rows 0..n-1 on several threads.
///
/// Calls `body(begin, end)` for the fixed chunks [0, chunk), [chunk, 2 chunk), ... in any order and
/// thread. The cut depends on n and chunk only, so a result that is stored per row or per chunk
/// never depends on the number of threads. Checks `execution` before each chunk (Cancelled); counts
/// no progress itself. The first exception of a body stops the rest and is rethrown. `chunk` must
/// be positive.
void parallel_for(std::size_t n, std::size_t chunk, const Execution& execution,
                  const std::function<void(std::size_t begin, std::size_t end)>& body);

}  // namespace sozialraum::core
