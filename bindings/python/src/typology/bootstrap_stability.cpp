#include "sozialraum/typology/bootstrap_stability.hpp"

#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_bootstrap_stability(py::module_& m) {
  m.def(
      "bootstrap_stability",
      [](const PyPoints& points, const TypeNumbers& types, std::size_t count, std::size_t samples,
         std::size_t starts, std::uint64_t seed, unsigned threads, const py::object& progress) {
        const typology::Points view = points.view();
        const auto clustering = typology::describe_partition(view, span(types), count);
        const auto found = interruptible(progress, threads, [&](const core::Execution& execution) {
          return typology::bootstrap_stability(
              view, clustering,
              {.samples = samples, .starts = starts, .seed = seed, .execution = execution});
        });
        return py::make_tuple(array(found.jaccard), array(found.dissolved), found.mean, found.least,
                              found.samples);
      },
      py::arg("points"), py::arg("types"), py::arg("count"), py::arg("samples"), py::arg("starts"),
      py::arg("seed"), py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
