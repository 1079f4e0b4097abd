#include "gis/table.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <tuple>

#include "core/area_code.hpp"
#include "core/finding.hpp"
#include "gis/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

/// One letter, or '\0' for None; a longer text is the caller's mistake.
char letter(const py::dict& options, const char* name) {
  const py::object value = options[name];
  if (value.is_none()) return '\0';
  const auto text = value.cast<std::string>();
  if (text.size() != 1) core::invalid_argument(name, "is '" + text + "', not one letter");
  return text[0];
}

std::string text(const py::dict& options, const char* name) {
  const py::object value = options[name];
  return value.is_none() ? std::string() : value.cast<std::string>();
}

core::CellState state(const py::handle& number) {
  const auto value = number.cast<unsigned>();
  if (value >= core::kCellStateCount) core::invalid_argument("missing_codes", "is no CellState");
  return static_cast<core::CellState>(value);
}

gis::RowFilter row_filter(const py::dict& options, const char* name) {
  return options[name].cast<gis::RowFilter>();
}

}  // namespace

py::tuple to_python(const core::AreaTable& table) {
  py::list codes;
  for (const core::AreaCode& code : table.codes()) codes.append(code.text());
  const auto columns = static_cast<py::ssize_t>(table.columns().size());
  const auto rows = static_cast<py::ssize_t>(table.size());
  py::list names;
  py::array_t<double> values({columns, rows});
  py::array_t<std::uint8_t> states({columns, rows});
  for (py::ssize_t i = 0; i < columns; ++i) {
    const core::Column& column = table.columns()[static_cast<std::size_t>(i)];
    names.append(column.name());
    std::copy(column.values().begin(), column.values().end(), values.mutable_data(i, 0));
    std::transform(column.states().begin(), column.states().end(), states.mutable_data(i, 0),
                   [](core::CellState cell) { return static_cast<std::uint8_t>(cell); });
  }
  py::list texts;
  for (const std::string& name : table.text_names()) {
    py::list cells;
    for (const std::string& cell : table.text(name)) cells.append(cell);
    texts.append(py::make_tuple(name, cells));
  }
  return py::make_tuple(codes, names, values, states, texts);
}

gis::TableOptions table_options(const py::dict& options) {
  gis::TableOptions result;
  result.key = text(options, "key");
  result.kind = code_kind(text(options, "kind"));
  result.sheet = text(options, "sheet");
  result.layer = text(options, "layer");
  result.separator = letter(options, "separator");
  result.decimal = letter(options, "decimal");
  result.encoding = text(options, "encoding");
  result.columns = options["columns"].cast<std::vector<std::string>>();
  result.text_columns = options["text_columns"].cast<std::vector<std::string>>();
  for (const auto& [code, meaning] : options["missing_codes"].cast<py::dict>()) {
    result.missing_codes[code.cast<double>()] = state(meaning);
  }
  for (const auto& [sign, meaning] : options["signs"].cast<py::dict>()) {
    result.signs[sign.cast<std::string>()] = state(meaning);
  }
  if (const py::object grid = options["grid"]; !grid.is_none()) {
    const auto [east, north, size] =
        grid.cast<std::tuple<std::string, std::string, std::uint32_t>>();
    result.grid = {.east = east, .north = north, .size = size};
  }
  result.rows = row_filter(options, "rows");
  result.leave_out = row_filter(options, "leave_out");
  if (const py::object form = options["long_form"]; !form.is_none()) {
    const auto [names, values] = form.cast<std::pair<std::string, std::string>>();
    result.long_form = {.names = names, .values = values};
  }
  result.repair_ags = options["repair_ags"].cast<bool>();
  result.header = options["header"].cast<std::uint64_t>();
  result.header_rows = options["header_rows"].cast<std::uint64_t>();
  result.skip_footer = options["skip_footer"].cast<std::uint64_t>();
  return result;
}

void bind_table(py::module_& m) {
  m.def(
      "read_table",
      [](const std::string& path, const py::dict& options) {
        const gis::TableOptions table = table_options(options);
        const auto read = [&] {
          const py::gil_scoped_release release;
          return gis::read_table(path, table);
        };
        const gis::TableResult result = read();
        return py::make_tuple(to_python(result.table), to_python(result.findings));
      },
      py::arg("path"), py::arg("options"));
}

}  // namespace sozialraum::python
