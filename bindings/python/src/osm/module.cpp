#include <pybind11/pybind11.h>

#include "core/finding.hpp"
#include "osm/bind.hpp"

namespace py = pybind11;

// An extension of its own, so that the package works without libosmium. Loaded after _core, whose
// RoadGraph it hands out.
PYBIND11_MODULE(_osm, m) {
  m.doc() = "Compiled part of sozialraum.osm; use that module instead.";
  py::module_::import("sozialraum._core");
  using namespace sozialraum::python;
  register_errors();
  bind_access(m);
  bind_maxspeed(m);
  bind_speed_table(m);
  bind_road_reader(m);
  bind_facility_reader(m);
}
