#include "sozialraum/osm/facility_reader.hpp"

#include <pybind11/stl.h>

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "osm/bind.hpp"
#include "osm/import_report.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

py::str text_of(const std::string& bytes) {
  // Broken UTF-8 in a tag is the mapper's; it must not stop the reading of all the others.
  return py::reinterpret_steal<py::str>(
      PyUnicode_DecodeUTF8(bytes.data(), static_cast<Py_ssize_t>(bytes.size()), "replace"));
}

py::tuple columns(const std::vector<osm::Facility>& facilities) {
  py::list types;
  py::list ids;
  py::list lon;
  py::list lat;
  py::list tags;
  for (const osm::Facility& facility : facilities) {
    types.append(facility.osm_type == 'n' ? "node" : facility.osm_type == 'w' ? "way" : "relation");
    ids.append(facility.osm_id);
    lon.append(facility.position.lon);
    lat.append(facility.position.lat);
    py::dict all;
    for (const auto& [key, value] : facility.tags) all[text_of(key)] = text_of(value);
    tags.append(all);
  }
  return py::make_tuple(types, ids, lon, lat, tags);
}

py::dict read_facilities(const std::string& path,
                         const std::vector<std::pair<std::string, std::vector<std::string>>>& given,
                         bool merge_doubles, const py::object& progress, unsigned threads) {
  std::vector<osm::TagFilter> filters;
  for (const auto& [key, values] : given) filters.push_back({key, values});
  const auto found = interruptible(progress, threads, [&](const core::Execution& execution) {
    return osm::read_facilities(path, filters,
                                {.merge_doubles = merge_doubles, .execution = execution});
  });
  py::dict result;
  result["columns"] = columns(found.facilities);
  result["report"] = to_python(found.report);
  result["findings"] = to_python(found.findings);
  return result;
}

}  // namespace

void bind_facility_reader(py::module_& m) {
  m.def("read_facilities", &read_facilities, py::arg("path"), py::arg("filters"),
        py::arg("merge_doubles"), py::arg("progress"), py::arg("threads"));
}

}  // namespace sozialraum::python
