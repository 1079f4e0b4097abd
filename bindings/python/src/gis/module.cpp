#include <pybind11/pybind11.h>

#include "core/finding.hpp"
#include "gis/bind.hpp"

namespace py = pybind11;

PYBIND11_MODULE(_gis, m) {
  m.doc() = "Files through GDAL; use the module sozialraum.gis instead.";
  using namespace sozialraum::python;
  register_errors();
  bind_table(m);
  bind_areas(m);
  bind_points(m);
  bind_raster(m);
  bind_crs(m);
  bind_write(m);
  bind_layout(m);
}
