#include "sozialraum/smallarea/spatial_fay_herriot.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "smallarea/bind.hpp"
#include "smallarea/covariates.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_spatial_fay_herriot(py::module_& m) {
  m.def(
      "spatial_fay_herriot",
      [](const FloatArray& value, const FloatArray& variance, const std::vector<std::string>& areas,
         const spatial::Weights& weights, const FloatArray& covariates,
         const std::vector<std::string>& names, bool restricted, double level,
         const py::object& progress, const StateArray& value_states,
         const StateArray& variance_states) {
        smallarea::SpatialFayHerriotOptions options{.method = restricted
                                                                  ? smallarea::VarianceMethod::kReml
                                                                  : smallarea::VarianceMethod::kMl,
                                                    .level = level};
        auto result = interruptible(progress, 1, [&](const core::Execution& execution) {
          options.execution = execution;
          return smallarea::spatial_fay_herriot(
              {cells(value, value_states), cells(variance, variance_states), areas}, weights,
              {.values = view(covariates), .names = names}, options);
        });
        py::dict columns;
        columns["value"] = to_numpy(std::move(result.value));
        columns["weight"] = to_numpy(std::move(result.weight));
        columns["lower"] = to_numpy(std::move(result.lower));
        columns["upper"] = to_numpy(std::move(result.upper));
        columns["expected"] = to_numpy(std::move(result.expected));
        columns["posterior_mean"] = to_numpy(std::move(result.posterior_mean));
        columns["posterior_variance"] = to_numpy(std::move(result.posterior_variance));
        columns["state"] = to_numpy(result.states);
        return py::make_tuple(columns, to_python(result.coefficients), result.variance,
                              result.correlation, result.log_likelihood,
                              to_python(result.findings));
      },
      py::arg("value"), py::arg("variance"), py::arg("areas"), py::arg("weights"),
      py::arg("covariates"), py::arg("names"), py::arg("restricted"), py::arg("level"),
      py::arg("progress"), py::arg("value_states") = py::none(),
      py::arg("variance_states") = py::none());
}

}  // namespace sozialraum::python
