#include "sozialraum/typology/profile.hpp"

#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_profile(py::module_& m) {
  m.def(
      "profile",
      [](const PyPoints& points, const TypeNumbers& types, std::size_t count) {
        const typology::Points view = points.view();
        const auto profiles =
            typology::profile(view, typology::describe_partition(view, span(types), count));
        py::dict result;
        result["z_means"] = matrix(profiles.z_means, profiles.columns);
        result["spread"] = matrix(profiles.spread, profiles.columns);
        result["sizes"] = array(profiles.sizes);
        result["weights"] = array(profiles.weights);
        result["representative"] = array(profiles.representative);
        return result;
      },
      py::arg("points"), py::arg("types"), py::arg("count"));
}

}  // namespace sozialraum::python
