#include "sozialraum/reach/path.hpp"

#include "core/interruptible.hpp"
#include "network/arrays.hpp"
#include "network/snaps.hpp"
#include "reach/bind.hpp"
#include "reach/names.hpp"
#include "sozialraum/reach/detour.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

/// The columns of the face, and the points of all lines with where each line begins.
struct PathColumns {
  std::vector<double> minutes, way, legs, straight, detour, lon, lat;
  std::vector<std::int64_t> begin{0};

  void push(network::LonLat point) {
    lon.push_back(point.lon);
    lat.push_back(point.lat);
  }

  /// A path with its legs, from place to place; no points if there is no way.
  void add(const reach::Path& path, network::LonLat from, network::LonLat to) {
    const reach::Detour bend = reach::detour(path, from, to);
    minutes.push_back(core::to_minutes(path.time));
    way.push_back(bend.way_metres);
    legs.push_back(std::isnan(bend.way_metres) ? bend.way_metres : path.leg_metres);
    straight.push_back(bend.straight_line_metres);
    detour.push_back(bend.index);
    if (path.time != core::kUnreachable) {
      push(from);
      for (const network::LonLat point : path.course) push(point);
      push(to);
    }
    begin.push_back(static_cast<std::int64_t>(lon.size()));
  }
};

}  // namespace

void bind_path(py::module_& m) {
  m.def(
      "paths",
      [](const network::RoadGraph& graph, const network::Hierarchy* hierarchy, const Snaps& origins,
         const Snaps& facilities, const IntArray& origin, const IntArray& facility,
         const py::tuple& positions, const std::string& direction, double limit, unsigned threads,
         const py::object& progress) {
        const auto here =
            lon_lats(positions[0].cast<FloatArray>(), positions[1].cast<FloatArray>());
        const auto there =
            lon_lats(positions[2].cast<FloatArray>(), positions[3].cast<FloatArray>());
        std::vector<reach::PathPair> pairs;
        for (py::ssize_t i = 0; i < origin.size(); ++i) {
          pairs.push_back({static_cast<std::uint32_t>(origin.at(i)),
                           static_cast<std::uint32_t>(facility.at(i))});
        }
        reach::Travel travel{.roads = graph,
                             .hierarchy = hierarchy,
                             .direction = direction_of(direction),
                             .limit = core::Minutes{limit}};
        const bool to_facility = travel.direction == reach::Direction::kToFacility;
        PathColumns columns =
            interruptible(progress, threads, [&](const core::Execution& execution) {
              travel.execution = execution;
              const auto found = reach::paths(travel, {origins.rows, facilities.rows}, pairs).ways;
              PathColumns all;
              for (std::size_t p = 0; p < pairs.size(); ++p) {
                const network::LonLat a = here[pairs[p].origin];
                const network::LonLat b = there[pairs[p].facility];
                all.add(found[p], to_facility ? a : b, to_facility ? b : a);
              }
              return all;
            });
        return py::make_tuple(to_numpy(std::move(columns.minutes)),
                              to_numpy(std::move(columns.way)), to_numpy(std::move(columns.legs)),
                              to_numpy(std::move(columns.straight)),
                              to_numpy(std::move(columns.detour)), to_numpy(std::move(columns.lon)),
                              to_numpy(std::move(columns.lat)), to_numpy(std::move(columns.begin)));
      },
      py::arg("graph"), py::arg("hierarchy"), py::arg("origins"), py::arg("facilities"),
      py::arg("origin"), py::arg("facility"), py::arg("positions"), py::arg("direction"),
      py::arg("limit"), py::arg("threads"), py::arg("progress"),
      "Minutes, metres of way, legs and straight line, detour index; points of the lines.");
}

}  // namespace sozialraum::python
