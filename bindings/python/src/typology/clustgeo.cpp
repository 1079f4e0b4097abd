#include "sozialraum/typology/clustgeo.hpp"

#include "core/interruptible.hpp"
#include "typology/points.hpp"
#include "typology/regions.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_clustgeo(py::module_& m) {
  m.def(
      "clustgeo",
      [](const PyPoints& points, const Numbers& distances, double alpha,
         const py::object& progress) {
        const typology::Points view = points.view();
        return interruptible(progress, 1, [&](const core::Execution& execution) {
          return typology::clustgeo(view, span(distances), alpha, execution);
        });
      },
      py::arg("points"), py::arg("distances"), py::arg("alpha"), py::arg("progress"));
  m.def(
      "clustgeo_alphas",
      [](const PyPoints& points, const Numbers& distances, std::size_t types,
         const std::vector<double>& alphas) {
        std::vector<typology::AlphaRow> rows;
        {
          const typology::Points view = points.view();
          const py::gil_scoped_release release;
          rows = typology::clustgeo_alphas(view, span(distances), types, alphas);
        }
        std::vector<double> flat;
        for (const auto& [alpha, values, places] : rows) {
          flat.insert(flat.end(), {alpha, values, places});
        }
        return matrix(flat, 3);
      },
      py::arg("points"), py::arg("distances"), py::arg("types"), py::arg("alphas"));
}

}  // namespace sozialraum::python
