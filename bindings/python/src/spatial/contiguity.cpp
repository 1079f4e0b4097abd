#include "sozialraum/spatial/contiguity.hpp"

#include <pybind11/stl.h>

#include "core/area_code.hpp"
#include "core/interruptible.hpp"
#include "spatial/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_contiguity(py::module_& m) {
  m.def(
      "contiguity",
      [](const std::vector<std::string>& texts, const std::vector<py::bytes>& wkb, bool rook,
         double snap, const py::object& progress) {
        const auto codes = area_codes(texts, core::CodeKind::kCustom);
        const std::vector<std::string_view> shapes(wkb.begin(), wkb.end());
        return interruptible(progress, 1, [&](const core::Execution& execution) {
          return spatial::contiguity(
              {.codes = codes, .wkb = shapes},
              {.rule = rook ? spatial::ContiguityRule::kRook : spatial::ContiguityRule::kQueen,
               .snap = snap,
               .execution = execution});
        });
      },
      py::arg("codes"), py::arg("wkb"), py::arg("rook"), py::arg("snap"), py::arg("progress"));
}

}  // namespace sozialraum::python
