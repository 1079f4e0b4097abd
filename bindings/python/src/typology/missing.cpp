#include "sozialraum/typology/missing.hpp"

#include "core/finding.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_missing(py::module_& m) {
  using Flags = py::array_t<std::uint8_t, py::array::c_style | py::array::forcecast>;
  m.def(
      "missing_doubts",
      [](const PyPoints& points, const Flags& missing, double limit) {
        const std::span flags(missing.data(), static_cast<std::size_t>(missing.size()));
        return to_python(typology::missing_doubts(points.view(), flags, limit));
      },
      py::arg("points"), py::arg("missing"), py::arg("limit"));
}

}  // namespace sozialraum::python
