#include "sozialraum/gis/raster.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "gis/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_raster(py::module_& m) {
  m.def(
      "sample_raster",
      [](const std::string& path, const FloatArray& lon, const FloatArray& lat, int band) {
        const auto sample = [&, x = view(lon), y = view(lat)] {
          const py::gil_scoped_release release;
          return gis::sample_raster(path, x, y, {.band = band});
        };
        gis::RasterSamples samples = sample();
        return py::make_tuple(to_numpy(std::move(samples.values)), samples.crs, samples.unit,
                              to_python(samples.findings));
      },
      py::arg("path"), py::arg("lon"), py::arg("lat"), py::arg("band"));
}

}  // namespace sozialraum::python
