#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sozialraum/typology/ward.hpp"
#include "typology/blocks.hpp"

namespace sozialraum::typology {

/// A merge before the groups have their numbers: named by the rank of each side's first area.
struct RawMerge {
  std::uint32_t one = 0;
  std::uint32_t other = 0;
  double cost = 0.0;
};

/// Merges are found out of order: sorts them by cost (ties stay as found, which must depend on the
/// codes alone) and gives the groups their numbers; `height` makes heights of costs.
[[nodiscard]] std::vector<Merge> in_order_of_height(std::vector<RawMerge> raw, std::size_t areas,
                                                    double (*height)(double cost));

/// A tree without merges: the areas in the order of their codes.
[[nodiscard]] Hierarchy leaves(const Points& points, const Blocks& blocks);

}  // namespace sozialraum::typology
