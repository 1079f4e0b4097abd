#include "sozialraum/typology/rule_types.hpp"

#include <string>
#include <tuple>
#include <vector>

#include "core/finding.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

/// Name, values, errors, limits, and whether a value on each limit belongs to the class above.
using PyAxis = std::tuple<std::string, Numbers, std::optional<Numbers>, std::vector<double>,
                          std::vector<bool>>;

std::vector<typology::RuleAxis> axis_views(const std::vector<PyAxis>& axes) {
  std::vector<typology::RuleAxis> views;
  for (const auto& [name, values, errors, limits, above] : axes) {
    views.push_back({.name = name,
                     .values = span(values),
                     .errors = errors ? span(*errors) : std::span<const double>{}});
    for (std::size_t i = 0; i < limits.size(); ++i) {
      views.back().limits.push_back({.value = limits[i], .at_belongs_above = above.at(i)});
    }
  }
  return views;
}

}  // namespace

void bind_rule_types(py::module_& m) {
  m.def(
      "rule_types",
      [](const std::vector<PyAxis>& axes, const TypeNumbers& types,
         const std::optional<Numbers>& weights, const std::vector<std::string>& areas) {
        const auto found = typology::rule_types(
            axis_views(axes), {.types = span(types),
                               .weights = weights ? span(*weights) : std::span<const double>{},
                               .areas = areas});
        py::dict told;
        told["classes"] = matrix(found.classes, found.axes);
        told["types"] = array(found.types);
        told["probability"] = matrix(found.probability, found.type_count);
        told["margin"] = matrix(found.margin, found.axes);
        told["sizes"] = array(found.sizes);
        told["weights"] = array(found.weights);
        told["findings"] = to_python(found.findings);
        return told;
      },
      py::arg("axes"), py::arg("types"), py::arg("weights"), py::arg("areas"));
}

}  // namespace sozialraum::python
