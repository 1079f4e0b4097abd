#include "sozialraum/smallarea/local_empirical_bayes.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "smallarea/bind.hpp"
#include "smallarea/model.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

smallarea::LocalForm form_of(const std::string& name) {
  if (name == "geoda") return smallarea::LocalForm::kGeoda;
  if (name == "spdep") return smallarea::LocalForm::kSpdep;
  const std::vector<std::string> names{"geoda", "spdep"};
  core::unknown_name("form", name, names, {.argument = "form"});
}

}  // namespace

void bind_local_empirical_bayes(py::module_& m) {
  m.def(
      "local_empirical_bayes",
      [](const FloatArray& count, const FloatArray& base, const spatial::Weights& weights,
         const std::string& form, const std::string& model, double own, double level,
         bool intervals, unsigned threads, const py::object& progress,
         std::optional<bool> part_of_base, const StateArray& count_states,
         const StateArray& base_states) {
        smallarea::LocalEmpiricalBayesOptions options{.form = form_of(form),
                                                      .model = model_of(model),
                                                      .own = own,
                                                      .level = level,
                                                      .intervals = intervals};
        if (part_of_base) {
          options.bound =
              *part_of_base ? indicator::CountBound::kPartOfBase : indicator::CountBound::kFree;
        }
        auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return smallarea::local_empirical_bayes(
              {cells(count, count_states), cells(base, base_states)}, weights, options);
        });
        py::dict columns;
        columns["rate"] = to_numpy(std::move(result.rate));
        columns["weight"] = to_numpy(std::move(result.weight));
        columns["lower"] = to_numpy(std::move(result.lower));
        columns["upper"] = to_numpy(std::move(result.upper));
        columns["mean"] = to_numpy(std::move(result.mean));
        columns["variance"] = to_numpy(std::move(result.variance));
        columns["posterior_mean"] = to_numpy(std::move(result.posterior_mean));
        columns["posterior_variance"] = to_numpy(std::move(result.posterior_variance));
        columns["state"] = to_numpy(result.states);
        return py::make_tuple(columns, to_python(result.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("weights"), py::arg("form"), py::arg("model"),
      py::arg("own"), py::arg("level"), py::arg("intervals"), py::arg("threads"),
      py::arg("progress"), py::arg("part_of_base") = py::none(),
      py::arg("count_states") = py::none(), py::arg("base_states") = py::none());
}

}  // namespace sozialraum::python
