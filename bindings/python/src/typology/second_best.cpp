#include "sozialraum/typology/second_best.hpp"

#include "typology/bind.hpp"
#include "typology/clustering.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {
void bind_second_best(py::module_& m) {
  m.def(
      "second_best",
      [](const PyPoints& points, const TypeNumbers& types, const Numbers& centres) {
        const auto best = typology::second_best(points.view(), with_centres(types, centres));
        return py::make_tuple(array(best.second), array(best.distance), array(best.second_distance),
                              array(best.margin));
      },
      py::arg("points"), py::arg("types"), py::arg("centres"));
}

}  // namespace sozialraum::python
