#include "sozialraum/indicator/funnel.hpp"

#include <pybind11/stl.h>

#include <map>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "indicator/bind.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

indicator::FunnelMethod funnel_method(const std::string& name) {
  static const std::map<std::string, indicator::FunnelMethod> methods{
      {"binomial", indicator::FunnelMethod::kBinomial},
      {"score", indicator::FunnelMethod::kScore},
      {"poisson", indicator::FunnelMethod::kPoisson}};
  const auto found = methods.find(name);
  if (found != methods.end()) return found->second;
  const std::vector<std::string> names{"binomial", "score", "poisson"};
  core::unknown_name("method", name, names, {.argument = "method"});
}

}  // namespace

void bind_funnel(py::module_& m) {
  m.def(
      "funnel_limits",
      [](double base, double centre, const std::string& method, double level) {
        const auto [lower, upper] =
            indicator::funnel_limits(base, centre, funnel_method(method), level);
        return std::pair(lower, upper);
      },
      py::arg("base"), py::arg("centre"), py::arg("method"), py::arg("level"));
  m.def(
      "funnel",
      [](const FloatArray& count, const FloatArray& base, const StateArray& count_states,
         const StateArray& base_states, const std::vector<std::string>& areas,
         const std::string& method, std::optional<double> centre) {
        auto made = indicator::funnel({cells(count, count_states), cells(base, base_states), areas},
                                      {.method = funnel_method(method), .centre = centre});
        std::vector<std::string> places;
        for (const auto place : made.places) places.emplace_back(indicator::name(place));
        return py::make_tuple(made.centre, to_numpy(std::move(made.value)),
                              to_numpy(std::move(made.lower)), to_numpy(std::move(made.upper)),
                              to_numpy(std::move(made.far_lower)),
                              to_numpy(std::move(made.far_upper)), places, to_numpy(made.states),
                              to_python(made.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("count_states"), py::arg("base_states"),
      py::arg("areas"), py::arg("method"), py::arg("centre"));
}

}  // namespace sozialraum::python
