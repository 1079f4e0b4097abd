#include "sozialraum/core/cell_state.hpp"

#include <pybind11/pybind11.h>

#include "core/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_cell_state(py::module_& m) {
  m.def("cell_states", [] {
    py::list states;
    for (std::size_t i = 0; i < core::kCellStateCount; ++i) {
      const auto state = static_cast<core::CellState>(i);
      states.append(
          py::make_tuple(core::name(state), core::label_de(state), core::has_value(state)));
    }
    return states;
  });
}

}  // namespace sozialraum::python
