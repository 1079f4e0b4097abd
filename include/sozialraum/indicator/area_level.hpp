#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sozialraum::indicator {

/// Of what size are the areas that a figure speaks of?
///
/// From the finest to the coarsest. A school and another facility have the same rank: the place
/// where something is counted is neither finer nor coarser than the other.
enum class AreaLevel : std::uint8_t {
  kCell100m,
  kVillage,
  kSchool,
  kFacility,
  kCommune,
  kDistrict,
  kAgencyDistrict,  ///< of the employment agency; its borders may cut districts
  kState,
};

/// "cell_100m", "village", "school", "facility", "commune", "district", "agency_district", "state".
[[nodiscard]] std::string_view name(AreaLevel level);
/// Nothing for any other text.
[[nodiscard]] std::optional<AreaLevel> area_level_from_name(std::string_view name);

/// Is it below the other: are its areas finer? A village is finer than a commune.
[[nodiscard]] bool finer(AreaLevel level, AreaLevel than);

}  // namespace sozialraum::indicator
