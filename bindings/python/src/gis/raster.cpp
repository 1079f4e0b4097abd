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
  m.def(
      "write_raster",
      [](const std::string& path, const py::array_t<float, py::array::c_style>& values,
         const std::array<double, 6>& to_place, const std::string& crs, const std::string& unit) {
        const gis::RasterCells raster{
            .columns = static_cast<int>(values.shape(1)),
            .rows = static_cast<int>(values.shape(0)),
            .to_place = to_place,
            .values = {values.data(), static_cast<std::size_t>(values.size())},
            .crs = crs,
            .unit = unit};
        const py::gil_scoped_release release;
        gis::write_raster(path, raster);
      },
      py::arg("path"), py::arg("values"), py::arg("to_place"), py::arg("crs"), py::arg("unit"));
}

}  // namespace sozialraum::python
