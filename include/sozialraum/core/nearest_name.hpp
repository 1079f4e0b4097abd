#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::core {

/// Which of the existing names did the user probably mean?
///
/// The candidate with the smallest edit distance (optimal string alignment: insert, delete,
/// replace, swap of neighbours; letter case counts half a step), the first of equals. Empty if none
/// is within half of the length of the wanted name. O(candidates * length²).
[[nodiscard]] std::string nearest_name(std::string_view wanted,
                                       std::span<const std::string> candidates);

/// Throws UnknownName: "no column 'Einwoner'; the nearest is 'Einwohner'", with all candidates in
/// the details.
///
/// @param kind   what the name names: "column", "indicator", "layer"
[[noreturn]] void unknown_name(std::string_view kind, std::string_view wanted,
                               std::span<const std::string> candidates, Place place = {});

}  // namespace sozialraum::core
