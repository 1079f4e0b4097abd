#include "sozialraum/smallarea/james_stein.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "smallarea/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_james_stein(py::module_& m) {
  m.def(
      "james_stein",
      [](const FloatArray& values, double variance, const std::vector<std::string>& areas,
         double level, const StateArray& states) {
        auto result = smallarea::james_stein(cells(values, states), variance,
                                             {.level = level, .areas = areas});
        py::dict columns;
        columns["value"] = to_numpy(std::move(result.value));
        columns["lower"] = to_numpy(std::move(result.lower));
        columns["upper"] = to_numpy(std::move(result.upper));
        columns["posterior_mean"] = to_numpy(std::move(result.posterior_mean));
        columns["posterior_variance"] = to_numpy(std::move(result.posterior_variance));
        columns["state"] = to_numpy(result.states);
        return py::make_tuple(columns, result.mean, result.weight, to_python(result.findings));
      },
      py::arg("values"), py::arg("variance"), py::arg("areas"), py::arg("level"),
      py::arg("states") = py::none());
}

}  // namespace sozialraum::python
