#pragma once

#include <cstddef>
#include <vector>

namespace sozialraum::core {

/// Tells the system that this memory is large and read all over, so that it may hand it out in
/// pages of 2 MB instead of 4 KB: the processor then finds any address sooner, and first use costs
/// less. Call it before the memory is used. A hint: does nothing where the system has no such pages
/// (only Linux is asked) or the memory is small.
void advise_huge_pages(void* begin, std::size_t bytes);

/// A vector of n values in memory so advised.
template <class T>
[[nodiscard]] std::vector<T> on_huge_pages(std::size_t n) {
  std::vector<T> values;
  values.reserve(n);
  advise_huge_pages(values.data(), n * sizeof(T));
  values.resize(n);
  return values;
}

}  // namespace sozialraum::core
