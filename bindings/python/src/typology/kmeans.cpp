#include "sozialraum/typology/kmeans.hpp"

#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/clustering.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_kmeans(py::module_& m) {
  m.def(
      "kmeans",
      [](const PyPoints& points, std::size_t types, std::size_t starts, std::uint64_t seed,
         unsigned threads, const py::object& progress) {
        const typology::Points view = points.view();
        return to_python(interruptible(progress, threads, [&](const core::Execution& execution) {
          return typology::kmeans(
              view, {.types = types, .starts = starts, .seed = seed, .execution = execution});
        }));
      },
      py::arg("points"), py::arg("types"), py::arg("starts"), py::arg("seed"), py::arg("threads"),
      py::arg("progress"));
}

}  // namespace sozialraum::python
