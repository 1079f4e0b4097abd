#include "sozialraum/gis/layout.hpp"

#include <pybind11/stl.h>

#include "gis/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_layout(py::module_& m) {
  m.def(
      "layout",
      [](const std::string& path, const std::string& sheet) {
        const gis::TableLayout found = gis::layout_of(path, sheet);
        py::list columns;
        for (const gis::ColumnLook& column : found.columns) {
          columns.append(py::make_tuple(column.name, column.numbers, column.signs, column.texts,
                                        column.distinct, column.first));
        }
        return py::make_tuple(found.sheets, found.sheet, found.title, found.notes, found.header,
                              found.header_rows, found.skip_footer, found.rows, columns);
      },
      py::arg("path"), py::arg("sheet"));
}

}  // namespace sozialraum::python
