#include "sozialraum/typology/gower.hpp"

#include <pybind11/stl.h>

#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_gower(py::module_& m) {
  using PyColumn = std::tuple<std::string, Numbers, bool, double>;
  m.def(
      "gower",
      [](const std::vector<PyColumn>& columns) {
        std::vector<typology::MixedColumn> views;
        for (const auto& [name, values, category, weight] : columns) {
          views.push_back(
              {.name = name, .values = span(values), .category = category, .weight = weight});
        }
        std::vector<double> distances;
        {
          const py::gil_scoped_release release;
          distances = typology::gower(views);
        }
        return matrix(distances, views.empty() ? 0 : views.front().values.size());
      },
      py::arg("columns"));
}

}  // namespace sozialraum::python
