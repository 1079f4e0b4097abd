#pragma once

#include <vector>

#include "sozialraum/network/snap.hpp"

namespace sozialraum::python {

/// Snapped places as one opaque Python object: searches take it, columns() shows it.
struct Snaps {
  std::vector<network::Snap> rows;
};

}  // namespace sozialraum::python
