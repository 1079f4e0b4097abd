#include "sozialraum/typology/gap_statistic.hpp"

#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_gap_statistic(py::module_& m) {
  m.def(
      "gap_statistic",
      [](const PyPoints& points, const std::vector<std::size_t>& types, std::size_t references,
         std::size_t starts, std::uint64_t seed, unsigned threads, const py::object& progress) {
        const typology::Points view = points.view();
        const auto rows = interruptible(progress, threads, [&](const core::Execution& execution) {
          return typology::gap_statistic(
              view, types,
              {.references = references, .starts = starts, .seed = seed, .execution = execution});
        });
        py::list result;
        for (const typology::GapRow& row : rows) {
          result.append(
              py::make_tuple(row.types, row.log_within, row.expected, row.gap, row.error));
        }
        return py::make_tuple(result, typology::types_by_one_error(rows));
      },
      py::arg("points"), py::arg("types"), py::arg("references"), py::arg("starts"),
      py::arg("seed"), py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
