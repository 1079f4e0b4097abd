#include "sozialraum/indicator/age_standardise.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "indicator/bind.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

indicator::DirectInterval direct_interval(const std::string& name) {
  if (name == "dobson") return indicator::DirectInterval::kDobson;
  if (name == "gamma") return indicator::DirectInterval::kGamma;
  const std::vector<std::string> names{"dobson", "gamma"};
  core::unknown_name("interval", name, names, {.argument = "interval"});
}

indicator::IndirectInterval indirect_interval(const std::string& name) {
  if (name == "poisson") return indicator::IndirectInterval::kPoisson;
  if (name == "lognormal") return indicator::IndirectInterval::kLogNormal;
  const std::vector<std::string> names{"poisson", "lognormal"};
  core::unknown_name("interval", name, names, {.argument = "interval"});
}

/// Cases and persons, strata by strata; the arrays must outlive it.
indicator::Strata strata_of(const core::Cells& count, const core::Cells& base, std::size_t strata,
                            const std::vector<std::string>& areas) {
  return {.count = count, .base = base, .strata = strata, .areas = areas};
}

}  // namespace

void bind_age_standardise(py::module_& m) {
  m.def(
      "direct_rates",
      [](const FloatArray& count, const FloatArray& base, const FloatArray& standard,
         const std::vector<std::string>& areas, const std::string& interval, double level,
         const StateArray& count_states, const StateArray& base_states) {
        const auto strata = static_cast<std::size_t>(standard.size());
        auto made = indicator::direct_rates(
            strata_of(cells(count, count_states), cells(base, base_states), strata, areas),
            view(standard), {.interval = direct_interval(interval), .level = level});
        return py::make_tuple(to_numpy(std::move(made.value)), to_numpy(std::move(made.lower)),
                              to_numpy(std::move(made.upper)), to_numpy(made.states),
                              to_python(made.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("standard"), py::arg("areas"), py::arg("interval"),
      py::arg("level"), py::arg("count_states"), py::arg("base_states"));
  m.def(
      "case_ratios",
      [](const FloatArray& count, const FloatArray& base, const FloatArray& standard,
         const std::vector<std::string>& areas, const std::string& interval, double level,
         const StateArray& count_states, const StateArray& base_states) {
        const auto strata = static_cast<std::size_t>(standard.size());
        auto made = indicator::case_ratios(
            strata_of(cells(count, count_states), cells(base, base_states), strata, areas),
            view(standard), {.interval = indirect_interval(interval), .level = level});
        return py::make_tuple(to_numpy(std::move(made.value)), to_numpy(std::move(made.lower)),
                              to_numpy(std::move(made.upper)), to_numpy(made.states),
                              to_numpy(std::move(made.expected)), to_python(made.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("standard"), py::arg("areas"), py::arg("interval"),
      py::arg("level"), py::arg("count_states"), py::arg("base_states"));
  m.def(
      "indirect_rates",
      [](const FloatArray& count, const FloatArray& base, const FloatArray& standard_count,
         const FloatArray& standard_base, const std::vector<std::string>& areas,
         const std::string& interval, double level, const StateArray& count_states,
         const StateArray& base_states) {
        const auto strata = static_cast<std::size_t>(standard_count.size());
        auto made = indicator::indirect_rates(
            strata_of(cells(count, count_states), cells(base, base_states), strata, areas),
            {view(standard_count), view(standard_base)},
            {.interval = indirect_interval(interval), .level = level});
        return py::make_tuple(to_numpy(std::move(made.value)), to_numpy(std::move(made.lower)),
                              to_numpy(std::move(made.upper)), to_numpy(made.states),
                              to_numpy(std::move(made.expected)), to_python(made.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("standard_count"), py::arg("standard_base"),
      py::arg("areas"), py::arg("interval"), py::arg("level"), py::arg("count_states"),
      py::arg("base_states"));
}

}  // namespace sozialraum::python
