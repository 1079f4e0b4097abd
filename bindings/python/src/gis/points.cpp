#include "sozialraum/gis/points.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "core/finding.hpp"
#include "gis/bind.hpp"
#include "gis/table.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

gis::Doubled doubled(const std::string& name) {
  if (name == "error") return gis::Doubled::kError;
  if (name == "number") return gis::Doubled::kNumber;
  if (name == "merge") return gis::Doubled::kMerge;
  core::invalid_argument("doubled", "is '" + name + "'", "use 'error', 'number' or 'merge'");
}

}  // namespace

void bind_points(py::module_& m) {
  m.def(
      "read_points",
      [](const std::string& path, const py::dict& options) {
        const gis::PointOptions points{.x = options["x"].cast<std::string>(),
                                       .y = options["y"].cast<std::string>(),
                                       .crs = options["crs"].cast<std::string>(),
                                       .skip_missing = options["skip_missing"].cast<bool>(),
                                       .doubled = doubled(options["doubled"].cast<std::string>()),
                                       .table = table_options(options)};
        const auto read = [&] {
          const py::gil_scoped_release release;
          return gis::read_points(path, points);
        };
        const gis::Points result = read();
        return py::make_tuple(
            to_python(result.table),
            py::array_t<double>(static_cast<py::ssize_t>(result.x.size()), result.x.data()),
            py::array_t<double>(static_cast<py::ssize_t>(result.y.size()), result.y.data()),
            result.crs, to_python(result.findings));
      },
      py::arg("path"), py::arg("options"));
}

}  // namespace sozialraum::python
