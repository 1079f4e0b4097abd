#include "sozialraum/typology/optimal_kmeans.hpp"

#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/bounds.hpp"
#include "typology/clustering.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_optimal_kmeans(py::module_& m) {
  m.def(
      "optimal_kmeans",
      [](const PyPoints& points, std::size_t types, const std::vector<PyBound>& bounds,
         std::size_t starts, std::uint64_t sets, std::uint64_t seed, unsigned threads,
         const py::object& progress) {
        const typology::Points view = points.view();
        const std::vector<typology::Bound> views = bound_views(bounds);
        const auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          return typology::optimal_kmeans(view, {.types = types,
                                                 .bounds = views,
                                                 .starts = starts,
                                                 .sets = sets,
                                                 .seed = seed,
                                                 .execution = execution});
        });
        py::dict told = to_python(result.clustering);
        told["totals"] = matrix(result.totals, views.size());
        told["proven"] = result.proven;
        told["lower_bound"] = result.lower_bound;
        told["gap"] = result.gap;
        told["sets"] = result.sets;
        return told;
      },
      py::arg("points"), py::arg("types"), py::arg("bounds"), py::arg("starts"), py::arg("sets"),
      py::arg("seed"), py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
