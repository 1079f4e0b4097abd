#include "sozialraum/typology/outliers.hpp"

#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/clustering.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_outliers(py::module_& m) {
  m.def(
      "kmeans_with_outliers",
      [](const PyPoints& points, std::size_t types, std::size_t outliers, std::size_t starts,
         std::uint64_t seed, unsigned threads, const py::object& progress) {
        const typology::Points view = points.view();
        const auto found = interruptible(progress, threads, [&](const core::Execution& execution) {
          return typology::kmeans_with_outliers(view, {.types = types,
                                                       .outliers = outliers,
                                                       .starts = starts,
                                                       .seed = seed,
                                                       .execution = execution});
        });
        return py::make_tuple(array(found.kept), array(found.outliers), array(found.distance),
                              to_python(found.clustering));
      },
      py::arg("points"), py::arg("types"), py::arg("outliers"), py::arg("starts"), py::arg("seed"),
      py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
