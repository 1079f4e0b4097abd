#include "sozialraum/indicator/rate.hpp"

#include <pybind11/stl.h>

#include <map>
#include <string>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "indicator/bind.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using indicator::IntervalMethod;

IntervalMethod interval_method(const std::string& name) {
  static const std::map<std::string, IntervalMethod> methods{
      {"wilson", IntervalMethod::kWilson},
      {"clopper_pearson", IntervalMethod::kClopperPearson},
      {"poisson", IntervalMethod::kPoisson},
      {"none", IntervalMethod::kNone},
  };
  const auto found = methods.find(name);
  if (found != methods.end()) return found->second;
  const std::vector<std::string> names{"wilson", "clopper_pearson", "poisson", "none"};
  core::unknown_name("interval", name, names, {.argument = "interval"});
}

}  // namespace

void bind_rate(py::module_& m) {
  m.def(
      "rates",
      [](const FloatArray& count, const FloatArray& base, const std::vector<std::string>& areas,
         const std::string& interval, double level, double rounding, unsigned threads,
         const py::object& progress, const StateArray& count_states, const StateArray& base_states,
         double base_rounding, double noise, double base_noise) {
        const IntervalMethod method = interval_method(interval);
        auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          return indicator::rates({cells(count, count_states), cells(base, base_states), areas},
                                  {.interval = method,
                                   .level = level,
                                   .rounding = rounding,
                                   .base_rounding = base_rounding,
                                   .noise = noise,
                                   .base_noise = base_noise,
                                   .execution = execution});
        });
        return py::make_tuple(to_numpy(std::move(result.value)), to_numpy(std::move(result.lower)),
                              to_numpy(std::move(result.upper)), to_numpy(result.states),
                              to_python(result.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("areas"), py::arg("interval"), py::arg("level"),
      py::arg("rounding"), py::arg("threads"), py::arg("progress"),
      py::arg("count_states") = py::none(), py::arg("base_states") = py::none(),
      py::arg("base_rounding") = 0.0, py::arg("noise") = 0.0, py::arg("base_noise") = 0.0);
}

}  // namespace sozialraum::python
