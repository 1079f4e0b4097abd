#pragma once

#include <cstddef>
#include <vector>

namespace sozialraum::core {

/// Reserves memory for n values that will be read all over, and asks the system to hand it out in
/// pages of 2 MB instead of 4 KB: the processor then finds any address sooner, and first use costs
/// less. A hint: where the system has no such pages (only Linux is asked) or n is small, it is
/// values.reserve(n).
template <class T>
void reserve_huge_pages(std::vector<T>& values, std::size_t n);

/// The same for memory that nobody has used yet.
void advise_huge_pages(void* begin, std::size_t bytes);

template <class T>
void reserve_huge_pages(std::vector<T>& values, std::size_t n) {
  if (values.capacity() >= n) return;
  values.reserve(n);
  advise_huge_pages(values.data(), n * sizeof(T));
}

}  // namespace sozialraum::core
