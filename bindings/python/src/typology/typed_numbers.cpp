#include "typology/typed_numbers.hpp"

#include "sozialraum/core/nearest_name.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

typology::Bend bend(const std::string& name) {
  if (const auto known = indicator::transformation_from_name(name)) return *known;
  const std::vector<std::string> names{"none", "log", "sqrt", "asinh"};
  core::unknown_name("transformation", name, names, {.argument = "transform"});
}

std::vector<typology::Bend> bends_of(const std::vector<std::string>& names) {
  std::vector<typology::Bend> bends;
  for (const std::string& name : names) bends.push_back(bend(name));
  return bends;
}

}  // namespace

std::vector<ToldIndicator> told(const std::vector<typology::FrozenIndicator>& indicators) {
  std::vector<ToldIndicator> result;
  for (const auto& one : indicators) {
    result.emplace_back(one.id, std::string(name(one.bend)), one.mean, one.spread, one.weight);
  }
  return result;
}

std::vector<typology::FrozenIndicator> frozen_indicators(const std::vector<ToldIndicator>& told) {
  std::vector<typology::FrozenIndicator> result;
  for (const auto& [id, bent, mean, spread, weight] : told) {
    result.push_back(
        {.id = id, .bend = bend(bent), .mean = mean, .spread = spread, .weight = weight});
  }
  return result;
}

void bind_typed_numbers(py::module_& m) {
  using Indicators = std::vector<ToldIndicator>;
  m.def(
      "typed_areas",
      [](const PyPoints& raw, const std::vector<std::string>& bends, const Numbers& weights) {
        return told(typology::typed_areas(raw.view(), bends_of(bends), span(weights)).indicators);
      },
      py::arg("raw"), py::arg("bends"), py::arg("weights"));
  m.def(
      "typed_numbers",
      [](const Indicators& indicators, const PyPoints& values) {
        return matrix(typology::typed_numbers(frozen_indicators(indicators), values.view()),
                      indicators.size());
      },
      py::arg("indicators"), py::arg("values"));
  m.def(
      "typed_draws",
      [](const Indicators& indicators, const Numbers& values) {
        return array(typology::typed_numbers(frozen_indicators(indicators), span(values)));
      },
      py::arg("indicators"), py::arg("values"));
  m.def(
      "typed_errors",
      [](const Indicators& indicators, const Numbers& values, const Numbers& errors) {
        return matrix(
            typology::typed_errors(frozen_indicators(indicators), span(values), span(errors)),
            indicators.size());
      },
      py::arg("indicators"), py::arg("values"), py::arg("standard_errors"));
  m.def(
      "untyped_numbers",
      [](const Indicators& indicators, const Numbers& typed) {
        return matrix(typology::untyped_numbers(frozen_indicators(indicators), span(typed)),
                      indicators.size());
      },
      py::arg("indicators"), py::arg("typed"));
}

}  // namespace sozialraum::python
