#include "sozialraum/reach/decay.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "reach/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

using network::Minutes;
using reach::Decay;

void bind_decay(py::module_& m) {
  py::class_<Decay>(m, "Decay")
      .def_static(
          "steps",
          [](const std::vector<std::pair<double, double>>& pairs) {
            std::vector<reach::DecayStep> steps;
            for (const auto& [until, weight] : pairs) steps.push_back({Minutes{until}, weight});
            return Decay::steps(std::move(steps));
          },
          py::arg("steps"))
      .def_static("exponential", &Decay::exponential, py::arg("rate"))
      .def_static(
          "gaussian", [](double sd) { return Decay::gaussian(Minutes{sd}); }, py::arg("sd"))
      .def_static(
          "power",
          [](double scale, double exponent, double minimum) {
            return Decay::power(
                {.scale = Minutes{scale}, .exponent = exponent, .minimum = Minutes{minimum}});
          },
          py::arg("scale"), py::arg("exponent"), py::arg("minimum"))
      .def_static(
          "linear", [](double end) { return Decay::linear(Minutes{end}); }, py::arg("end"))
      .def_static(
          "logistic",
          [](double middle, double steepness) {
            return Decay::logistic(Minutes{middle}, steepness);
          },
          py::arg("middle"), py::arg("steepness"))
      .def("__call__", [](const Decay& decay, const FloatArray& minutes) {
        std::vector<double> weights;
        for (const double t : view(minutes)) {
          weights.push_back(std::isnan(t) ? 0.0 : decay(network::to_deciseconds(Minutes{t})));
        }
        return to_numpy(std::move(weights));
      });
}

}  // namespace sozialraum::python
