#include "sozialraum/gis/areas.hpp"

#include <pybind11/stl.h>

#include <cstring>

#include "core/area_code.hpp"
#include "core/finding.hpp"
#include "gis/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

py::list to_python(const std::vector<std::vector<std::byte>>& wkb) {
  py::list result;
  for (const auto& one : wkb) {
    result.append(py::bytes(reinterpret_cast<const char*>(one.data()), one.size()));
  }
  return result;
}

std::vector<std::vector<std::byte>> wkb_from_python(const py::list& wkb) {
  std::vector<std::vector<std::byte>> result;
  for (const py::handle& one : wkb) {
    const std::string_view bytes = one.cast<py::bytes>();
    std::vector<std::byte> copy(bytes.size());
    std::memcpy(copy.data(), bytes.data(), bytes.size());
    result.push_back(std::move(copy));
  }
  return result;
}

void bind_areas(py::module_& m) {
  m.def(
      "read_areas",
      [](const std::string& path, const py::dict& options) {
        const gis::AreaOptions areas{.key = options["key"].cast<std::string>(),
                                     .kind = code_kind(options["kind"].cast<std::string>()),
                                     .layer = options["layer"].cast<std::string>(),
                                     .crs = options["crs"].cast<std::string>(),
                                     .encoding = options["encoding"].cast<std::string>(),
                                     .make_valid = options["make_valid"].cast<bool>(),
                                     .repair_ags = options["repair_ags"].cast<bool>()};
        const auto read = [&] {
          const py::gil_scoped_release release;
          return gis::read_areas(path, areas);
        };
        const gis::AreaPolygons result = read();
        return py::make_tuple(to_python(result.table), to_python(result.wkb), result.crs,
                              to_python(result.findings));
      },
      py::arg("path"), py::arg("options"));
}

}  // namespace sozialraum::python
