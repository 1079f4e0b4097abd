#include "sozialraum/smallarea/empirical_bayes.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "smallarea/bind.hpp"
#include "smallarea/model.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_empirical_bayes(py::module_& m) {
  m.def(
      "empirical_bayes",
      [](const FloatArray& count, const FloatArray& base, const std::vector<std::string>& areas,
         const std::string& model, double level, unsigned threads, const py::object& progress,
         std::optional<bool> part_of_base, const std::optional<FloatArray>& count_variance,
         const StateArray& count_states, const StateArray& base_states) {
        smallarea::EmpiricalBayesOptions options{.model = model_of(model), .level = level};
        if (part_of_base) {
          options.bound =
              *part_of_base ? indicator::CountBound::kPartOfBase : indicator::CountBound::kFree;
        }
        if (count_variance) options.count_variance = view(*count_variance);
        auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return smallarea::empirical_bayes(
              {cells(count, count_states), cells(base, base_states), areas}, options);
        });
        return py::make_tuple(to_numpy(std::move(result.rate)), to_numpy(std::move(result.weight)),
                              to_numpy(std::move(result.lower)), to_numpy(std::move(result.upper)),
                              to_numpy(result.states), result.prior.mean, result.prior.variance,
                              to_python(result.findings),
                              py::make_tuple(result.unseen.lower, result.unseen.upper),
                              to_numpy(std::move(result.posterior_mean)),
                              to_numpy(std::move(result.posterior_variance)));
      },
      py::arg("count"), py::arg("base"), py::arg("areas"), py::arg("model"), py::arg("level"),
      py::arg("threads"), py::arg("progress"), py::arg("part_of_base") = py::none(),
      py::arg("count_variance") = py::none(), py::arg("count_states") = py::none(),
      py::arg("base_states") = py::none());
}

}  // namespace sozialraum::python
