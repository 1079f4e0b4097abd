#include "sozialraum/spatial/voronoi.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "core/area_code.hpp"
#include "core/array.hpp"
#include "core/finding.hpp"
#include "spatial/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_voronoi(py::module_& m) {
  m.def(
      "voronoi",
      [](const std::vector<std::string>& texts, const FloatArray& x, const FloatArray& y,
         const py::bytes& within) {
        const auto codes = area_codes(texts, core::CodeKind::kCustom);
        const spatial::Places places{.codes = codes, .x = view(x), .y = view(y)};
        const std::string_view outline(within);
        const auto result = [&] {
          const py::gil_scoped_release release;
          return spatial::voronoi(places, {.within = outline});
        }();
        py::list shapes;
        for (const std::string& wkb : result.wkb) shapes.append(py::bytes(wkb));
        return py::make_tuple(shapes, to_python(result.findings));
      },
      py::arg("codes"), py::arg("x"), py::arg("y"), py::arg("within"));
}

}  // namespace sozialraum::python
