#include "sozialraum/typology/region_search.hpp"

#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/bounds.hpp"
#include "typology/points.hpp"
#include "typology/regions.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_region_search(py::module_& m) {
  py::enum_<typology::RegionSearch>(m, "RegionSearch")
      .value("greedy", typology::RegionSearch::kGreedy)
      .value("annealing", typology::RegionSearch::kAnnealing)
      .value("tabu", typology::RegionSearch::kTabu);
  m.def(
      "improve_regions",
      [](const PyPoints& points, const typology::RegionGraph& graph, const TypeNumbers& start,
         typology::RegionSearch search, const std::vector<PyBound>& bounds, std::size_t patience,
         std::uint64_t seed, double compactness, const py::object& progress) {
        const typology::Points view = points.view();
        const std::vector<typology::Bound> views = bound_views(bounds);
        const auto found = interruptible(progress, 1, [&](const core::Execution& execution) {
          return typology::improve_regions(view, graph, span(start),
                                           {.search = search,
                                            .bounds = views,
                                            .patience = patience,
                                            .seed = seed,
                                            .compactness = compactness,
                                            .execution = execution});
        });
        return to_python(found, views.size());
      },
      py::arg("points"), py::arg("graph"), py::arg("start"), py::arg("search"), py::arg("bounds"),
      py::arg("patience"), py::arg("seed"), py::arg("compactness"), py::arg("progress"));
}

}  // namespace sozialraum::python
