#include "sozialraum/core/atomic_file.hpp"

#include <pybind11/stl/filesystem.h>

#include "core/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

void write(core::AtomicFile& file, const py::buffer& data) {
  const py::buffer_info info = data.request();
  const auto* first = static_cast<const std::byte*>(info.ptr);
  const auto size = static_cast<std::size_t>(info.size * info.itemsize);
  const py::gil_scoped_release free;
  file.write({first, size});
}

}  // namespace

void bind_atomic_file(py::module_& m) {
  py::class_<core::AtomicFile>(m, "AtomicFile")
      .def(py::init<std::filesystem::path>(), py::arg("target"))
      .def_property_readonly("temporary", &core::AtomicFile::temporary)
      .def("write", &write, py::arg("data"))
      .def("discard", &core::AtomicFile::discard)
      .def("commit", &core::AtomicFile::commit, py::call_guard<py::gil_scoped_release>());
}

}  // namespace sozialraum::python
