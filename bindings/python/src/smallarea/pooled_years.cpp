#include "sozialraum/smallarea/pooled_years.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "smallarea/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_pooled_years(py::module_& m) {
  m.def(
      "pooled_years",
      [](const FloatArray& count, const FloatArray& base, const FloatArray& years,
         const std::vector<std::string>& areas, bool trend, double year) {
        auto result = smallarea::pooled_years(
            {.count = view(count), .base = view(base), .years = view(years), .areas = areas},
            {.trend = trend, .year = year});
        return py::make_tuple(to_numpy(std::move(result.count)), to_numpy(std::move(result.base)),
                              result.trend, result.standard_error, result.year,
                              to_python(result.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("years"), py::arg("areas"), py::arg("trend"),
      py::arg("year"));
}

}  // namespace sozialraum::python
