#include "sozialraum/indicator/contrast.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "indicator/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

py::tuple to_python(indicator::Contrasts&& made) {
  return py::make_tuple(to_numpy(std::move(made.value)), to_numpy(std::move(made.other)),
                        to_numpy(std::move(made.difference)), to_numpy(std::move(made.lower)),
                        to_numpy(std::move(made.upper)), to_numpy(std::move(made.ratio)),
                        to_numpy(std::move(made.p)), to_numpy(std::move(made.p_adjusted)),
                        to_numpy(made.states), python::to_python(made.findings));
}

indicator::ContrastOptions options_of(bool events, double level, double rounding) {
  return {.test = events ? indicator::ContrastTest::kConditional : indicator::ContrastTest::kFisher,
          .level = level,
          .rounding = rounding};
}

}  // namespace

void bind_contrast(py::module_& m) {
  m.def(
      "against_region",
      [](const FloatArray& count, const FloatArray& base, const StateArray& count_states,
         const StateArray& base_states, const std::vector<std::string>& areas,
         const std::vector<std::size_t>& region, bool events, double level, double rounding) {
        const indicator::Counts counts{cells(count, count_states), cells(base, base_states), areas};
        return to_python(
            indicator::against_region(counts, region, options_of(events, level, rounding)));
      },
      py::arg("count"), py::arg("base"), py::arg("count_states"), py::arg("base_states"),
      py::arg("areas"), py::arg("region"), py::arg("events"), py::arg("level"),
      py::arg("rounding"));
  m.def(
      "change",
      [](const std::vector<FloatArray>& before, const std::vector<StateArray>& before_states,
         const std::vector<FloatArray>& after, const std::vector<StateArray>& after_states,
         const std::vector<std::string>& areas, bool events, double level, double rounding) {
        const auto counts = [&](const auto& numbers, const auto& states) {
          return indicator::Counts{cells(numbers.at(0), states.at(0)),
                                   cells(numbers.at(1), states.at(1)), areas};
        };
        return to_python(indicator::change(counts(before, before_states),
                                           counts(after, after_states),
                                           options_of(events, level, rounding)));
      },
      py::arg("before"), py::arg("before_states"), py::arg("after"), py::arg("after_states"),
      py::arg("areas"), py::arg("events"), py::arg("level"), py::arg("rounding"));
}

}  // namespace sozialraum::python
