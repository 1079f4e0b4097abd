#pragma once

#include <vector>

#include "sozialraum/network/snap.hpp"

namespace sozialraum::python {

/// Snapped places as one opaque Python object: searches take it, columns() shows it.
struct Snaps {
  std::vector<network::Snap> rows;
  bool at_nodes = false;  ///< given by number: their components were not looked up
};

}  // namespace sozialraum::python
