#include "sozialraum/typology/max_p.hpp"

#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/bounds.hpp"
#include "typology/points.hpp"
#include "typology/regions.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_max_p(py::module_& m) {
  m.def(
      "max_p",
      [](const PyPoints& points, const typology::RegionGraph& graph,
         const std::vector<PyBound>& bounds, std::size_t regions, std::size_t starts,
         std::uint64_t seed, const py::object& progress) {
        const typology::Points view = points.view();
        const std::vector<typology::Bound> views = bound_views(bounds);
        const auto found = interruptible(progress, 1, [&](const core::Execution& execution) {
          return typology::max_p(view, graph,
                                 {.bounds = views,
                                  .regions = regions,
                                  .starts = starts,
                                  .seed = seed,
                                  .execution = execution});
        });
        py::dict told = to_python(found.regions, views.size());
        told["most_regions"] = found.most_regions;
        told["proven"] = found.proven;
        return told;
      },
      py::arg("points"), py::arg("graph"), py::arg("bounds"), py::arg("regions"), py::arg("starts"),
      py::arg("seed"), py::arg("progress"));
}

}  // namespace sozialraum::python
