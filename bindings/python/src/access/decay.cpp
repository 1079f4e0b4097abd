#include "sozialraum/access/decay.hpp"

#include <pybind11/stl.h>

#include "access/bind.hpp"
#include "core/array.hpp"
#include "sozialraum/core/finding.hpp"

namespace py = pybind11;

namespace sozialraum::python {

using access::Decay;
using core::Minutes;

namespace {

[[noreturn]] void refuse(const py::handle& value, const char* argument, const char* needed) {
  core::invalid_argument(argument, "is " + py::repr(value).cast<std::string>() + "; " + needed);
}

/// A number by the name that the caller gave it; texts, True and None are none.
double number(const py::handle& value, const char* argument) {
  if (py::isinstance<py::str>(value) || PyBool_Check(value.ptr()) != 0 ||
      PyNumber_Check(value.ptr()) == 0) {
    refuse(value, argument, "a number is needed");
  }
  const double found = PyFloat_AsDouble(value.ptr());
  if (PyErr_Occurred() != nullptr) {
    PyErr_Clear();
    refuse(value, argument, "a number is needed");
  }
  return found;
}

Minutes minutes(const py::handle& value, const char* argument) {
  return Minutes{number(value, argument)};
}

std::vector<access::DecayStep> steps_of(const py::object& pairs) {
  constexpr const char* kNeeded = "pairs (minutes, weight) are needed";
  if (!py::isinstance<py::sequence>(pairs) || py::isinstance<py::str>(pairs)) {
    refuse(pairs, "steps", kNeeded);
  }
  std::vector<access::DecayStep> steps;
  for (const py::handle pair : pairs) {
    const bool two =
        py::isinstance<py::sequence>(pair) && !py::isinstance<py::str>(pair) && py::len(pair) == 2;
    if (!two) refuse(pair, "steps", kNeeded);
    const auto row = py::reinterpret_borrow<py::sequence>(pair);
    steps.push_back({minutes(row[0], "steps"), number(row[1], "steps")});
  }
  return steps;
}

}  // namespace

void bind_decay(py::module_& m) {
  py::class_<Decay>(m, "Decay")
      .def_static(
          "steps", [](const py::object& steps) { return Decay::steps(steps_of(steps)); },
          py::arg("steps"))
      .def_static(
          "exponential",
          [](const py::object& rate) { return Decay::exponential(number(rate, "rate")); },
          py::arg("rate"))
      .def_static(
          "gaussian", [](const py::object& sd) { return Decay::gaussian(minutes(sd, "sd")); },
          py::arg("sd"))
      .def_static(
          "power",
          [](const py::object& scale, const py::object& exponent, const py::object& minimum) {
            return Decay::power({.scale = minutes(scale, "scale"),
                                 .exponent = number(exponent, "exponent"),
                                 .minimum = minutes(minimum, "minimum")});
          },
          py::arg("scale"), py::arg("exponent"), py::arg("minimum"))
      .def_static(
          "linear", [](const py::object& end) { return Decay::linear(minutes(end, "end")); },
          py::arg("end"))
      .def_static(
          "logistic",
          [](const py::object& middle, const py::object& steepness) {
            return Decay::logistic(minutes(middle, "middle"), number(steepness, "steepness"));
          },
          py::arg("middle"), py::arg("steepness"))
      .def("__call__", [](const Decay& decay, const FloatArray& minutes) {
        std::vector<double> weights;
        for (const double t : view(minutes)) {
          weights.push_back(std::isnan(t) ? 0.0 : decay(core::to_deciseconds(Minutes{t})));
        }
        return to_numpy(std::move(weights));
      });
}

}  // namespace sozialraum::python
