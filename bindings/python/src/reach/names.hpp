#pragma once

#include <pybind11/pybind11.h>

#include <string>
#include <vector>

#include "core/array.hpp"
#include "sozialraum/core/nearest_name.hpp"
#include "sozialraum/reach/direction.hpp"
#include "sozialraum/reach/nearest.hpp"

namespace sozialraum::python {

[[nodiscard]] inline reach::Direction direction_of(const std::string& name) {
  if (name == "to_facility") return reach::Direction::kToFacility;
  if (name == "from_facility") return reach::Direction::kFromFacility;
  const std::vector<std::string> names{"to_facility", "from_facility"};
  core::unknown_name("direction", name, names, {.argument = "direction"});
}

/// Minutes (NaN = none) and numbers (-1 = none) of the nearest facilities, k an origin.
[[nodiscard]] inline pybind11::tuple to_python(const reach::Nearest& nearest) {
  std::vector<double> minutes;
  std::vector<std::int64_t> facilities;
  for (const network::TimedLabel& entry : nearest.facilities) {
    const bool none = entry.label == network::kNoLabel;
    minutes.push_back(core::to_minutes(entry.time));
    facilities.push_back(none ? -1 : static_cast<std::int64_t>(entry.label));
  }
  return pybind11::make_tuple(to_numpy(std::move(minutes)), to_numpy(std::move(facilities)));
}

}  // namespace sozialraum::python
