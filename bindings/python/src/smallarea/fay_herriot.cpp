#include "sozialraum/smallarea/fay_herriot.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "smallarea/bind.hpp"
#include "smallarea/covariates.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

smallarea::VarianceMethod method_of(const std::string& name) {
  if (name == "reml") return smallarea::VarianceMethod::kReml;
  if (name == "ml") return smallarea::VarianceMethod::kMl;
  if (name == "moments") return smallarea::VarianceMethod::kMoments;
  const std::vector<std::string> names{"reml", "ml", "moments"};
  core::unknown_name("method", name, names, {.argument = "method"});
}

}  // namespace

void bind_fay_herriot(py::module_& m) {
  m.def(
      "fay_herriot",
      [](const FloatArray& value, const FloatArray& variance, const std::vector<std::string>& areas,
         const FloatArray& covariates, const std::vector<std::string>& names,
         const std::string& method, double level, unsigned threads, const py::object& progress,
         const StateArray& value_states, const StateArray& variance_states) {
        smallarea::FayHerriotOptions options{.method = method_of(method), .level = level};
        auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return smallarea::fay_herriot(
              {cells(value, value_states), cells(variance, variance_states), areas},
              {.values = view(covariates), .names = names}, options);
        });
        py::dict columns;
        columns["value"] = to_numpy(std::move(result.value));
        columns["weight"] = to_numpy(std::move(result.weight));
        columns["lower"] = to_numpy(std::move(result.lower));
        columns["upper"] = to_numpy(std::move(result.upper));
        columns["expected"] = to_numpy(std::move(result.expected));
        columns["squared_error"] = to_numpy(std::move(result.squared_error));
        columns["posterior_mean"] = to_numpy(std::move(result.posterior_mean));
        columns["posterior_variance"] = to_numpy(std::move(result.posterior_variance));
        columns["state"] = to_numpy(result.states);
        return py::make_tuple(columns, to_python(result.coefficients), result.variance,
                              result.log_likelihood, to_python(result.findings));
      },
      py::arg("value"), py::arg("variance"), py::arg("areas"), py::arg("covariates"),
      py::arg("names"), py::arg("method"), py::arg("level"), py::arg("threads"),
      py::arg("progress"), py::arg("value_states") = py::none(),
      py::arg("variance_states") = py::none());
}

}  // namespace sozialraum::python
