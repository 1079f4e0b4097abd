#include "sozialraum/reach/nearest.hpp"

#include "core/finding.hpp"
#include "reach/bind.hpp"
#include "reach/names.hpp"
#include "reach/pairs.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_nearest(py::module_& m) {
  m.def(
      "minutes_to_nearest",
      [](const Pairs& pairs, std::size_t k) {
        return to_python(
            interruptible(pairs.progress, pairs.threads, [&](const core::Execution& execution) {
              const reach::NearestOptions options{.k = k};
              if (pairs.roads == nullptr) {
                return reach::minutes_to_nearest(pairs.of_table(pairs.table, execution), options);
              }
              const reach::RoadPairs roads = pairs.on_roads(execution);
              return reach::minutes_to_nearest(roads.travel(), roads.places(), options);
            }));
      },
      py::arg("pairs"), py::arg("k"));
}

}  // namespace sozialraum::python
