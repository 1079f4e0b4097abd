#include "sozialraum/smallarea/weighted_density.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "smallarea/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_weighted_density(py::module_& m) {
  m.def(
      "weighted_density",
      [](const FloatArray& people, const FloatArray& land) {
        const auto density = smallarea::weighted_density(view(people), view(land));
        return py::make_tuple(density.arithmetic, density.geometric, density.plain, density.sparse);
      },
      py::arg("people"), py::arg("land"));
}

}  // namespace sozialraum::python
