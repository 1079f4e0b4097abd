#include "sozialraum/indicator/catalogue.hpp"

#include <pybind11/stl.h>

#include <map>
#include <memory>
#include <optional>
#include <span>
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

/// What a name stands for, or UnknownName with the names that there are.
template <class Value, class FromName>
Value from_name(const std::string& argument, const std::string& name, FromName from_name,
                std::span<const std::string> names) {
  const std::optional<Value> found = from_name(name);
  if (found) return *found;
  core::unknown_name(argument, name, names, {.argument = argument});
}

indicator::Kind kind(const std::string& name) {
  static const std::vector<std::string> names{"share", "rate",    "ratio",   "percentage",
                                              "value", "mean",    "density", "balance",
                                              "count", "minutes", "clock"};
  return from_name<indicator::Kind>("kind", name, indicator::kind_from_name, names);
}

std::optional<indicator::AreaLevel> area_level(const std::string& name) {
  static const std::vector<std::string> names{"cell_100m",       "village", "school",
                                              "facility",        "commune", "district",
                                              "agency_district", "state"};
  if (name.empty()) return std::nullopt;
  return from_name<indicator::AreaLevel>("area_level", name, indicator::area_level_from_name,
                                         names);
}

indicator::Reference reference(const std::string& name) {
  static const std::vector<std::string> names{"residence", "facility"};
  return from_name<indicator::Reference>("reference", name, indicator::reference_from_name, names);
}

/// The entry of a definition told as a dict; the default where it is not told.
template <class Value>
Value entry(const py::dict& told, const char* name) {
  return told.contains(name) ? told[name].cast<Value>() : Value{};
}

indicator::Definition definition(const py::dict& told) {
  using Names = std::vector<std::string>;
  const auto text = [&](const char* name) { return entry<std::string>(told, name); };
  return {.id = text("id"),
          .kind = kind(text("kind")),
          .numerator = entry<Names>(told, "numerator"),
          .denominator = entry<Names>(told, "denominator"),
          .minus = entry<Names>(told, "minus"),
          .composition = text("composition"),
          .scale = entry<double>(told, "scale"),
          .rounding = entry<double>(told, "rounding"),
          .base_rounding = entry<double>(told, "base_rounding"),
          .noise = entry<double>(told, "noise"),
          .reference = reference(text("reference")),
          .base_reference = reference(text("base_reference")),
          .lowest_level = area_level(text("lowest_level")),
          .owner = text("owner"),
          .minimum_base = entry<double>(told, "minimum_base"),
          .caveat_de = text("caveat_de"),
          .caveat_en = text("caveat_en"),
          .evidence = text("evidence")};
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
  py::class_<indicator::Definition>(m, "Definition").def(py::init(&definition), py::arg("told"));
  m.def(
      "finer",
      [](const std::string& level, const std::string& than) {
        const auto one = area_level(level);
        const auto other = area_level(than);
        return one && other && indicator::finer(*one, *other);
      },
      py::arg("level"), py::arg("than"));
  m.def(
      "compute",
      [](const std::vector<indicator::Definition>& definitions,
         const std::vector<std::string>& areas, const Columns& columns, double level,
         const py::object& progress, const std::string& level_of_areas) {
        const indicator::Catalogue catalogue(definitions);
        const core::AreaTable table = area_table(areas, columns);
        auto result = interruptible(progress, 0, [&](const core::Execution& execution) {
          return catalogue.compute(
              table,
              {.level = level, .area_level = area_level(level_of_areas), .execution = execution});
        });
        py::dict indicators;
        for (auto& made : result.indicators) {
          indicators[py::str(made.id)] = to_python(std::move(made));
        }
        return py::make_tuple(indicators, to_python(result.findings));
      },
      py::arg("definitions"), py::arg("areas"), py::arg("columns"), py::arg("level"),
      py::arg("progress"), py::arg("area_level") = "");
}

}  // namespace sozialraum::python
