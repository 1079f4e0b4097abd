#include "sozialraum/network/road_graph.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "network/arrays.hpp"
#include "network/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using network::Edge;
using network::RoadGraph;

py::dict positions(std::span<const network::FixedLonLat> points) {
  std::vector<double> lon;
  std::vector<double> lat;
  for (const network::LonLat p : points) {
    lon.push_back(p.lon);
    lat.push_back(p.lat);
  }
  py::dict result;
  result["lon"] = to_numpy(std::move(lon));
  result["lat"] = to_numpy(std::move(lat));
  return result;
}

py::dict node_columns(const RoadGraph& graph) {
  py::dict result = positions(graph.node_positions());
  std::vector<std::int64_t> ids;
  for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
    ids.push_back(graph.source_id(network::NodeId{v}));
  }
  result["id"] = to_numpy(std::move(ids));
  return result;
}

template <class T, class Field>
py::array_t<T> column(const RoadGraph& graph, Field field) {
  std::vector<T> values;
  values.reserve(graph.edge_count());
  for (const Edge& edge : graph.edges()) values.push_back(static_cast<T>(field(edge)));
  return to_numpy(std::move(values));
}

py::dict edge_columns(const RoadGraph& graph) {
  py::dict result;
  result["from"] =
      column<std::int64_t>(graph, [](const Edge& e) { return network::index(e.from); });
  result["to"] = column<std::int64_t>(graph, [](const Edge& e) { return network::index(e.to); });
  result["metres"] = column<double>(graph, [](const Edge& e) { return e.metres; });
  result["forward"] = column<std::uint32_t>(graph, [](const Edge& e) { return e.forward; });
  result["backward"] = column<std::uint32_t>(graph, [](const Edge& e) { return e.backward; });
  result["flags"] = column<std::uint32_t>(graph, [](const Edge& e) { return e.flags; });
  result["way_class"] = column<std::uint32_t>(graph, [](const Edge& e) { return e.way_class; });
  result["way_id"] = column<std::int64_t>(graph, [](const Edge& e) { return e.way_id; });
  return result;
}

py::dict shape_columns(const RoadGraph& graph) {
  py::dict result = positions(graph.shape_points());
  result["begin"] =
      to_numpy(std::vector<std::uint32_t>(graph.shape_begin().begin(), graph.shape_begin().end()));
  return result;
}

}  // namespace

void bind_road_graph(py::module_& m) {
  m.attr("CLOSED") = network::kClosed;
  m.attr("UNREACHABLE") = core::kUnreachable;
  m.attr("THROUGH_RESTRICTED") = static_cast<unsigned>(network::EdgeFlags::kThroughRestricted);
  m.attr("FERRY") = static_cast<unsigned>(network::EdgeFlags::kFerry);
  m.attr("ROUNDABOUT") = static_cast<unsigned>(network::EdgeFlags::kRoundabout);
  m.attr("BUILT_UP") = static_cast<unsigned>(network::EdgeFlags::kBuiltUp);
  m.attr("OFF_GROUND") = static_cast<unsigned>(network::EdgeFlags::kOffGround);
  m.attr("NO_STOP") = static_cast<unsigned>(network::EdgeFlags::kNoStop);
  py::class_<RoadGraph>(m, "RoadGraph")
      .def_property_readonly("node_count", &RoadGraph::node_count)
      .def("street_metres", &RoadGraph::street_metres, py::call_guard<py::gil_scoped_release>())
      .def_property_readonly("edge_count", &RoadGraph::edge_count)
      .def_property_readonly("arc_count", &RoadGraph::arc_count)
      .def_property_readonly("end_arc_count", &RoadGraph::end_arc_count)
      .def_property_readonly("way_classes", &RoadGraph::way_classes)
      .def("nodes", &node_columns)
      .def("edges", &edge_columns)
      .def("shapes", &shape_columns);
}

}  // namespace sozialraum::python
