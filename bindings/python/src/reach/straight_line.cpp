#include "sozialraum/reach/straight_line.hpp"

#include <pybind11/stl.h>

#include "core/interruptible.hpp"
#include "network/arrays.hpp"
#include "reach/bind.hpp"
#include "reach/names.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_straight_line(py::module_& m) {
  m.def(
      "straight_line_minutes",
      [](const py::tuple& origins, const py::tuple& facilities, std::size_t k, double speed_kmh,
         double detour, double limit,
         const std::pair<std::vector<std::string>, std::vector<std::string>>& names) {
        const auto here = lon_lats(origins[0].cast<FloatArray>(), origins[1].cast<FloatArray>());
        const auto there =
            lon_lats(facilities[0].cast<FloatArray>(), facilities[1].cast<FloatArray>());
        return to_python(interruptible(py::none(), 0, [&](const core::Execution& execution) {
          return reach::straight_line_minutes(here, there,
                                              {.k = k,
                                               .km_per_hour = speed_kmh,
                                               .detour = detour,
                                               .limit = core::Minutes{limit},
                                               .origin_names = names.first,
                                               .facility_names = names.second,
                                               .execution = execution});
        }));
      },
      py::arg("origins"), py::arg("facilities"), py::arg("k"), py::arg("speed_kmh"),
      py::arg("detour"), py::arg("limit"), py::arg("names"));
}

}  // namespace sozialraum::python
