#include "sozialraum/indicator/rate_z.hpp"

#include <pybind11/stl.h>

#include <string>
#include <vector>

#include "core/array.hpp"
#include "indicator/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_rate_z(py::module_& m) {
  m.def(
      "rate_z",
      [](const FloatArray& count, const FloatArray& base, const std::vector<std::string>& areas,
         const StateArray& count_states, const StateArray& base_states) {
        auto result =
            indicator::rate_z({cells(count, count_states), cells(base, base_states), areas});
        return py::make_tuple(to_numpy(std::move(result.z)), to_numpy(result.states));
      },
      py::arg("count"), py::arg("base"), py::arg("areas"), py::arg("count_states") = py::none(),
      py::arg("base_states") = py::none());
}

}  // namespace sozialraum::python
