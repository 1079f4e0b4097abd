#pragma once

#include <cstdint>

namespace sozialraum::reach {

/// Who travels? One-way streets make the two differ, so every call names it.
enum class Direction : std::uint8_t {
  kToFacility,    ///< people travel to the facility: school, doctor, shop
  kFromFacility,  ///< the facility comes to the people: fire brigade, ambulance, care service
};

/// How were the minutes measured? A straight line is a fallback and always says so.
enum class Method : std::uint8_t {
  kRoadNetwork,   ///< "road-network"
  kStraightLine,  ///< "straight-line"
};

}  // namespace sozialraum::reach
