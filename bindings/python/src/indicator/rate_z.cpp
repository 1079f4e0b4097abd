#include "sozialraum/indicator/rate_z.hpp"

#include <pybind11/stl.h>

#include <string>
#include <vector>

#include "core/array.hpp"
#include "indicator/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_rate_z(py::module_& m) {
  m.def(
      "rate_z",
      [](const FloatArray& count, const FloatArray& base, const std::vector<std::string>& areas) {
        return to_numpy(indicator::rate_z({view(count), view(base), areas}).z);
      },
      py::arg("count"), py::arg("base"), py::arg("areas"));
}

}  // namespace sozialraum::python
