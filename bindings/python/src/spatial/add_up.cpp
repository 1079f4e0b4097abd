#include "sozialraum/spatial/add_up.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "spatial/bind.hpp"
#include "spatial/rows.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_add_up(py::module_& m) {
  m.def(
      "add_up",
      [](const FloatArray& count, const StateArray& count_states,
         const std::optional<FloatArray>& base, const StateArray& base_states, const RowArray& unit,
         const std::vector<std::string>& names, std::size_t units, double least_known) {
        const spatial::Parts parts{.count = cells(count, count_states),
                                   .base = base ? cells(*base, base_states) : core::Cells{},
                                   .unit = rows(unit),
                                   .names = names};
        auto result = [&] {
          const py::gil_scoped_release release;
          return spatial::add_up(parts, {.units = units, .least_known = least_known});
        }();
        return py::make_tuple(to_numpy(std::move(result.count)), to_numpy(std::move(result.base)),
                              to_numpy(std::move(result.known)), to_numpy(result.states),
                              to_python(result.findings));
      },
      py::arg("count"), py::arg("count_states"), py::arg("base"), py::arg("base_states"),
      py::arg("unit"), py::arg("names"), py::arg("units"), py::arg("least_known"));
}

}  // namespace sozialraum::python
