#include "core/area_code.hpp"

#include <pybind11/stl.h>

#include "core/bind.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace py = pybind11;

namespace sozialraum::python {

core::CodeKind code_kind(const std::string& name) {
  if (const auto kind = core::code_kind_from_name(name)) return *kind;
  const std::vector<std::string> kinds{"kreis", "ags", "ars", "grid_cell", "custom"};
  core::unknown_name("code_kind", name, kinds, {.argument = "kind"});
}

std::vector<core::AreaCode> area_codes(const std::vector<std::string>& texts, core::CodeKind kind) {
  std::vector<core::AreaCode> codes;
  codes.reserve(texts.size());
  for (const std::string& text : texts) codes.push_back(core::AreaCode::parse(text, kind));
  return codes;
}

void bind_area_code(py::module_& m) {
  m.def(
      "check_area_codes",
      [](const std::vector<std::string>& codes, const std::string& kind) {
        std::vector<std::string> checked;
        for (const auto& code : area_codes(codes, code_kind(kind))) checked.push_back(code.text());
        return checked;
      },
      py::arg("codes"), py::arg("kind"));
  m.def(
      "repair_leading_zero",
      [](const std::string& text, const std::string& kind) {
        return core::repair_leading_zero(text, code_kind(kind));
      },
      py::arg("text"), py::arg("kind"));
  m.def(
      "guess_code_kind",
      [](const std::string& text) { return core::name(core::guess_code_kind(text)); },
      py::arg("text"));
}

}  // namespace sozialraum::python
