#include "sozialraum/typology/dimension_weights.hpp"

#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_dimension_weights(py::module_& m) {
  m.def(
      "dimension_weights",
      [](const std::vector<std::string>& dimensions) {
        return array(typology::dimension_weights(dimensions));
      },
      py::arg("dimensions"));
}

}  // namespace sozialraum::python
