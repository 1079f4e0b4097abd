#include "typology/code_order.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>

namespace sozialraum::typology {
namespace {

/// An area with the first eight bytes of its code as a number, which seldom leaves more to compare.
struct Entry {
  std::uint64_t first = 0;
  std::size_t area = 0;
};

std::uint64_t first_bytes(const std::string& code) {
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < sizeof bytes; ++i) {
    bytes = bytes << 8U | (i < code.size() ? static_cast<unsigned char>(code[i]) : 0U);
  }
  return bytes;
}

}  // namespace

std::vector<std::size_t> areas_by_code(const Points& points) {
  std::vector<std::size_t> order(points.areas());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (std::ranges::is_sorted(points.codes)) return order;
  std::vector<Entry> entries;
  entries.reserve(order.size());
  for (const std::size_t area : order) {
    entries.push_back({first_bytes(points.codes[area].text()), area});
  }
  std::ranges::sort(entries, [&](const Entry& a, const Entry& b) {
    if (a.first != b.first) return a.first < b.first;
    return points.codes[a.area] < points.codes[b.area];
  });
  std::ranges::transform(entries, order.begin(), &Entry::area);
  return order;
}

}  // namespace sozialraum::typology
