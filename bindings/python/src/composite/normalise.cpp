#include "sozialraum/composite/normalise.hpp"

#include <utility>

#include "composite/bind.hpp"
#include "core/array.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_normalise(py::module_& m) {
  m.def(
      "goalposts_of",
      [](const FloatArray& values) {
        const composite::Goalposts posts = composite::goalposts_of(view(values));
        return std::pair(posts.low, posts.high);
      },
      py::arg("values"));
  m.def(
      "min_max",
      [](const FloatArray& values, double low, double high) {
        return to_numpy(composite::min_max(view(values), {.low = low, .high = high}));
      },
      py::arg("values"), py::arg("low"), py::arg("high"));
  m.def(
      "ranks", [](const FloatArray& values) { return to_numpy(composite::ranks(view(values))); },
      py::arg("values"));
  m.def(
      "rank_exponential",
      [](const FloatArray& ranks, double n) {
        return to_numpy(composite::rank_exponential(view(ranks), n));
      },
      py::arg("ranks"), py::arg("n"));
}

}  // namespace sozialraum::python
