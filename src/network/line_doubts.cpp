#include "line_doubts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include "sozialraum/network/flat_metres.hpp"

namespace sozialraum::network {
namespace {

constexpr double kMetresApart = 10.0;        // of one junction in two tables: told
constexpr double kDegreesApart = 1e-4;       // the same without a table of nodes
constexpr double kStretch = 1.05;            // our sphere, other spheroids and projections
constexpr double kMetresElsewhere = 1000.0;  // no junction is as wide: refused
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Whole metres as a text with commas: 1369.2 is "1,369".
std::string with_thousands(double metres) {
  std::string text = fmt::format("{:.0f}", metres);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, 1, ',');
  return text;
}

LonLat first_point(const EdgeTable& table, std::size_t row) {
  return table.line_points[table.line_begin[row]];
}
LonLat last_point(const EdgeTable& table, std::size_t row) {
  return table.line_points[table.line_begin[row + 1] - 1];
}

core::Finding positions_differ(const char* argument, std::string message, std::string hint) {
  return {.code = "node_positions_differ",
          .severity = core::Severity::kWarning,
          .message = std::move(message),
          .place = {.argument = argument},
          .hint = std::move(hint)};
}

[[noreturn]] void bad_nodes(const char* code, std::string message, std::string hint = "") {
  throw core::InvalidInput(core::Finding{.code = code,
                                         .severity = core::Severity::kWarning,
                                         .message = std::move(message),
                                         .place = {.argument = "nodes"},
                                         .hint = std::move(hint)});
}

/// The western and southern edge of all line ends at each node; how far they lie apart is told.
NodePositions ends_of_lines(const EdgeTable& table, const std::vector<std::int64_t>& ids,
                            const std::vector<Edge>& edges) {
  std::vector<LonLat> low(ids.size(), {kInfinity, kInfinity});
  std::vector<LonLat> high(ids.size(), {-kInfinity, -kInfinity});
  const auto widen = [&](NodeId node, LonLat p) {
    LonLat& least = low[index(node)];
    LonLat& most = high[index(node)];
    least = {std::min(least.lon, p.lon), std::min(least.lat, p.lat)};
    most = {std::max(most.lon, p.lon), std::max(most.lat, p.lat)};
  };
  for (std::size_t row = 0; row < edges.size(); ++row) {
    widen(edges[row].from, first_point(table, row));
    widen(edges[row].to, last_point(table, row));
  }
  NodePositions result;
  std::vector<std::string> apart;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    result.positions.emplace_back(low[i]);
    const double wide = std::max(high[i].lon - low[i].lon, high[i].lat - low[i].lat);
    if (wide > kDegreesApart) apart.push_back(std::to_string(ids[i]));
  }
  if (!apart.empty()) {
    result.findings.push_back(positions_differ(
        "edges",
        fmt::format("the lines that meet in {} nodes end more than 10 m apart", apart.size()),
        "check u and v, or the direction of the lines"));
    result.findings.back().areas = std::move(apart);
  }
  return result;
}

/// The given places of the nodes, in the order of `ids`.
std::vector<LonLat> given_positions(const NodeTable& nodes, const std::vector<std::int64_t>& ids) {
  if (nodes.ids.size() != nodes.positions.size()) {
    bad_nodes("length_mismatch", fmt::format("has {} numbers and {} points", nodes.ids.size(),
                                             nodes.positions.size()));
  }
  std::vector<std::size_t> order(nodes.ids.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return nodes.ids[a] < nodes.ids[b]; });
  const auto twice = std::adjacent_find(
      order.begin(), order.end(), [&](auto a, auto b) { return nodes.ids[a] == nodes.ids[b]; });
  if (twice != order.end()) {
    bad_nodes("duplicate_key", fmt::format("has the node {} twice", nodes.ids[*twice]));
  }
  std::vector<LonLat> positions;
  for (const std::int64_t id : ids) {
    const auto found =
        std::lower_bound(order.begin(), order.end(), id,
                         [&](std::size_t row, std::int64_t what) { return nodes.ids[row] < what; });
    if (found == order.end() || nodes.ids[*found] != id) {
      bad_nodes("bad_node", fmt::format("lacks node {}", id),
                "its index must hold the whole numbers of u and v");
    }
    positions.push_back(nodes.positions[*found]);
    if (!FixedLonLat(positions.back()).on_globe()) {
      bad_nodes("not_points", fmt::format("has no point for node {}", id));
    }
  }
  return positions;
}

/// How far do the lines end from the nodes that were given?
std::vector<core::Finding> far_from_lines(
    const EdgeTable& table, const std::vector<Edge>& edges,
    std::pair<const std::vector<std::int64_t>&, const std::vector<LonLat>&> nodes) {
  std::vector<double> metres(nodes.first.size(), 0.0);
  for (std::size_t row = 0; row < edges.size(); ++row) {
    for (const auto& [node, end] : {std::pair{edges[row].from, first_point(table, row)},
                                    std::pair{edges[row].to, last_point(table, row)}}) {
      double& most = metres[index(node)];
      most = std::max(most, flat_metres(nodes.second[index(node)], end));
    }
  }
  std::vector<std::string> far;
  for (std::size_t i = 0; i < metres.size(); ++i) {
    if (metres[i] > kMetresApart) far.push_back(std::to_string(nodes.first[i]));
  }
  if (far.empty()) return {};
  const auto worst = std::max_element(metres.begin(), metres.end());
  const std::string message = fmt::format(
      "lines end more than {:.0f} m from {} of their nodes, at node {} by {} m", kMetresApart,
      far.size(), nodes.first[static_cast<std::size_t>(worst - metres.begin())],
      with_thousands(*worst));
  const std::string hint =
      "check u and v, the CRS of nodes and edges, or the direction of the lines";
  if (*worst > kMetresElsewhere) bad_nodes("bad_node", message, hint);
  core::Finding finding = positions_differ("nodes", message, hint);
  finding.areas = std::move(far);
  return {finding};
}

/// One kind of doubt: which rows, against which length on the map.
struct Doubt {
  const char* code;
  const char* what;
  std::vector<std::size_t> rows{};
  std::vector<double> on_the_map{};  ///< of those rows
};

core::Finding told(const EdgeTable& table, const Doubt& doubt) {
  const auto factor = [&](std::size_t i) {
    return std::abs(std::log((table.metres[doubt.rows[i]] + 1.0) / (doubt.on_the_map[i] + 1.0)));
  };
  std::size_t worst = 0;
  for (std::size_t i = 1; i < doubt.rows.size(); ++i) {
    if (factor(i) > factor(worst)) worst = i;
  }
  return {.code = doubt.code,
          .severity = core::Severity::kWarning,
          .message = fmt::format("{} of {} edges {}; worst row '{}': {} m given, {} m on the map",
                                 doubt.rows.size(), table.metres.size(), doubt.what,
                                 table.rows[doubt.rows[worst]],
                                 with_thousands(table.metres[doubt.rows[worst]]),
                                 with_thousands(doubt.on_the_map[worst])),
          .place = {.argument = "edges", .column = table.columns.metres},
          .hint = "is the column in metres, and are the lines in the CRS they claim?",
          .areas = table.rows.of(doubt.rows)};
}

}  // namespace

NodePositions node_positions(const EdgeTable& table, const std::vector<std::int64_t>& ids,
                             const std::vector<Edge>& edges) {
  if (!table.nodes) return ends_of_lines(table, ids, edges);
  const std::vector<LonLat> points = given_positions(*table.nodes, ids);
  NodePositions result;
  for (const LonLat p : points) result.positions.emplace_back(p);
  result.findings = far_from_lines(table, edges, {ids, points});
  return result;
}

std::vector<core::Finding> doubted_lengths(const EdgeTable& table) {
  Doubt below{"metres_below_straight_line",
              "are shorter than the straight line between their ends"};
  Doubt unlike{"metres_unlike_line",
               "are more than twice or less than half as long as their lines"};
  for (std::size_t row = 0; row < table.metres.size(); ++row) {
    double drawn = 0.0;
    for (std::uint64_t i = table.line_begin[row]; i + 1 < table.line_begin[row + 1]; ++i) {
      drawn += flat_metres(table.line_points[i], table.line_points[i + 1]);
    }
    const double straight = flat_metres(first_point(table, row), last_point(table, row));
    const double metres = table.metres[row];
    if (metres < straight / kStretch - kMetresApart) {
      below.rows.push_back(row);
      below.on_the_map.push_back(straight);
    } else if (metres > 2.0 * drawn + kMetresApart || metres < drawn / 2.0 - kMetresApart) {
      unlike.rows.push_back(row);
      unlike.on_the_map.push_back(drawn);
    }
  }
  std::vector<core::Finding> findings;
  if (!below.rows.empty()) findings.push_back(told(table, below));
  if (!unlike.rows.empty()) findings.push_back(told(table, unlike));
  return findings;
}

}  // namespace sozialraum::network
