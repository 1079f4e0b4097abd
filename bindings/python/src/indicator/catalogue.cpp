#include "sozialraum/indicator/catalogue.hpp"

#include <pybind11/stl.h>

#include <map>
#include <memory>
#include <string>

#include "core/area_code.hpp"
#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "indicator/bind.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using States = py::array_t<std::uint8_t, py::array::c_style | py::array::forcecast>;
using Columns = std::vector<std::tuple<std::string, FloatArray, States>>;

indicator::Kind kind(const std::string& name) {
  const auto found = indicator::kind_from_name(name);
  if (found) return *found;
  const std::vector<std::string> names{"share", "rate", "ratio", "percentage", "value"};
  core::unknown_name("kind", name, names, {.argument = "kind"});
}

indicator::Definition definition(const std::string& id, const std::string& kind_name,
                                 const std::vector<std::string>& numerator,
                                 const std::vector<std::string>& denominator, double scale,
                                 double rounding) {
  return {.id = id,
          .kind = kind(kind_name),
          .numerator = numerator,
          .denominator = denominator,
          .scale = scale,
          .rounding = rounding};
}

std::vector<core::CellState> cell_states(const States& states) {
  std::vector<core::CellState> result;
  result.reserve(static_cast<std::size_t>(states.size()));
  for (py::ssize_t i = 0; i < states.size(); ++i) {
    const std::uint8_t state = states.data()[i];
    if (state >= core::kCellStateCount) {
      core::invalid_argument(
          "table", "holds the cell state " + std::to_string(state) + ", which does not exist");
    }
    result.push_back(static_cast<core::CellState>(state));
  }
  return result;
}

core::AreaTable area_table(const std::vector<std::string>& areas, const Columns& columns) {
  core::AreaTable table(area_codes(areas, core::CodeKind::kCustom));
  for (const auto& [name, values, states] : columns) {
    const auto numbers = view(values);
    table.add({name, {numbers.begin(), numbers.end()}, cell_states(states)});
  }
  return table;
}

py::tuple to_python(indicator::Indicator&& made) {
  return py::make_tuple(to_numpy(std::move(made.value)), to_numpy(std::move(made.lower)),
                        to_numpy(std::move(made.upper)), to_numpy(made.states),
                        to_numpy(std::move(made.count)), to_numpy(std::move(made.base)));
}

}  // namespace

void bind_catalogue(py::module_& m) {
  py::class_<indicator::Definition>(m, "Definition")
      .def(py::init(&definition), py::arg("id"), py::arg("kind"), py::arg("numerator"),
           py::arg("denominator"), py::arg("scale"), py::arg("rounding"));
  m.def(
      "compute",
      [](const std::vector<indicator::Definition>& definitions,
         const std::vector<std::string>& areas, const Columns& columns, double level,
         const py::object& progress) {
        const indicator::Catalogue catalogue(definitions);
        const core::AreaTable table = area_table(areas, columns);
        auto result = interruptible(progress, 0, [&](const core::Execution& execution) {
          return catalogue.compute(table, {.level = level, .execution = execution});
        });
        py::dict indicators;
        for (auto& made : result.indicators) {
          indicators[py::str(made.id)] = to_python(std::move(made));
        }
        return py::make_tuple(indicators, to_python(result.findings));
      },
      py::arg("definitions"), py::arg("areas"), py::arg("columns"), py::arg("level"),
      py::arg("progress"));
}

}  // namespace sozialraum::python
