#include "sozialraum/indicator/scale.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "indicator/bind.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

indicator::ScaleMethod scale_method(const std::string& name) {
  const auto found = indicator::scale_method_from_name(name);
  if (found) return *found;
  const std::vector<std::string> names{"none",       "z",       "robust_z",    "min_max",
                                       "rank",       "log",     "sqrt",        "asinh",
                                       "percentile", "box_cox", "yeo_johnson", "winsorise"};
  core::unknown_name("method", name, names, {.argument = "method"});
}

py::dict to_python(const indicator::Scale& scale) {
  py::dict told;
  told["method"] = std::string(indicator::name(scale.method));
  told["middle"] = scale.middle;
  told["unit"] = scale.unit;
  told["power"] = scale.lambda;
  told["floor"] = scale.floor;
  told["ceiling"] = scale.ceiling;
  told["quantile_type"] = scale.quantile_type;
  told["reference"] = scale.reference;
  return told;
}

indicator::Scale scale_of(const py::dict& told) {
  return {.method = scale_method(told["method"].cast<std::string>()),
          .middle = told["middle"].cast<double>(),
          .unit = told["unit"].cast<double>(),
          .lambda = told["power"].cast<double>(),
          .floor = told["floor"].cast<double>(),
          .ceiling = told["ceiling"].cast<double>(),
          .quantile_type = told["quantile_type"].cast<int>(),
          .reference = told["reference"].cast<std::vector<double>>()};
}

indicator::ScaleOptions options_of(const py::dict& told, const FloatArray& weights) {
  return {.method = scale_method(told["method"].cast<std::string>()),
          .ddof = told["ddof"].cast<int>(),
          .weights = view(weights),
          .low = told["low"].cast<std::optional<double>>(),
          .high = told["high"].cast<std::optional<double>>(),
          .quantile_type = told["quantile_type"].cast<int>(),
          .most_skew = told["most_skew"].cast<double>(),
          .most_kurtosis = told["most_kurtosis"].cast<double>(),
          .most_points = told["most_points"].cast<std::size_t>(),
          .name = told["name"].cast<std::string>()};
}

}  // namespace

void bind_scale(py::module_& m) {
  m.def(
      "fit_scale",
      [](const FloatArray& values, const StateArray& states, const py::dict& options,
         const FloatArray& weights) {
        const auto scale =
            indicator::fit_scale(cells(values, states), options_of(options, weights));
        return py::make_tuple(to_python(scale), python::to_python(scale.findings));
      },
      py::arg("values"), py::arg("states"), py::arg("options"), py::arg("weights"));
  m.def(
      "apply_scale",
      [](const py::dict& scale, const FloatArray& values, const StateArray& states,
         const FloatArray& errors, const std::vector<std::string>& areas) {
        auto made =
            indicator::apply_scale(scale_of(scale), cells(values, states), view(errors), areas);
        return py::make_tuple(to_numpy(std::move(made.value)),
                              to_numpy(std::move(made.standard_error)), to_numpy(made.states),
                              python::to_python(made.findings));
      },
      py::arg("scale"), py::arg("values"), py::arg("states"), py::arg("errors"), py::arg("areas"));
  m.def(
      "unscale",
      [](const py::dict& scale, const FloatArray& scaled) {
        return to_numpy(indicator::unscale(scale_of(scale), view(scaled)));
      },
      py::arg("scale"), py::arg("scaled"));
}

}  // namespace sozialraum::python
