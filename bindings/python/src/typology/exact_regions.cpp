#include "sozialraum/typology/exact_regions.hpp"

#include "core/interruptible.hpp"
#include "typology/bounds.hpp"
#include "typology/points.hpp"
#include "typology/region_graph.hpp"
#include "typology/regions.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_exact_regions(py::module_& m) {
  m.def(
      "exact_regions",
      [](const PyPoints& points, const typology::RegionGraph& graph, std::size_t regions,
         const std::vector<PyBound>& bounds, std::uint64_t steps, const py::object& progress) {
        const typology::Points view = points.view();
        const std::vector<typology::Bound> views = bound_views(bounds);
        const auto found = interruptible(progress, 1, [&](const core::Execution& execution) {
          return typology::exact_regions(
              view, graph,
              {.regions = regions, .bounds = views, .steps = steps, .execution = execution});
        });
        py::dict told = to_python(found.regions, views.size());
        told["proven"] = found.proven;
        return told;
      },
      py::arg("points"), py::arg("graph"), py::arg("regions"), py::arg("bounds"), py::arg("steps"),
      py::arg("progress"));
}

}  // namespace sozialraum::python
