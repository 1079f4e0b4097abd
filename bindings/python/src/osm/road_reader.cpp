#include "sozialraum/osm/road_reader.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "network/barrier_lines.hpp"
#include "osm/bind.hpp"
#include "osm/import_report.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

/// Surfaces as (n, 2) arrays of longitude and latitude, one a ring.
std::vector<osm::Rings> surfaces(const std::vector<std::vector<FloatArray>>& given) {
  std::vector<osm::Rings> result;
  for (const auto& rings : given) {
    osm::Rings& surface = result.emplace_back();
    for (const FloatArray& points : rings) {
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
  options.built_up.surfaces =
      surfaces(given["surfaces"].cast<std::vector<std::vector<FloatArray>>>());
  options.through_restricted = given["through_restricted"].cast<bool>();
  options.turn_restrictions = given["turn_restrictions"].cast<bool>();
  options.bends = given["bends"].cast<bool>();
  options.waters = given["waters"].cast<bool>();
  return options;
}

py::dict as_dict(osm::RoadImport roads) {
  py::dict result;
  result["graph"] = py::cast(std::move(roads.graph));
  result["waters"] = py::cast(BarrierLines{roads.waters});
  result["report"] = to_python(roads.report);
  result["findings"] = to_python(roads.findings);
  result["speed_table"] = roads.speed_table;
  result["kilometres"] = roads.kilometres;
  result["built_up_kilometres"] = roads.built_up_kilometres;
  result["bounds"] = py::make_tuple(roads.south_west.lon, roads.south_west.lat,
                                    roads.north_east.lon, roads.north_east.lat);
  return result;
}

/// One dict a mode; `given` are pairs of a mode and its options.
py::list read_roads(const std::string& path,
                    const std::vector<std::pair<std::string, py::dict>>& given,
                    const py::object& progress, unsigned threads) {
  std::vector<osm::RoadReadOptions> options;
  for (const auto& [mode, wanted] : given) options.push_back(read_options(mode, wanted));
  auto roads = interruptible(progress, threads, [&](const core::Execution& execution) {
    for (osm::RoadReadOptions& one : options) one.execution = execution;
    return osm::read_roads(path, options);
  });
  py::list results;
  for (osm::RoadImport& one : roads) results.append(as_dict(std::move(one)));
  return results;
}

}  // namespace

void bind_road_reader(py::module_& m) {
  m.def("read_roads", &read_roads, py::arg("path"), py::arg("modes"), py::arg("progress"),
        py::arg("threads"));
}

}  // namespace sozialraum::python
