#include "sozialraum/indicator/interval.hpp"

#include <pybind11/pybind11.h>

#include <utility>

#include "core/array.hpp"
#include "indicator/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

std::pair<double, double> pair(const indicator::Interval& interval) {
  return {interval.lower, interval.upper};
}

}  // namespace

void bind_interval(py::module_& m) {
  m.def(
      "wilson",
      [](double count, double base, double level) {
        return pair(indicator::wilson({count, base}, level));
      },
      py::arg("count"), py::arg("base"), py::arg("level"));
  m.def(
      "clopper_pearson",
      [](double count, double base, double level) {
        return pair(indicator::clopper_pearson({count, base}, level));
      },
      py::arg("count"), py::arg("base"), py::arg("level"));
  m.def(
      "byar", [](double count, double level) { return pair(indicator::byar(count, level)); },
      py::arg("count"), py::arg("level"));
  m.def(
      "exact_poisson",
      [](double count, double level) { return pair(indicator::exact_poisson(count, level)); },
      py::arg("count"), py::arg("level"));
  m.def(
      "standard_errors",
      [](const FloatArray& lower, const FloatArray& upper, double level) {
        std::vector<double> errors(view(lower).size());
        for (std::size_t i = 0; i < errors.size(); ++i) {
          errors[i] = indicator::standard_error({view(lower)[i], view(upper)[i]}, level);
        }
        return to_numpy(std::move(errors));
      },
      py::arg("lower"), py::arg("upper"), py::arg("level"));
}

}  // namespace sozialraum::python
