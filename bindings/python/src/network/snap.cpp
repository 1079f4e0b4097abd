#include "sozialraum/network/snap.hpp"

#include <pybind11/stl.h>

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "network/arrays.hpp"
#include "network/barrier_lines.hpp"
#include "network/bind.hpp"
#include "network/snaps.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using network::EdgeTree;
using network::Snap;

template <class T, class Field>
py::array_t<T> column(const Snaps& snaps, Field field) {
  std::vector<T> values;
  values.reserve(snaps.rows.size());
  for (const Snap& snap : snaps.rows) values.push_back(static_cast<T>(field(snap)));
  return to_numpy(std::move(values));
}

py::dict columns(const Snaps& snaps) {
  py::list status;
  for (const Snap& snap : snaps.rows) status.append(std::string(network::name(snap.status)));
  const auto edge = [](const Snap& s) {
    return s.edge == network::kNoEdge ? -1 : static_cast<std::int64_t>(s.edge);
  };
  py::dict result;
  result["status"] = status;
  result["edge"] = column<std::int64_t>(snaps, edge);
  result["fraction"] = column<double>(snaps, [](const Snap& s) { return s.fraction; });
  result["offset"] = column<double>(snaps, [](const Snap& s) { return s.offset; });
  result["metres"] = column<double>(snaps, [](const Snap& s) { return s.metres; });
  result["nearest_metres"] = column<double>(snaps, [](const Snap& s) { return s.nearest_metres; });
  result["minutes"] = column<double>(snaps, [](const Snap& s) { return core::to_minutes(s.leg); });
  result["component"] = column<std::int64_t>(snaps, [](const Snap& s) { return s.component; });
  result["lon"] = column<double>(snaps, [](const Snap& s) { return s.foot.lon; });
  result["lat"] = column<double>(snaps, [](const Snap& s) { return s.foot.lat; });
  return result;
}

Snaps snap(const EdgeTree& tree, const FloatArray& lon, const FloatArray& lat,
           const py::tuple& radius_and_speed) {
  const auto places = lon_lats(lon, lat);
  const double radius = radius_and_speed[0].cast<double>();
  const double speed = radius_and_speed[1].cast<double>();
  return interruptible(py::none(), 0, [&](const core::Execution& execution) {
    return Snaps{tree.snap(
        places, {.radius_metres = radius, .off_road_km_per_hour = speed, .execution = execution})};
  });
}

/// Lines as (n, 2) arrays of longitude and latitude.
BarrierLines barrier_lines(const std::vector<FloatArray>& given) {
  std::vector<std::vector<network::LonLat>> lines;
  for (const FloatArray& points : given) {
    const auto values = points.unchecked<2>();
    auto& line = lines.emplace_back();
    for (py::ssize_t i = 0; i < values.shape(0); ++i) line.push_back({values(i, 0), values(i, 1)});
  }
  return {std::make_shared<const std::vector<std::vector<network::LonLat>>>(std::move(lines))};
}

std::unique_ptr<EdgeTree> edge_tree(const network::RoadGraph& graph, std::size_t smallest_component,
                                    const BarrierLines& barriers, bool only_tell) {
  network::EdgeTreeOptions options{
      .smallest_component = smallest_component, .barriers = {}, .only_tell_barriers = only_tell};
  if (barriers.lines != nullptr) options.barriers = *barriers.lines;
  const py::gil_scoped_release release;
  return std::make_unique<EdgeTree>(graph, options);
}

}  // namespace

void bind_snap(py::module_& m) {
  py::class_<BarrierLines>(m, "BarrierLines")
      .def(py::init(&barrier_lines), py::arg("lines"))
      .def("__len__", [](const BarrierLines& barriers) {
        return barriers.lines == nullptr ? 0 : barriers.lines->size();
      });
  py::class_<Snaps>(m, "Snaps")
      .def("__len__", [](const Snaps& snaps) { return snaps.rows.size(); })
      .def("columns", &columns)
      .def(
          "findings",
          [](const Snaps& snaps, const std::vector<std::string>& ids, const std::string& what) {
            return to_python(network::snap_findings(snaps.rows, ids, what));
          },
          py::arg("ids"), py::arg("what"));
  m.def(
      "places_at",
      [](const network::RoadGraph& graph, const IntArray& nodes) {
        Snaps places;
        for (py::ssize_t i = 0; i < nodes.size(); ++i) {
          places.rows.push_back(
              network::place_at(graph, network::NodeId{static_cast<std::uint32_t>(nodes.at(i))}));
        }
        return places;
      },
      py::arg("graph"), py::arg("nodes"));
  py::class_<EdgeTree>(m, "EdgeTree")
      .def(py::init(&edge_tree), py::arg("graph"), py::arg("smallest_component"),
           py::arg("barriers"), py::arg("only_tell"), py::keep_alive<1, 2>())
      .def("snap", &snap, py::arg("lon"), py::arg("lat"), py::arg("radius_and_speed"));
}

}  // namespace sozialraum::python
