#include "sozialraum/reach/travel_times.hpp"

#include "core/interruptible.hpp"
#include "network/snaps.hpp"
#include "reach/bind.hpp"
#include "reach/names.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

/// One row a pair: origin number, facility number, minutes.
py::tuple pair_columns(const reach::TravelTimes& times) {
  std::vector<std::int64_t> origin;
  std::vector<std::int64_t> facility;
  std::vector<double> minutes;
  for (std::size_t i = 0; i < times.origin_count(); ++i) {
    for (const reach::Reached& reached : times.row(i)) {
      origin.push_back(static_cast<std::int64_t>(i));
      facility.push_back(reached.facility);
      minutes.push_back(core::to_minutes(reached.time));
    }
  }
  return py::make_tuple(to_numpy(std::move(origin)), to_numpy(std::move(facility)),
                        to_numpy(std::move(minutes)));
}

}  // namespace

void bind_travel_times(py::module_& m) {
  py::class_<reach::TravelTimes>(m, "TravelTimes")
      .def("__len__", [](const reach::TravelTimes& times) { return times.pairs.size(); })
      .def("columns", &pair_columns);
  m.def(
      "travel_times",
      [](const network::RoadGraph& graph, const network::Hierarchy* hierarchy, const Snaps& origins,
         const Snaps& facilities, const std::string& direction, double limit, unsigned threads,
         const py::object& progress) {
        const reach::Direction which = direction_of(direction);
        return interruptible(progress, threads, [&](const core::Execution& execution) {
          return reach::travel_times(graph, origins.rows, facilities.rows,
                                     {.direction = which,
                                      .limit = core::Minutes{limit},
                                      .hierarchy = hierarchy,
                                      .execution = execution});
        });
      },
      py::arg("graph"), py::arg("hierarchy"), py::arg("origins"), py::arg("facilities"),
      py::arg("direction"), py::arg("limit"), py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
