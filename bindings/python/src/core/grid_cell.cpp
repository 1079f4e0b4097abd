#include "sozialraum/core/grid_cell.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/bind.hpp"
#include "sozialraum/core/finding.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_grid_cell(py::module_& m) {
  m.def(
      "grid_cell_codes",
      [](const FloatArray& east, const FloatArray& north, std::uint32_t size) {
        if (east.size() != north.size()) {
          core::invalid_argument("north", "has another length than 'east'");
        }
        std::vector<std::string> codes;
        codes.reserve(static_cast<std::size_t>(east.size()));
        for (py::ssize_t i = 0; i < east.size(); ++i) {
          codes.push_back(
              core::code(core::grid_cell_at(east.data()[i], north.data()[i], size)).text());
        }
        return codes;
      },
      py::arg("east"), py::arg("north"), py::arg("size"));
  m.def(
      "parse_grid_cell",
      [](const std::string& text) {
        const core::GridCell cell = core::parse_grid_cell(text);
        return py::make_tuple(cell.size, cell.north, cell.east);
      },
      py::arg("text"));
}

}  // namespace sozialraum::python
