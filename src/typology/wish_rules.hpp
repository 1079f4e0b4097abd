#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/typology/constraints.hpp"
#include "typology/items.hpp"

namespace sozialraum::typology {

/// A wish by the places of its areas.
struct Rule {
  std::uint32_t one = 0;
  std::uint32_t other = 0;
  bool together = true;
  bool hard = true;
  double cost = 0.0;
};

/// Checks the wishes one by one (see conflicts_of) and finds their areas.
[[nodiscard]] std::vector<Rule> rules_of(const Points& points, std::span<const Wish> wishes);
/// The places of the examples. Throws "unknown_area", "duplicate_key".
[[nodiscard]] std::vector<std::uint32_t> places_of(const Points& points,
                                                   std::span<const core::AreaCode> examples);

/// Of the rules that are hard; also between examples.
[[nodiscard]] std::vector<Conflict> conflicts_among(std::span<const Rule> rules,
                                                    std::span<const Wish> wishes,
                                                    std::span<const std::uint32_t> examples,
                                                    std::size_t areas);

[[nodiscard]] bool keeps(const Rule& rule, std::span<const std::uint32_t> types);

}  // namespace sozialraum::typology
