#include "sozialraum/network/edge_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

#include "line_doubts.hpp"

namespace sozialraum::network {
namespace {

constexpr double kDecisecondsPerMinute = 600.0;
constexpr double kMinutesPerMetreAtOneKmPerHour = 0.06;

[[noreturn]] void bad_cell(const EdgeTable& table, const std::string& column, double found,
                           std::pair<std::size_t, std::string_view> row_and_expected) {
  throw core::InvalidInput(core::Finding{
      .code = "bad_edge",
      .severity = core::Severity::kWarning,
      .message = fmt::format("column '{}' holds {} at row '{}'; {}", column, found,
                             table.rows[row_and_expected.first], row_and_expected.second),
      .place = {.argument = "edges"}});
}

template <class T>
void require_length(std::span<const T> column, std::size_t rows, const char* name) {
  if (column.size() == rows) return;
  throw core::InvalidInput(core::Finding{
      .code = "length_mismatch",
      .severity = core::Severity::kWarning,
      .message =
          fmt::format("column '{}' has {} rows; {} were expected", name, column.size(), rows),
      .place = {.argument = "edges", .column = name}});
}

template <class T>
void require_length_if_any(std::span<const T> column, std::size_t rows, const char* name) {
  if (!column.empty()) require_length(column, rows, name);
}

void require_lengths(const EdgeTable& table) {
  const std::size_t rows = table.from.size();
  require_length(table.to, rows, "to");
  require_length(table.metres, rows, "metres");
  require_length(table.line_begin, rows + 1, "line_begin");
  if (table.time.empty()) {
    require_length(table.minutes_forward, rows, "minutes_forward");
    require_length(table.minutes_backward, rows, "minutes_backward");
  } else {
    require_length(table.time, rows, "time");
  }
  require_length_if_any(table.oneway, rows, "oneway");
  require_length_if_any(table.flags, rows, "flags");
  require_length_if_any(table.way_class, rows, "way_class");
  require_length_if_any(table.way_id, rows, "way_id");
  require_length_if_any(table.several_ways, rows, "several_ways");
  table.rows.require_rows(rows, "edges");
}

/// Every line has two ends, and all points belong to one.
void require_lines(const EdgeTable& table) {
  for (std::size_t row = 0; row + 1 < table.line_begin.size(); ++row) {
    if (table.line_begin[row + 1] >= table.line_begin[row] + 2) continue;
    throw core::InvalidInput(core::Finding{
        .code = "bad_edge",
        .severity = core::Severity::kWarning,
        .message = fmt::format("the line of row '{}' has fewer than two points", table.rows[row]),
        .place = {.argument = "edges"}});
  }
  if (table.line_begin.front() != 0) core::invalid_argument("line_begin", "does not begin with 0");
  if (table.line_begin.back() != table.line_points.size()) {
    core::invalid_argument("line_points",
                           fmt::format("has {} points; line_begin ends with {}",
                                       table.line_points.size(), table.line_begin.back()));
  }
}

/// Finite numbers of zero or more.
void require_amounts(const EdgeTable& table, std::span<const double> values,
                     const std::string& column) {
  const auto bad = std::find_if_not(values.begin(), values.end(),
                                    [](double v) { return v >= 0.0 && std::isfinite(v); });
  if (bad == values.end()) return;
  bad_cell(
      table, column, *bad,
      {static_cast<std::size_t>(bad - values.begin()), "a number of zero or more was expected"});
}

Deciseconds deciseconds(const EdgeTable& table, std::size_t row, double minutes,
                        const std::string& column) {
  const double whole = std::floor(minutes * kDecisecondsPerMinute + 0.5);
  if (whole < static_cast<double>(kClosed)) return static_cast<Deciseconds>(whole);
  const double found = table.time.empty() ? minutes : table.time[row];
  bad_cell(table, column, found, {row, "the edge would take more than 13 years"});
}

/// The one time of a row, in minutes.
double minutes_of(const EdgeTable& table, std::size_t row) {
  switch (table.unit) {
    case EdgeTime::kSeconds:
      return table.time[row] / 60.0;
    case EdgeTime::kKmPerHour:
      return table.metres[row] / table.time[row] * kMinutesPerMetreAtOneKmPerHour;
    case EdgeTime::kMinutes:
      break;
  }
  return table.time[row];
}

void set_one_time(const EdgeTable& table, std::vector<Edge>& edges) {
  const std::string& column = table.columns.time;
  require_amounts(table, table.time, column);
  if (table.unit == EdgeTime::kKmPerHour) {
    const auto still = std::find(table.time.begin(), table.time.end(), 0.0);
    if (still != table.time.end()) {
      bad_cell(
          table, column, 0.0,
          {static_cast<std::size_t>(still - table.time.begin()), "a speed of zero takes for ever"});
    }
  }
  for (std::size_t row = 0; row < edges.size(); ++row) {
    edges[row].forward = deciseconds(table, row, minutes_of(table, row), column);
    const bool oneway = !table.oneway.empty() && table.oneway[row] != 0;
    edges[row].backward = oneway ? kClosed : edges[row].forward;
  }
}

void set_two_times(const EdgeTable& table, std::vector<Edge>& edges) {
  const auto time = [&](std::size_t row, double minutes, const std::string& column) {
    if (std::isnan(minutes)) return kClosed;
    if (minutes < 0.0) {
      bad_cell(table, column, minutes,
               {row, "minutes of zero or more, or NaN for closed, were expected"});
    }
    return deciseconds(table, row, minutes, column);
  };
  for (std::size_t row = 0; row < edges.size(); ++row) {
    edges[row].forward = time(row, table.minutes_forward[row], table.columns.forward);
  }
  for (std::size_t row = 0; row < edges.size(); ++row) {
    edges[row].backward = time(row, table.minutes_backward[row], table.columns.backward);
  }
}

/// Numbers of the classes in the order of their names, into the edges; the names.
std::vector<std::string> set_classes(const EdgeTable& table, std::vector<Edge>& edges) {
  std::map<std::string_view, std::uint16_t> numbers;
  for (const std::string& name : table.way_class) numbers.emplace(name, 0);
  if (numbers.size() > std::numeric_limits<std::uint16_t>::max()) {
    core::invalid_argument("edges", fmt::format("have {} classes of roads", numbers.size()),
                           "give a class such as 'residential', not a name of the street");
  }
  std::vector<std::string> names;
  for (auto& [name, number] : numbers) {
    number = static_cast<std::uint16_t>(names.size());
    names.emplace_back(name);
  }
  for (std::size_t row = 0; row < table.way_class.size(); ++row) {
    edges[row].way_class = numbers.find(table.way_class[row])->second;
  }
  return names;
}

void set_flags(const EdgeTable& table, std::vector<Edge>& edges) {
  for (std::size_t row = 0; row < edges.size(); ++row) {
    EdgeFlags flags = table.flags.empty() ? EdgeFlags::kNone : table.flags[row];
    if (!table.stops_told) {
      const bool over = has(flags, EdgeFlags::kFerry) || has(flags, EdgeFlags::kOffGround);
      const bool motorway = !table.way_class.empty() && (table.way_class[row] == "motorway" ||
                                                         table.way_class[row] == "motorway_link");
      if (over || motorway) flags = flags | EdgeFlags::kNoStop;
    }
    edges[row].flags = flags;
  }
}

/// The numbers of the source's nodes, rising, each once.
std::vector<std::int64_t> node_ids(const EdgeTable& table) {
  std::vector<std::int64_t> ids(table.from.begin(), table.from.end());
  ids.insert(ids.end(), table.to.begin(), table.to.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

NodeId number_of(const std::vector<std::int64_t>& ids, std::int64_t id) {
  const auto found = std::lower_bound(ids.begin(), ids.end(), id);
  return NodeId{static_cast<std::uint32_t>(found - ids.begin())};
}

std::vector<core::Finding> several_ways(const EdgeTable& table) {
  std::vector<std::size_t> joined;
  for (std::size_t row = 0; row < table.several_ways.size(); ++row) {
    if (table.several_ways[row] != 0) joined.push_back(row);
  }
  if (joined.empty()) return {};
  return {core::Finding{
      .code = "several_ways",
      .severity = core::Severity::kNote,
      .message = fmt::format("{} of {} edges are made of several ways each; number and class are "
                             "those of the first",
                             joined.size(), table.several_ways.size()),
      .place = {.argument = "edges", .column = table.columns.way},
      .areas = table.rows.of(joined)}};
}

/// The points between the ends of every line.
void add_bends(const EdgeTable& table, EdgeList& list) {
  list.shape_begin.reserve(table.from.size() + 1);
  list.shape_begin.push_back(0);
  for (std::size_t row = 0; row < table.from.size(); ++row) {
    for (std::uint64_t i = table.line_begin[row] + 1; i + 1 < table.line_begin[row + 1]; ++i) {
      list.shape_points.emplace_back(table.line_points[i]);
    }
    list.shape_begin.push_back(static_cast<std::uint32_t>(list.shape_points.size()));
  }
}

}  // namespace

EdgeTableGraph graph_of_edge_table(const EdgeTable& table) {
  require_lengths(table);
  require_lines(table);
  EdgeList list;
  list.node_ids = node_ids(table);
  std::vector<Edge>& edges = list.edges;
  edges.resize(table.from.size());
  for (std::size_t row = 0; row < edges.size(); ++row) {
    edges[row].from = number_of(list.node_ids, table.from[row]);
    edges[row].to = number_of(list.node_ids, table.to[row]);
  }
  auto [positions, findings] = node_positions(table, list.node_ids, edges);
  list.node_positions.assign(positions.begin(), positions.end());
  require_amounts(table, table.metres, table.columns.metres);
  for (std::size_t row = 0; row < edges.size(); ++row) {
    edges[row].metres = table.metres[row];
    edges[row].way_id = table.way_id.empty() ? static_cast<std::int64_t>(row) : table.way_id[row];
  }
  if (table.time.empty()) {
    set_two_times(table, edges);
  } else {
    set_one_time(table, edges);
  }
  list.way_classes = set_classes(table, edges);
  set_flags(table, edges);
  add_bends(table, list);
  for (auto&& more : {doubted_lengths(table), several_ways(table)}) {
    findings.insert(findings.end(), more.begin(), more.end());
  }
  return {.graph = RoadGraph::from_edges(std::move(list)), .findings = std::move(findings)};
}

}  // namespace sozialraum::network
