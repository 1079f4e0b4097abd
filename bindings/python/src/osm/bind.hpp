#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_access(pybind11::module_& m);
void bind_facility_reader(pybind11::module_& m);
void bind_maxspeed(pybind11::module_& m);
void bind_road_reader(pybind11::module_& m);
void bind_speed_table(pybind11::module_& m);

}  // namespace sozialraum::python
