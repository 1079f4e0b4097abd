#include "sozialraum/core/standing.hpp"

#include <array>

namespace sozialraum::core {

std::string_view name(Standing standing) {
  constexpr std::array<std::string_view, 7> kNames{
      "on_network", "beyond_limit", "other_island", "too_far", "no_road", "no_position", "unknown"};
  return kNames.at(static_cast<std::size_t>(standing));
}

}  // namespace sozialraum::core
