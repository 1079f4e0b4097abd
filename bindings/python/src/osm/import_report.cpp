#include "osm/import_report.hpp"

namespace py = pybind11;

namespace sozialraum::python {

py::list to_python(const osm::ImportReport& report) {
  py::list rows;
  for (const osm::ImportRow& row : report.rows()) {
    rows.append(py::make_tuple(row.subject, row.effect, row.reason, row.count, row.meaning));
  }
  return rows;
}

}  // namespace sozialraum::python
