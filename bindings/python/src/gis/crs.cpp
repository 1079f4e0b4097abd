#include "sozialraum/gis/crs.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "gis/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

py::array_t<double> array(const std::vector<double>& values) {
  return py::array_t<double>(static_cast<py::ssize_t>(values.size()), values.data());
}

}  // namespace

void bind_crs(py::module_& m) {
  m.def(
      "transform",
      [](const FloatArray& x, const FloatArray& y, const std::string& from, const std::string& to) {
        const auto move = [&, xs = view(x), ys = view(y)] {
          const py::gil_scoped_release release;
          return gis::transform(xs, ys, from, to);
        };
        const gis::Transformed result = move();
        const gis::CrsOperation& used = result.operation;
        return py::make_tuple(
            array(result.x), array(result.y),
            py::make_tuple(used.from, used.to, used.name, used.accuracy, used.definition),
            to_python(result.findings));
      },
      py::arg("x"), py::arg("y"), py::arg("from_crs"), py::arg("to_crs"));
  m.def(
      "describe_crs",
      [](const std::string& crs) {
        const gis::CrsInfo info = gis::describe_crs(crs);
        return py::make_tuple(info.id, info.name, info.geographic);
      },
      py::arg("crs"));
}

}  // namespace sozialraum::python
