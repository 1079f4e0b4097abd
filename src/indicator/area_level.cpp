#include "sozialraum/indicator/area_level.hpp"

#include <array>
#include <cstddef>

namespace sozialraum::indicator {
namespace {

constexpr std::array<std::string_view, 8> kNames{"cell_100m",       "village", "school",
                                                 "facility",        "commune", "district",
                                                 "agency_district", "state"};

int rank(AreaLevel level) {
  return level == AreaLevel::kFacility ? rank(AreaLevel::kSchool) : static_cast<int>(level);
}

}  // namespace

std::string_view name(AreaLevel level) { return kNames[static_cast<std::size_t>(level)]; }

std::optional<AreaLevel> area_level_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<AreaLevel>(i);
  }
  return std::nullopt;
}

bool finer(AreaLevel level, AreaLevel than) { return rank(level) < rank(than); }

}  // namespace sozialraum::indicator
