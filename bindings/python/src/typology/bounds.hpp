#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "sozialraum/typology/bounds.hpp"
#include "typology/points.hpp"

namespace sozialraum::python {

/// Name, count per area, least and most of a typology::Bound. The views must not outlive it.
using PyBound = std::tuple<std::string, Numbers, double, double>;

[[nodiscard]] inline std::vector<typology::Bound> bound_views(const std::vector<PyBound>& bounds) {
  std::vector<typology::Bound> views;
  for (const auto& [name, counts, least, most] : bounds) {
    views.push_back({.name = name, .counts = span(counts), .least = least, .most = most});
  }
  return views;
}

}  // namespace sozialraum::python
