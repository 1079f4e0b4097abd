#include "sozialraum/spatial/nearest.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "core/area_code.hpp"
#include "core/array.hpp"
#include "core/interruptible.hpp"
#include "spatial/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
void bind_nearest_areas(py::module_& m) {
  m.def(
      "nearest_neighbours",
      [](const std::vector<std::string>& texts, const FloatArray& x, const FloatArray& y,
         std::size_t neighbours, unsigned threads) {
        const auto codes = area_codes(texts, core::CodeKind::kCustom);
        const spatial::Places places{.codes = codes, .x = view(x), .y = view(y)};
        return interruptible(py::none(), threads, [&](const core::Execution& execution) {
          return spatial::nearest_neighbours(places,
                                             {.neighbours = neighbours, .execution = execution});
        });
      },
      py::arg("codes"), py::arg("x"), py::arg("y"), py::arg("neighbours"), py::arg("threads"));
}

}  // namespace sozialraum::python
