#include "sozialraum/typology/representative.hpp"

#include "typology/bind.hpp"
#include "typology/clustering.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_representative(py::module_& m) {
  m.def(
      "examples",
      [](const PyPoints& points, const TypeNumbers& types, const Numbers& centres,
         std::size_t count) {
        const auto found = typology::examples(points.view(), with_centres(types, centres), count);
        return py::make_tuple(found.representative, found.borderline);
      },
      py::arg("points"), py::arg("types"), py::arg("centres"), py::arg("count"));
}

}  // namespace sozialraum::python
