#include "sozialraum/equity/equity.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "equity/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

py::tuple inequality(const equity::Inequality& answer) {
  return py::make_tuple(answer.value, static_cast<int>(answer.state), answer.people,
                        answer.people_missing);
}

}  // namespace

void bind_equity_stem(py::module_& m) {
  m.def(
      "gini",
      [](const FloatArray& value, const FloatArray& people) {
        return inequality(equity::gini({.value = view(value), .people = view(people)}));
      },
      py::arg("value"), py::arg("people"));
  m.def(
      "palma",
      [](const FloatArray& value, const FloatArray& people) {
        return inequality(equity::palma({.value = view(value), .people = view(people)}));
      },
      py::arg("value"), py::arg("people"));
  m.def(
      "concentration_index",
      [](const FloatArray& value, const FloatArray& people, const FloatArray& rank_by) {
        return inequality(equity::concentration_index(
            {.value = view(value), .people = view(people)}, view(rank_by)));
      },
      py::arg("value"), py::arg("people"), py::arg("rank_by"));
  m.def(
      "poverty",
      [](const FloatArray& value, const FloatArray& people, double line, double alpha) {
        return inequality(equity::poverty({.value = view(value), .people = view(people)},
                                          {.line = line, .alpha = alpha}));
      },
      py::arg("value"), py::arg("people"), py::arg("line"), py::arg("alpha"));
  m.def(
      "lorenz",
      [](const FloatArray& value, const FloatArray& people) {
        equity::Lorenz curve = equity::lorenz({.value = view(value), .people = view(people)});
        return py::make_tuple(to_numpy(std::move(curve.people_share)),
                              to_numpy(std::move(curve.value_share)));
      },
      py::arg("value"), py::arg("people"));
}

}  // namespace sozialraum::python
