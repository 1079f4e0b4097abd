#include "sozialraum/indicator/name_use.hpp"

#include <pybind11/stl.h>

#include <optional>
#include <string>

#include "indicator/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_name_use(py::module_& m) {
  m.def(
      "name_use",
      [](const std::vector<std::string>& names, const std::string& texts, const std::string& kind,
         const std::string& unit, bool in_names) {
        const indicator::Definition definition{
            .name_de = names.at(0),
            .name_en = names.at(1),
            .kind = indicator::kind_from_name(kind).value_or(indicator::Kind::kShare),
            .unit = unit,
            .note = texts,
            .in_names = in_names};
        return std::string(indicator::name(indicator::name_use(definition)));
      },
      py::arg("names"), py::arg("texts"), py::arg("kind"), py::arg("unit"), py::arg("in_names"));
  m.def(
      "name_theme",
      [](const std::string& text) -> std::optional<std::string> {
        const auto theme = indicator::name_theme(text);
        if (!theme) return std::nullopt;
        return std::string(indicator::name(*theme));
      },
      py::arg("text"));
}

}  // namespace sozialraum::python
