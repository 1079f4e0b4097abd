#include "sozialraum/osm/speed_table.hpp"

#include <pybind11/stl.h>

#include "osm/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

/// name, mode, rows (kind, key, rural, built_up, note), text
py::tuple facts(const osm::SpeedTable& table) {
  py::list rows;
  for (const osm::SpeedRow& row : table.rows()) {
    rows.append(py::make_tuple(row.kind, row.key, row.value.rural, row.value.built_up, row.note));
  }
  return py::make_tuple(table.name(), std::string(osm::name(table.mode())), rows, table.text());
}

using Row = std::tuple<std::string, std::string, double, double, std::string>;

py::tuple change(const std::string& text, const std::vector<Row>& rows) {
  osm::SpeedTable table = osm::SpeedTable::parse(text);
  for (const auto& [kind, key, rural, built_up, note] : rows) {
    table = table.with({kind, key, {rural, built_up}, note});
  }
  return facts(table);
}

}  // namespace

void bind_speed_table(py::module_& m) {
  m.def(
      "built_in_speed_table",
      [](const std::string& mode) {
        return facts(osm::SpeedTable::built_in(osm::parse_mode(mode)));
      },
      py::arg("mode"));
  m.def(
      "read_speed_table",
      [](const std::string& path) { return facts(osm::SpeedTable::read(path)); }, py::arg("path"));
  m.def("change_speed_table", &change, py::arg("text"), py::arg("rows"));
}

}  // namespace sozialraum::python
