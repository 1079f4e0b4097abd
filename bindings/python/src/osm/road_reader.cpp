#include "sozialraum/osm/road_reader.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "osm/bind.hpp"
#include "osm/import_report.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using Points = py::array_t<double, py::array::c_style | py::array::forcecast>;

/// Surfaces as (n, 2) arrays of longitude and latitude, one a ring.
std::vector<osm::Rings> surfaces(const std::vector<std::vector<Points>>& given) {
  std::vector<osm::Rings> result;
  for (const auto& rings : given) {
    osm::Rings& surface = result.emplace_back();
    for (const Points& points : rings) {
      const auto values = points.unchecked<2>();
      auto& ring = surface.emplace_back();
      for (py::ssize_t i = 0; i < values.shape(0); ++i)
        ring.push_back({values(i, 0), values(i, 1)});
    }
  }
  return result;
}

osm::RoadReadOptions read_options(const std::string& mode, const py::dict& given) {
  osm::RoadReadOptions options;
  options.mode = osm::parse_mode(mode);
  if (const auto speeds = given["speeds"]; !speeds.is_none()) {
    options.speeds = osm::SpeedTable::parse(speeds.cast<std::string>());
  }
  options.built_up.land_use = given["land_use"].cast<bool>();
  options.built_up.places = given["places"].cast<bool>();
  options.built_up.margin_cells = given["margin_cells"].cast<int>();
  options.built_up.surfaces = surfaces(given["surfaces"].cast<std::vector<std::vector<Points>>>());
  options.through_restricted = given["through_restricted"].cast<bool>();
  options.turn_restrictions = given["turn_restrictions"].cast<bool>();
  options.bends = given["bends"].cast<bool>();
  return options;
}

py::dict read_roads(const std::string& path, const std::string& mode, const py::dict& given,
                    const py::object& progress, unsigned threads) {
  osm::RoadReadOptions options = read_options(mode, given);
  auto roads = interruptible(progress, threads, [&](const core::Execution& execution) {
    options.execution = execution;
    return osm::read_roads(path, options);
  });
  py::dict result;
  result["graph"] = py::cast(std::move(roads.graph));
  result["report"] = to_python(roads.report);
  result["findings"] = to_python(roads.findings);
  result["speed_table"] = roads.speed_table;
  result["kilometres"] = roads.kilometres;
  result["built_up_kilometres"] = roads.built_up_kilometres;
  result["bounds"] = py::make_tuple(roads.south_west.lon, roads.south_west.lat,
                                    roads.north_east.lon, roads.north_east.lat);
  return result;
}

}  // namespace

void bind_road_reader(py::module_& m) {
  m.def("read_roads", &read_roads, py::arg("path"), py::arg("mode"), py::arg("options"),
        py::arg("progress"), py::arg("threads"));
}

}  // namespace sozialraum::python
