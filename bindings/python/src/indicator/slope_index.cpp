#include "sozialraum/indicator/slope_index.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "indicator/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_slope_index(py::module_& m) {
  m.def(
      "slope_index",
      [](const FloatArray& value, const FloatArray& people, const FloatArray& rank,
         const FloatArray& error, const std::vector<std::string>& groups, double level) {
        const indicator::SlopeIndex line = indicator::slope_index({.value = view(value),
                                                                   .people = view(people),
                                                                   .rank = view(rank),
                                                                   .error = view(error),
                                                                   .groups = groups},
                                                                  level);
        return std::vector<double>{line.slope,
                                   line.slope_interval.lower,
                                   line.slope_interval.upper,
                                   line.ratio,
                                   line.ratio_interval.lower,
                                   line.ratio_interval.upper,
                                   line.worst_off,
                                   line.best_off};
      },
      py::arg("value"), py::arg("people"), py::arg("rank"), py::arg("error"), py::arg("groups"),
      py::arg("level"));
}

}  // namespace sozialraum::python
