#pragma once

#include <memory>
#include <vector>

#include "sozialraum/network/lon_lat.hpp"

namespace sozialraum::python {

/// Lines that nobody crosses off the roads, as one opaque Python object.
struct BarrierLines {
  std::shared_ptr<const std::vector<std::vector<network::LonLat>>> lines;
};

}  // namespace sozialraum::python
