#include "sozialraum/typology/nested_types.hpp"

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/bounds.hpp"
#include "typology/clustering.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_nested_types(py::module_& m) {
  m.def(
      "nested_types",
      [](const PyPoints& points, std::size_t types, std::size_t inner,
         const std::vector<PyBound>& bounds, std::size_t starts, std::uint64_t seed,
         unsigned threads, const py::object& progress) {
        const typology::Points view = points.view();
        const std::vector<typology::Bound> views = bound_views(bounds);
        const auto found = interruptible(progress, threads, [&](const core::Execution& execution) {
          return typology::nested_types(view, {.types = types,
                                               .inner = inner,
                                               .bounds = views,
                                               .starts = starts,
                                               .seed = seed,
                                               .execution = execution});
        });
        py::dict told;
        told["outer"] = to_python(found.outer);
        told["inner"] = to_python(found.inner);
        told["type_of_inner"] = array(found.type_of_inner);
        told["inner_counts"] = array(found.inner_counts);
        told["totals"] = matrix(found.totals, views.size());
        told["explained_outer"] = found.explained_outer;
        told["explained_inner"] = found.explained_inner;
        told["findings"] = to_python(found.findings);
        return told;
      },
      py::arg("points"), py::arg("types"), py::arg("inner"), py::arg("bounds"), py::arg("starts"),
      py::arg("seed"), py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
