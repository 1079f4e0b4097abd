#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/catalogue.hpp"

namespace sozialraum::indicator {

/// Throws InvalidInput "below_lowest_level" or "missing_area_level" for a definition whose figures
/// do not go as far down as the areas.
void require_level(const Definition& definition, std::optional<AreaLevel> areas);

/// "reference_mixed", if the definition divides counts at one place by those at another.
[[nodiscard]] std::vector<core::Finding> mixed_reference(const Definition& definition);

/// Marks values on a base below the minimum as of limited value; names them in "small_base".
[[nodiscard]] std::vector<core::Finding> mark_small_bases(const Definition& definition,
                                                          std::span<const std::string> areas,
                                                          Indicator& indicator);

/// "parts_do_not_add_up" for every composition whose parts are not its base in some areas; parts
/// that the source rounded may differ by half a step each.
[[nodiscard]] std::vector<core::Finding> uneven_compositions(
    std::span<const Definition> definitions, std::span<const std::string> areas,
    std::span<const Indicator> indicators);

/// "unconfirmed_definition", naming all whose evidence is general knowledge.
[[nodiscard]] std::vector<core::Finding> unconfirmed(std::span<const Definition> definitions);

}  // namespace sozialraum::indicator
