#include "typology/merges.hpp"

#include <algorithm>
#include <numeric>

namespace sozialraum::typology {
namespace {

/// Whose number does a group have now? Union-find over the ranks of first areas.
class GroupNumbers {
 public:
  explicit GroupNumbers(std::size_t areas) : parent_(areas), number_(areas), size_(areas, 1) {
    std::iota(parent_.begin(), parent_.end(), 0U);
    std::iota(number_.begin(), number_.end(), 0U);
  }

  [[nodiscard]] std::uint32_t root(std::uint32_t rank) {
    while (parent_[rank] != rank) {
      parent_[rank] = parent_[parent_[rank]];
      rank = parent_[rank];
    }
    return rank;
  }

  [[nodiscard]] Merge join(const RawMerge& raw, double height, std::uint32_t new_number) {
    const std::uint32_t a = root(raw.one);
    const std::uint32_t b = root(raw.other);
    const std::uint32_t low = std::min(a, b);
    const std::uint32_t high = std::max(a, b);
    const std::uint32_t first = std::min(number_[low], number_[high]);
    const std::uint32_t second = std::max(number_[low], number_[high]);
    parent_[high] = low;
    number_[low] = new_number;
    size_[low] += size_[high];
    return {first, second, height, size_[low]};
  }

 private:
  std::vector<std::uint32_t> parent_;
  std::vector<std::uint32_t> number_;
  std::vector<std::uint32_t> size_;
};

}  // namespace

std::vector<Merge> in_order_of_height(std::vector<RawMerge> raw, std::size_t areas,
                                      double (*height)(double cost)) {
  std::ranges::stable_sort(raw,
                           [](const RawMerge& a, const RawMerge& b) { return a.cost < b.cost; });
  GroupNumbers numbers(areas);
  std::vector<Merge> merges;
  merges.reserve(raw.size());
  for (const RawMerge& merge : raw) {
    merges.push_back(
        numbers.join(merge, height(merge.cost), static_cast<std::uint32_t>(areas + merges.size())));
  }
  return merges;
}

Hierarchy leaves(const Points& points, const Blocks& blocks) {
  Hierarchy result;
  for (const std::size_t area : blocks.area_of_rank) {
    result.area_of_group.push_back(static_cast<std::uint32_t>(area));
    result.codes.push_back(points.codes[area].text());
  }
  result.findings = scale_doubts(points);
  return result;
}

}  // namespace sozialraum::typology
