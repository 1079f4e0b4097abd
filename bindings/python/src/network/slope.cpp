#include "sozialraum/network/slope.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "network/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_slope(py::module_& m) {
  m.def(
      "height_points",
      [](const network::RoadGraph& graph) {
        std::vector<double> lon;
        std::vector<double> lat;
        for (const network::LonLat& point : network::height_points(graph)) {
          lon.push_back(point.lon);
          lat.push_back(point.lat);
        }
        return py::make_tuple(to_numpy(std::move(lon)), to_numpy(std::move(lat)));
      },
      py::arg("graph"));
  m.def(
      "with_slopes",
      [](const network::RoadGraph& graph, const FloatArray& heights, bool bicycle,
         double minimum_metres) {
        const network::SlopeOptions options{
            .climber = bicycle ? network::Climber::kBicycle : network::Climber::kFoot,
            .minimum_metres = minimum_metres};
        const auto climb = [&, known = view(heights)] {
          const py::gil_scoped_release release;
          return network::with_slopes(graph, known, options);
        };
        network::SlopeResult result = climb();
        return py::make_tuple(py::cast(std::move(result.graph)), to_python(result.findings));
      },
      py::arg("graph"), py::arg("heights"), py::arg("bicycle"), py::arg("minimum_metres"));
}

}  // namespace sozialraum::python
