#include "sozialraum/isochrone/isochrone.hpp"

#include <pybind11/stl.h>

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "isochrone/bind.hpp"
#include "network/snaps.hpp"
#include "reach/names.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using isochrone::Isochrones;

/// Points and the three levels of beginnings, as shapely.from_ragged_array takes them.
py::dict ragged(const Isochrones& answer) {
  std::vector<double> points;
  std::vector<std::int64_t> rings{0};
  std::vector<std::int64_t> polygons{0};
  std::vector<std::int64_t> lands{0};
  for (const isochrone::Isochrone& isochrone : answer.isochrones) {
    const isochrone::Multipolygon& land = isochrone.land;
    const std::int64_t first_point = rings.back();
    const std::int64_t first_ring = polygons.back();
    for (const network::LonLat point : land.points) {
      points.push_back(point.lon);
      points.push_back(point.lat);
    }
    for (std::size_t r = 1; r < land.ring_begin.size(); ++r) {
      rings.push_back(first_point + land.ring_begin[r]);
    }
    for (std::size_t p = 1; p < land.polygon_begin.size(); ++p) {
      polygons.push_back(first_ring + land.polygon_begin[p]);
    }
    lands.push_back(static_cast<std::int64_t>(polygons.size()) - 1);
  }
  py::dict result;
  result["points"] = to_numpy(std::move(points));
  result["rings"] = to_numpy(std::move(rings));
  result["polygons"] = to_numpy(std::move(polygons));
  result["lands"] = to_numpy(std::move(lands));
  return result;
}

template <class Field>
py::array_t<double> column(const Isochrones& answer, Field field) {
  std::vector<double> values;
  for (const isochrone::Isochrone& isochrone : answer.isochrones)
    values.push_back(field(isochrone));
  return to_numpy(std::move(values));
}

}  // namespace

void bind_isochrone_stem(py::module_& m) {
  py::class_<Isochrones>(m, "Isochrones")
      .def("ragged", &ragged)
      .def("square_metres",
           [](const Isochrones& answer) {
             return column(answer, [](const auto& one) { return one.square_metres; });
           })
      .def("road_metres",
           [](const Isochrones& answer) {
             return column(answer, [](const auto& one) { return one.road_metres; });
           })
      .def("findings", [](const Isochrones& answer) { return to_python(answer.findings); });
  m.def(
      "isochrones",
      [](const network::RoadGraph& graph, const network::Hierarchy* hierarchy,
         const isochrone::IsochroneGrid& grid, const Snaps& places,
         const std::vector<double>& limits, const std::string& direction,
         double smallest_square_metres, const std::vector<std::string>& names, unsigned threads,
         const py::object& progress) {
        const reach::Direction which = direction_of(direction);
        std::vector<core::Minutes> minutes;
        for (const double limit : limits) minutes.push_back(core::Minutes{limit});
        return interruptible(progress, threads, [&](const core::Execution& execution) {
          return isochrone::isochrones(
              {.roads = graph, .hierarchy = hierarchy, .direction = which, .execution = execution},
              grid, places.rows,
              {.limits = minutes,
               .smallest_square_metres = smallest_square_metres,
               .names = names});
        });
      },
      py::arg("graph"), py::arg("hierarchy"), py::arg("grid"), py::arg("places"), py::arg("limits"),
      py::arg("direction"), py::arg("smallest_square_metres"), py::arg("names"), py::arg("threads"),
      py::arg("progress"));
}

}  // namespace sozialraum::python
