#include "sozialraum/network/road_graph.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "network/arrays.hpp"
#include "network/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using network::Edge;
using network::EdgeList;
using network::RoadGraph;

/// The columns of the edges, as the face gives them and gets them back.
struct EdgeColumns {
  IntArray from;
  IntArray to;
  FloatArray metres;
  TimeArray forward;
  TimeArray backward;
  TimeArray flags;
  TimeArray way_class;
  IntArray way_id;
};

std::uint32_t node_number(std::int64_t number) {
  // Out of range on either side becomes the largest number, which from_edges() rejects.
  return number < 0 || number > 0xffffffffLL ? 0xffffffffU : static_cast<std::uint32_t>(number);
}

std::vector<Edge> edges_of(const EdgeColumns& columns) {
  std::vector<Edge> edges(static_cast<std::size_t>(columns.from.size()));
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const auto row = static_cast<py::ssize_t>(i);
    edges[i] = {.from = network::NodeId{node_number(columns.from.at(row))},
                .to = network::NodeId{node_number(columns.to.at(row))},
                .metres = columns.metres.at(row),
                .forward = columns.forward.at(row),
                .backward = columns.backward.at(row),
                .flags = static_cast<network::EdgeFlags>(columns.flags.at(row)),
                .way_class = static_cast<std::uint16_t>(columns.way_class.at(row)),
                .way_id = columns.way_id.at(row)};
  }
  return edges;
}

RoadGraph from_arrays(const py::dict& nodes, const py::dict& edges, const py::dict& shapes,
                      const std::vector<std::string>& way_classes) {
  const EdgeColumns columns{.from = edges["from"].cast<IntArray>(),
                            .to = edges["to"].cast<IntArray>(),
                            .metres = edges["metres"].cast<FloatArray>(),
                            .forward = edges["forward"].cast<TimeArray>(),
                            .backward = edges["backward"].cast<TimeArray>(),
                            .flags = edges["flags"].cast<TimeArray>(),
                            .way_class = edges["way_class"].cast<TimeArray>(),
                            .way_id = edges["way_id"].cast<IntArray>()};
  const auto ids = nodes["id"].cast<IntArray>();
  const auto begin = shapes["begin"].cast<TimeArray>();
  EdgeList list{.node_positions = lon_lats<network::FixedLonLat>(nodes["lon"].cast<FloatArray>(),
                                                                 nodes["lat"].cast<FloatArray>()),
                .node_ids = {ids.data(), ids.data() + ids.size()},
                .edges = edges_of(columns),
                .shape_begin = {begin.data(), begin.data() + begin.size()},
                .shape_points = lon_lats<network::FixedLonLat>(shapes["lon"].cast<FloatArray>(),
                                                               shapes["lat"].cast<FloatArray>()),
                .way_classes = way_classes,
                .node_copies = {}};
  const py::gil_scoped_release release;
  return RoadGraph::from_edges(std::move(list));
}

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
      .def_static("from_arrays", &from_arrays, py::arg("nodes"), py::arg("edges"),
                  py::arg("shapes"), py::arg("way_classes"))
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
