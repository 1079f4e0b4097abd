#include "sozialraum/access/opportunities.hpp"

#include <pybind11/stl.h>

#include "access/bind.hpp"
#include "core/array.hpp"
#include "core/finding.hpp"
#include "reach/pairs.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_opportunities(py::module_& m) {
  m.def(
      "opportunities",
      [](const Pairs& pairs, const FloatArray& supply, const std::optional<access::Decay>& decay) {
        access::Opportunities result = pairs.ask([&](const reach::PairSource& source) {
          return access::opportunities(source, {.supply = view(supply), .decay = decay});
        });
        return py::make_tuple(to_numpy(std::move(result.value)), to_python(result.findings));
      },
      py::arg("pairs"), py::arg("supply"), py::arg("decay"));
}

}  // namespace sozialraum::python
