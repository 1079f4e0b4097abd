#include "core/finding.hpp"

#include <pybind11/stl.h>

#include "core/bind.hpp"
#include "sozialraum/core/execution.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

py::object face(const char* name) { return py::module_::import("sozialraum.core").attr(name); }

void raise(const char* type, const core::Finding& finding) {
  const py::object exception = face(type)(to_python(finding));
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception.ptr())), exception.ptr());
}

void translate(std::exception_ptr error) {
  try {
    if (error) std::rethrow_exception(error);
  } catch (const core::UnknownName& e) {
    raise("UnknownName", e.finding());
  } catch (const core::InvalidInput& e) {
    raise("InvalidInput", e.finding());
  } catch (const core::Cancelled&) {
    PyErr_SetNone(PyExc_KeyboardInterrupt);
  }
}

}  // namespace

py::object to_python(const core::Finding& finding) {
  const core::Place& place = finding.place;
  py::dict details;
  for (const auto& [name, value] : finding.details) details[py::str(name)] = value;
  return face("Finding")(
      finding.code, finding.message,
      face("Severity")(finding.severity == core::Severity::kWarning ? "warning" : "note"),
      face("Place")(place.argument, place.file, place.row, place.column, place.area), finding.hint,
      details, py::tuple(py::cast(finding.areas)));
}

py::list to_python(const std::vector<core::Finding>& findings) {
  py::list result;
  for (const core::Finding& finding : findings) result.append(to_python(finding));
  return result;
}

void register_errors() { py::register_exception_translator(&translate); }

void bind_finding(py::module_&) { register_errors(); }

}  // namespace sozialraum::python
