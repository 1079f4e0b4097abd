#include "sozialraum/smallarea/logit_shrinkage.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "smallarea/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_logit_shrinkage(py::module_& m) {
  m.def(
      "logit_shrinkage",
      [](const FloatArray& count, const FloatArray& base, const std::vector<std::string>& areas,
         double level, const StateArray& count_states, const StateArray& base_states) {
        auto result = smallarea::logit_shrinkage(
            {cells(count, count_states), cells(base, base_states), areas}, level);
        py::dict columns;
        columns["rate"] = to_numpy(std::move(result.rate));
        columns["weight"] = to_numpy(std::move(result.weight));
        columns["lower"] = to_numpy(std::move(result.lower));
        columns["upper"] = to_numpy(std::move(result.upper));
        columns["posterior_mean"] = to_numpy(std::move(result.posterior_mean));
        columns["posterior_variance"] = to_numpy(std::move(result.posterior_variance));
        columns["state"] = to_numpy(result.states);
        return py::make_tuple(columns, result.target, result.variance, to_python(result.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("areas"), py::arg("level"),
      py::arg("count_states") = py::none(), py::arg("base_states") = py::none());
}

}  // namespace sozialraum::python
