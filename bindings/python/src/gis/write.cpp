#include "sozialraum/gis/write.hpp"

#include <pybind11/stl.h>

#include "core/area_code.hpp"
#include "core/array.hpp"
#include "gis/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using States = py::array_t<std::uint8_t, py::array::c_style | py::array::forcecast>;

core::Column column(const py::handle& item) {
  const auto [name, values, states] = item.cast<std::tuple<std::string, FloatArray, States>>();
  std::vector<core::CellState> cells;
  for (py::ssize_t i = 0; i < states.size(); ++i) {
    cells.push_back(static_cast<core::CellState>(states.data()[i]));
  }
  return core::Column(name, {values.data(), values.data() + values.size()}, std::move(cells));
}

/// (codes, [(name, values, states)], [(name, cells)])
core::AreaTable table_of(const py::tuple& parts) {
  core::AreaTable table(
      area_codes(parts[0].cast<std::vector<std::string>>(), core::CodeKind::kCustom));
  for (const py::handle& item : parts[1].cast<py::list>()) table.add(column(item));
  for (const py::handle& item : parts[2].cast<py::list>()) {
    auto [name, cells] = item.cast<std::pair<std::string, std::vector<std::string>>>();
    table.add_text(std::move(name), std::move(cells));
  }
  return table;
}

}  // namespace

void bind_write(py::module_& m) {
  m.def(
      "write_areas",
      [](const std::string& path, const py::tuple& table, const py::list& wkb,
         const py::dict& options) {
        const gis::AreaPolygons areas{.table = table_of(table),
                                      .wkb = wkb_from_python(wkb),
                                      .crs = options["crs"].cast<std::string>()};
        const gis::WriteAreasOptions write{
            .layer = options["layer"].cast<std::string>(),
            .key = options["key"].cast<std::string>(),
            .order = options["order"].cast<std::vector<std::string>>(),
            .style_qml = options["style_qml"].cast<std::string>()};
        const py::gil_scoped_release release;
        gis::write_areas(path, areas, write);
      },
      py::arg("path"), py::arg("table"), py::arg("wkb"), py::arg("options"));
  m.def(
      "write_table",
      [](const std::string& path, const py::tuple& table, const py::dict& options) {
        const core::AreaTable areas = table_of(table);
        const gis::WriteTableOptions write{
            .key = options["key"].cast<std::string>(),
            .order = options["order"].cast<std::vector<std::string>>(),
            .separator = options["separator"].cast<char>(),
            .decimal = options["decimal"].cast<char>(),
            .bom = options["bom"].cast<bool>(),
            .protect_texts = options["protect_texts"].cast<bool>()};
        const py::gil_scoped_release release;
        gis::write_table(path, areas, write);
      },
      py::arg("path"), py::arg("table"), py::arg("options"));
}

}  // namespace sozialraum::python
