#include "sozialraum/smallarea/composition.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "smallarea/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_composition(py::module_& m) {
  m.def(
      "composition",
      [](const FloatArray& counts, const std::vector<std::string>& kinds,
         const std::vector<std::string>& areas, double level, unsigned threads,
         const py::object& progress) {
        auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          return smallarea::composition({.counts = view(counts), .kinds = kinds, .areas = areas},
                                        {.level = level, .execution = execution});
        });
        return py::make_tuple(to_numpy(std::move(result.share)), to_numpy(std::move(result.lower)),
                              to_numpy(std::move(result.upper)),
                              to_numpy(std::move(result.persons)), to_numpy(result.states),
                              to_numpy(std::move(result.of_all)), to_python(result.findings));
      },
      py::arg("counts"), py::arg("kinds"), py::arg("areas"), py::arg("level"), py::arg("threads"),
      py::arg("progress"));
}

}  // namespace sozialraum::python
