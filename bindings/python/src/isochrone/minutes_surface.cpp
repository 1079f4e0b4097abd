#include "sozialraum/isochrone/minutes_surface.hpp"

#include <pybind11/stl.h>

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "isochrone/bind.hpp"
#include "network/snaps.hpp"
#include "reach/names.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_minutes_surface(py::module_& m) {
  m.def(
      "minutes_surface",
      [](const network::RoadGraph& graph, const isochrone::IsochroneGrid& grid, const Snaps& places,
         const std::string& direction, double limit, const std::vector<std::string>& names,
         unsigned threads, const py::object& progress) {
        reach::Travel travel{
            .roads = graph, .direction = direction_of(direction), .limit = core::Minutes{limit}};
        std::vector<core::Finding> findings;
        std::array<std::uint32_t, 2> shape{};
        std::array<double, 6> to_place{};
        auto minutes = interruptible(progress, threads, [&](const core::Execution& execution) {
          travel.execution = execution;
          const auto surface = isochrone::minutes_surface(travel, grid, places.rows, names);
          findings = surface.findings;
          shape = {surface.rows, surface.columns};
          to_place = surface.to_place;
          std::vector<double> values;
          values.reserve(surface.times.size());
          for (const auto time : surface.times) values.push_back(core::to_minutes(time));
          return values;
        });
        return py::make_tuple(to_numpy(std::move(minutes)).reshape({shape[0], shape[1]}), to_place,
                              to_python(findings));
      },
      py::arg("graph"), py::arg("grid"), py::arg("places"), py::arg("direction"), py::arg("limit"),
      py::arg("names"), py::arg("threads"), py::arg("progress"),
      "Minutes by row and column, the geotransform, findings.");
}

}  // namespace sozialraum::python
