#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sozialraum/network/hierarchy.hpp"

namespace sozialraum::network {

/// Visits a place and all that lie above it and are new, those above first. `is_new(place)` is
/// asked until `visit(place, arcs)` has seen it.
template <class IsNew, class Visit>
void from_above(const Hierarchy& hierarchy, std::uint32_t start, Sense sense, IsNew is_new,
                Visit visit) {
  struct Open {
    std::uint32_t place;
    std::size_t arc;
  };
  if (!is_new(start)) return;
  std::vector<Open> open{{start, 0}};
  while (!open.empty()) {
    Open& top = open.back();
    const auto arcs = hierarchy.up(top.place, sense);
    while (top.arc < arcs.size() && !is_new(arcs[top.arc].upper)) ++top.arc;
    if (top.arc < arcs.size()) {
      open.push_back({arcs[top.arc].upper, 0});
      continue;
    }
    visit(top.place, arcs);
    open.pop_back();
  }
}

}  // namespace sozialraum::network
