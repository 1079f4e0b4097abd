#include "sozialraum/indicator/transform.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "indicator/bind.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

indicator::Transformation transformation(const std::string& name) {
  if (const auto known = indicator::transformation_from_name(name)) return *known;
  const std::vector<std::string> names{"none", "log", "sqrt", "asinh"};
  core::unknown_name("transformation", name, names, {.argument = "transformation"});
}

}  // namespace

void bind_transform(py::module_& m) {
  m.def(
      "transform",
      [](const FloatArray& values, const std::string& how, const std::vector<std::string>& areas,
         const std::string& name) {
        return to_numpy(indicator::transform(
            view(values), {.transformation = transformation(how), .areas = areas, .name = name}));
      },
      py::arg("values"), py::arg("transformation"), py::arg("areas"), py::arg("name"));
}

}  // namespace sozialraum::python
