#include "sozialraum/smallarea/regression_bayes.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "smallarea/bind.hpp"
#include "smallarea/covariates.hpp"
#include "smallarea/model.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_regression_bayes(py::module_& m) {
  m.def(
      "regression_bayes",
      [](const FloatArray& count, const FloatArray& base, const std::vector<std::string>& areas,
         const FloatArray& covariates, const std::vector<std::string>& names,
         const std::string& model, double level, bool intervals, unsigned threads,
         const py::object& progress, std::optional<bool> part_of_base,
         const StateArray& count_states, const StateArray& base_states) {
        smallarea::RegressionBayesOptions options{
            .model = model_of(model), .level = level, .intervals = intervals};
        if (part_of_base) {
          options.bound =
              *part_of_base ? indicator::CountBound::kPartOfBase : indicator::CountBound::kFree;
        }
        auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return smallarea::regression_bayes(
              {cells(count, count_states), cells(base, base_states), areas},
              {.values = view(covariates), .names = names}, options);
        });
        py::dict columns;
        columns["rate"] = to_numpy(std::move(result.rate));
        columns["weight"] = to_numpy(std::move(result.weight));
        columns["lower"] = to_numpy(std::move(result.lower));
        columns["upper"] = to_numpy(std::move(result.upper));
        columns["expected"] = to_numpy(std::move(result.expected));
        columns["posterior_mean"] = to_numpy(std::move(result.posterior_mean));
        columns["posterior_variance"] = to_numpy(std::move(result.posterior_variance));
        columns["state"] = to_numpy(result.states);
        return py::make_tuple(columns, to_python(result.coefficients), result.dispersion,
                              result.log_likelihood, to_python(result.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("areas"), py::arg("covariates"), py::arg("names"),
      py::arg("model"), py::arg("level"), py::arg("intervals"), py::arg("threads"),
      py::arg("progress"), py::arg("part_of_base") = py::none(),
      py::arg("count_states") = py::none(), py::arg("base_states") = py::none());
}

}  // namespace sozialraum::python
