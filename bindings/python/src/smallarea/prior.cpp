#include "sozialraum/smallarea/prior.hpp"

#include <pybind11/pybind11.h>

#include "core/array.hpp"
#include "smallarea/bind.hpp"
#include "smallarea/model.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_prior(py::module_& m) {
  m.def(
      "minimum_base",
      [](double mean, double variance, const std::string& model, double reliability) {
        return smallarea::minimum_base(
            {.mean = mean, .variance = variance, .model = model_of(model)}, reliability);
      },
      py::arg("mean"), py::arg("variance"), py::arg("model"), py::arg("reliability"));
  m.def(
      "shrunken_rates",
      [](double mean, double variance, const std::string& model, const FloatArray& count,
         const FloatArray& base) {
        return to_numpy(smallarea::shrunken_rates(
            {.mean = mean, .variance = variance, .model = model_of(model)},
            {.count = view(count), .base = view(base)}));
      },
      py::arg("mean"), py::arg("variance"), py::arg("model"), py::arg("count"), py::arg("base"));
}

}  // namespace sozialraum::python
