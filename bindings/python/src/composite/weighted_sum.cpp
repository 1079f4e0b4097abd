#include "sozialraum/composite/weighted_sum.hpp"

#include <pybind11/stl.h>

#include "composite/bind.hpp"
#include "core/array.hpp"
#include "core/finding.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using ComponentColumns = std::vector<std::tuple<std::string, FloatArray, double, int, StateArray>>;

composite::MissingComponent missing_component(const std::string& name) {
  if (name == "not_scored") return composite::MissingComponent::kNotScored;
  if (name == "mean_of_present") return composite::MissingComponent::kMeanOfPresent;
  const std::vector<std::string> names{"not_scored", "mean_of_present"};
  core::unknown_name("option", name, names, {.argument = "missing"});
}

}  // namespace

void bind_weighted_sum(py::module_& m) {
  m.def(
      "weighted_sum",
      [](const ComponentColumns& columns, const std::string& missing,
         const std::vector<std::string>& areas) {
        std::vector<composite::Component> components;
        for (const auto& [name, values, weight, direction, states] : columns) {
          components.push_back({name, cells(values, states), weight, direction});
        }
        const auto which = missing_component(missing);
        composite::WeightedSum result;
        {
          const py::gil_scoped_release release;
          result = composite::weighted_sum(components, {.missing = which, .areas = areas});
        }
        return py::make_tuple(to_numpy(std::move(result.values)), to_numpy(result.states),
                              to_python(result.findings));
      },
      py::arg("columns"), py::arg("missing"), py::arg("areas"));
}

}  // namespace sozialraum::python
