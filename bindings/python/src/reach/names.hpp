#pragma once

#include <pybind11/pybind11.h>

#include <string>
#include <vector>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "sozialraum/core/nearest_name.hpp"
#include "sozialraum/reach/direction.hpp"
#include "sozialraum/reach/nearest.hpp"
#include "sozialraum/reach/travel_times.hpp"

namespace sozialraum::python {

[[nodiscard]] inline reach::Direction direction_of(const std::string& name) {
  if (name == "to_facility") return reach::Direction::kToFacility;
  if (name == "from_facility") return reach::Direction::kFromFacility;
  const std::vector<std::string> names{"to_facility", "from_facility"};
  core::unknown_name("direction", name, names, {.argument = "direction"});
}

/// One row a pair: origin number, facility number, minutes.
[[nodiscard]] inline pybind11::tuple columns_of(const reach::TravelTimes& times) {
  std::vector<std::int64_t> origin;
  std::vector<std::int64_t> facility;
  std::vector<double> minutes;
  for (std::size_t i = 0; i < times.origin_count(); ++i) {
    for (const reach::Reached& reached : times.row(i)) {
      origin.push_back(static_cast<std::int64_t>(i));
      facility.push_back(reached.facility);
      minutes.push_back(core::to_minutes(reached.time));
    }
  }
  return pybind11::make_tuple(to_numpy(std::move(origin)), to_numpy(std::move(facility)),
                              to_numpy(std::move(minutes)));
}

/// Minutes (NaN = none) and numbers (-1 = none) of the nearest facilities, k an origin; findings.
[[nodiscard]] inline pybind11::tuple to_python(const reach::Nearest& nearest) {
  std::vector<double> minutes;
  std::vector<std::int64_t> facilities;
  for (const network::TimedLabel& entry : nearest.facilities) {
    const bool none = entry.label == network::kNoLabel;
    minutes.push_back(core::to_minutes(entry.time));
    facilities.push_back(none ? -1 : static_cast<std::int64_t>(entry.label));
  }
  return pybind11::make_tuple(to_numpy(std::move(minutes)), to_numpy(std::move(facilities)),
                              to_python(nearest.findings));
}

}  // namespace sozialraum::python
