#include "sozialraum/spatial/spread_out.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "spatial/bind.hpp"
#include "spatial/rows.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_spread_out(py::module_& m) {
  m.def(
      "spread_out",
      [](const FloatArray& total, const std::vector<std::string>& names, const RowArray& of,
         const FloatArray& weight) {
        auto result = [&, totals = view(total), weights = view(weight), squares = rows(of)] {
          const py::gil_scoped_release release;
          return spatial::spread_out({.total = totals, .names = names},
                                     {.of = squares, .weight = weights});
        }();
        return py::make_tuple(to_numpy(std::move(result.amount)), result.left_over,
                              to_python(result.findings));
      },
      py::arg("total"), py::arg("names"), py::arg("of"), py::arg("weight"));
}

}  // namespace sozialraum::python
