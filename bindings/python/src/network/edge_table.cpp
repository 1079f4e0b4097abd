#include "sozialraum/network/edge_table.hpp"

#include <pybind11/functional.h>
#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "network/arrays.hpp"
#include "network/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using network::EdgeTable;
using network::EdgeTime;

using ByteArray = py::array_t<std::uint8_t, py::array::c_style | py::array::forcecast>;

template <class Array>
auto span_of(const Array& array) {
  return std::span(array.data(), static_cast<std::size_t>(array.size()));
}

/// The columns of the table as the face gives them; what is not there is empty.
struct Columns {
  explicit Columns(const py::dict& table)
      : from(table["from"].cast<IntArray>()),
        to(table["to"].cast<IntArray>()),
        metres(table["metres"].cast<FloatArray>()),
        time(table["time"].cast<FloatArray>()),
        oneway(table["oneway"].cast<ByteArray>()),
        minutes_forward(table["minutes_forward"].cast<FloatArray>()),
        minutes_backward(table["minutes_backward"].cast<FloatArray>()),
        way_id(table["way_id"].cast<IntArray>()),
        several_ways(table["several_ways"].cast<ByteArray>()),
        way_class(table["way_class"].cast<std::vector<std::string>>()) {
    for (const std::uint32_t bits : span_of(table["flags"].cast<TimeArray>())) {
      flags.push_back(static_cast<network::EdgeFlags>(bits));
    }
  }

  IntArray from;
  IntArray to;
  FloatArray metres;
  FloatArray time;
  ByteArray oneway;
  FloatArray minutes_forward;
  FloatArray minutes_backward;
  IntArray way_id;
  ByteArray several_ways;
  std::vector<std::string> way_class;
  std::vector<network::EdgeFlags> flags;
};

/// The courses of the edges: begins, points.
struct Lines {
  explicit Lines(const py::dict& lines)
      : points(lon_lats(lines["lon"].cast<FloatArray>(), lines["lat"].cast<FloatArray>())) {
    for (const std::int64_t row : span_of(lines["begin"].cast<IntArray>())) {
      begin.push_back(static_cast<std::uint64_t>(row));
    }
  }

  std::vector<std::uint64_t> begin;
  std::vector<network::LonLat> points;
};

core::RowNames row_names(std::size_t rows, const py::function& label) {
  return {rows, [label](std::size_t row) {
            const py::gil_scoped_acquire acquire;
            return label(row).cast<std::string>();
          }};
}

py::tuple graph_of_edge_table(const py::dict& table, const py::dict& lines, const py::object& nodes,
                              const py::dict& about) {
  const Columns columns(table);
  const Lines courses(lines);
  IntArray ids;
  std::vector<network::LonLat> positions;
  EdgeTable edges{
      .from = span_of(columns.from),
      .to = span_of(columns.to),
      .metres = span_of(columns.metres),
      .line_begin = courses.begin,
      .line_points = courses.points,
      .time = span_of(columns.time),
      .unit = about["unit"].cast<EdgeTime>(),
      .oneway = span_of(columns.oneway),
      .minutes_forward = span_of(columns.minutes_forward),
      .minutes_backward = span_of(columns.minutes_backward),
      .flags = columns.flags,
      .stops_told = about["stops_told"].cast<bool>(),
      .way_class = columns.way_class,
      .way_id = span_of(columns.way_id),
      .several_ways = span_of(columns.several_ways),
      .nodes = {},
      .rows = row_names(span_of(columns.from).size(), about["label"].cast<py::function>()),
      .columns = {.metres = about["metres"].cast<std::string>(),
                  .time = about["time"].cast<std::string>(),
                  .way = about["way"].cast<std::string>()}};
  if (!nodes.is_none()) {
    ids = nodes["id"].cast<IntArray>();
    positions = lon_lats(nodes["lon"].cast<FloatArray>(), nodes["lat"].cast<FloatArray>());
    edges.nodes = {.ids = span_of(ids), .positions = positions};
  }
  auto made = [&] {
    const py::gil_scoped_release release;
    return network::graph_of_edge_table(edges);
  }();
  return py::make_tuple(std::move(made.graph), to_python(made.findings));
}

}  // namespace

void bind_edge_table(py::module_& m) {
  py::enum_<EdgeTime>(m, "EdgeTime")
      .value("MINUTES", EdgeTime::kMinutes)
      .value("SECONDS", EdgeTime::kSeconds)
      .value("KM_PER_HOUR", EdgeTime::kKmPerHour);
  m.def("graph_of_edge_table", &graph_of_edge_table, py::arg("table"), py::arg("lines"),
        py::arg("nodes"), py::arg("about"));
}

}  // namespace sozialraum::python
