#include "sozialraum/reach/travel_times.hpp"

#include "core/finding.hpp"
#include "reach/bind.hpp"
#include "reach/names.hpp"
#include "reach/pairs.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_travel_times(py::module_& m) {
  m.def(
      "travel_times",
      [](const Pairs& pairs) {
        const auto times =
            pairs.ask([](const reach::PairSource& source) { return reach::travel_times(source); });
        return py::make_tuple(columns_of(times), to_python(times.findings));
      },
      py::arg("pairs"), "One row a pair (origin, facility, minutes), and the findings.");
}

}  // namespace sozialraum::python
