#include "sozialraum/typology/regions.hpp"

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/bounds.hpp"
#include "typology/clustering.hpp"
#include "typology/points.hpp"
#include "typology/regions.hpp"

namespace py = pybind11;

namespace sozialraum::python {

py::dict to_python(const typology::Regions& found, std::size_t bounds) {
  py::dict told = to_python(found.clustering);
  told["totals"] = matrix(found.totals, bounds);
  told["explained"] = found.explained;
  told["findings"] = to_python(found.findings);
  return told;
}

void bind_regions(py::module_& m) {
  bind_clustgeo(m);
  bind_exact_regions(m);
  py::enum_<typology::RegionLinkage>(m, "RegionLinkage")
      .value("single", typology::RegionLinkage::kSingle)
      .value("complete", typology::RegionLinkage::kComplete)
      .value("average", typology::RegionLinkage::kAverage)
      .value("ward", typology::RegionLinkage::kWard);
  m.def(
      "find_regions",
      [](const PyPoints& points, const typology::RegionGraph& graph, std::size_t regions,
         typology::RegionLinkage linkage, bool full_order, bool cuts,
         const std::vector<PyBound>& bounds, const py::object& progress) {
        const typology::Points view = points.view();
        const std::vector<typology::Bound> views = bound_views(bounds);
        const typology::RegionOptions options{
            .regions = regions,
            .linkage = linkage,
            .order = full_order ? typology::RegionOrder::kFull : typology::RegionOrder::kFirst,
            .reading = cuts ? typology::RegionReading::kCuts : typology::RegionReading::kMerges,
            .bounds = views};
        const auto found = interruptible(progress, 1, [&](const core::Execution& execution) {
          typology::RegionOptions run = options;
          run.execution = execution;
          return typology::find_regions(view, graph, run);
        });
        return to_python(found, views.size());
      },
      py::arg("points"), py::arg("graph"), py::arg("regions"), py::arg("linkage"),
      py::arg("full_order"), py::arg("cuts"), py::arg("bounds"), py::arg("progress"));
  m.def(
      "describe_regions",
      [](const PyPoints& points, const typology::RegionGraph& graph, const TypeNumbers& regions,
         const std::vector<PyBound>& bounds) {
        const std::vector<typology::Bound> views = bound_views(bounds);
        return to_python(typology::describe_regions(points.view(), graph, span(regions), views),
                         views.size());
      },
      py::arg("points"), py::arg("graph"), py::arg("regions"), py::arg("bounds"));
}

}  // namespace sozialraum::python
