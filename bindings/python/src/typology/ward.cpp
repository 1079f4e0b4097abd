#include "sozialraum/typology/ward.hpp"

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

/// The merges as scipy writes them: first, second, height, size.
py::array_t<double> linkage(const typology::Hierarchy& hierarchy) {
  std::vector<double> rows;
  for (const typology::Merge& merge : hierarchy.merges) {
    rows.insert(rows.end(), {static_cast<double>(merge.first), static_cast<double>(merge.second),
                             merge.height, static_cast<double>(merge.size)});
  }
  return matrix(rows, 4);
}

}  // namespace

void bind_ward(py::module_& m) {
  py::class_<typology::Hierarchy>(m, "Hierarchy")
      .def("linkage", &linkage)
      .def("findings", [](const typology::Hierarchy& self) { return to_python(self.findings); })
      .def("areas", [](const typology::Hierarchy& self) { return array(self.area_of_group); })
      .def(
          "cut",
          [](const typology::Hierarchy& self, std::size_t types) { return array(self.cut(types)); },
          py::arg("types"));
  m.def(
      "ward",
      [](const PyPoints& points, const py::object& progress) {
        const typology::Points view = points.view();
        return interruptible(progress, 1, [&](const core::Execution& execution) {
          return typology::ward(view, {.execution = execution});
        });
      },
      py::arg("points"), py::arg("progress"));
}

}  // namespace sozialraum::python
