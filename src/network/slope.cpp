#include "sozialraum/network/slope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sozialraum/network/flat_metres.hpp"

namespace sozialraum::network {
namespace {

constexpr double kWalkingKmh = 5.0;
// Parkin & Rotheram 2010: metres a second, the mean on the flat and the change by each per cent.
constexpr double kLostPerCentUp = 0.4002 / 6.01;
constexpr double kWonPerCentDown = 0.2379 / 6.01;
constexpr double kSteepestDown = -6.0;  // per cent; beyond it one brakes
constexpr double kLowest = -500.0;      // metres; the shore of the Dead Sea lies at -430
constexpr double kHighest = 9000.0;     // metres; no ground is higher

/// A place along an edge whose height is known.
struct Point {
  double metres = 0.0;  ///< from the start
  double height = 0.0;
};

bool off_ground(const Edge& edge) { return has(edge.flags, EdgeFlags::kOffGround); }

/// Nodes where only bridges or tunnels meet: the ground below or above them is not the road.
std::vector<bool> nodes_off_ground(const RoadGraph& graph) {
  std::vector<bool> off(graph.node_count(), true);
  for (const Edge& edge : graph.edges()) {
    if (off_ground(edge)) continue;
    off[index(edge.from)] = false;
    off[index(edge.to)] = false;
  }
  return off;
}

/// The known heights along an edge, at least `minimum` apart but for the ends. Of a bridge or
/// tunnel only the ends are known, where it meets the ground.
class Profile {
 public:
  Profile(const RoadGraph& graph, std::span<const double> heights, double minimum)
      : graph_(graph), heights_(heights), minimum_(minimum), off_(nodes_off_ground(graph)) {}

  const std::vector<Point>& of(EdgeId id) {
    collect(id);
    thin_out();
    return points_;
  }

 private:
  void collect(EdgeId id) {
    const Edge& edge = graph_.edge(id);
    const auto bends = graph_.bends(id);
    const auto begin = graph_.shape_begin();
    const std::size_t first = graph_.node_count() + (begin.empty() ? 0 : begin[index(id)]);
    points_.clear();
    double metres = 0.0;
    LonLat here = graph_.position(edge.from);
    if (!off_[index(edge.from)]) add(0.0, heights_[index(edge.from)]);
    for (std::size_t i = 0; i < bends.size(); ++i) {
      metres += flat_metres(here, bends[i]);
      here = bends[i];
      if (!off_ground(edge)) add(metres, heights_[first + i]);
    }
    metres += flat_metres(here, graph_.position(edge.to));
    if (!off_[index(edge.to)]) add(metres, heights_[index(edge.to)]);
    // The edge's own length counts; the course only tells how it is divided.
    const double stretch = metres > 0.0 ? edge.metres / metres : 0.0;
    for (Point& point : points_) point.metres *= stretch;
  }

  void add(double metres, double height) {
    if (!std::isnan(height)) points_.push_back({metres, height});
  }

  void thin_out() {
    if (points_.size() < 3) return;
    const Point end = points_.back();
    std::size_t kept = 1;
    for (std::size_t i = 1; i + 1 < points_.size(); ++i) {
      const bool far = points_[i].metres - points_[kept - 1].metres >= minimum_ &&
                       end.metres - points_[i].metres >= minimum_;
      if (far) points_[kept++] = points_[i];
    }
    points_[kept++] = end;
    points_.resize(kept);
  }

  const RoadGraph& graph_;
  std::span<const double> heights_;
  double minimum_;
  std::vector<bool> off_;  ///< per node: off the ground
  std::vector<Point> points_;
};

/// By how much does the time of a whole edge change?
double edge_factor(const Edge& edge, Deciseconds time, const std::vector<Point>& points,
                   const SlopeOptions& options, bool backward) {
  const double kmh = 36.0 * edge.metres / std::max(1.0, static_cast<double>(time));
  double metres = 0.0;
  double weighted = 0.0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double length = points[i].metres - points[i - 1].metres;
    const double climb = points[i].height - points[i - 1].height;
    const double slope =
        (backward ? -climb : climb) / std::max({length, options.minimum_metres, 1.0});
    metres += length;
    weighted += length * (options.climber == Climber::kFoot ? walking_time_factor(slope)
                                                            : cycling_time_factor(slope, kmh));
  }
  const double flat = std::max(0.0, edge.metres - metres);
  return edge.metres > 0.0 ? (weighted + flat) / edge.metres : 1.0;
}

Deciseconds changed(const Edge& edge, Deciseconds time, double factor) {
  if (time == kClosed) return kClosed;
  const double slower = static_cast<double>(time) * factor;
  if (!(slower <= static_cast<double>(kLongestTime))) {
    core::invalid_argument("heights",
                           fmt::format("rise on way {} as steeply as no road does", edge.way_id),
                           "look at the raster there: walls and missing cells are not ground");
  }
  return static_cast<Deciseconds>(std::lround(slower));
}

void require_heights(const RoadGraph& graph, std::span<const double> heights,
                     const SlopeOptions& options) {
  const std::size_t needed = graph.node_count() + graph.shape_points().size();
  if (heights.size() != needed) {
    core::invalid_argument(
        "heights", fmt::format("has {} numbers for {} nodes and bends", heights.size(), needed),
        "take the points of height_points(graph)");
  }
  const auto impossible = [](double height) { return height < kLowest || height > kHighest; };
  const auto first = std::find_if(heights.begin(), heights.end(), impossible);
  if (first != heights.end()) {
    core::invalid_argument(
        "heights",
        fmt::format("hold {:g} and {} more numbers below {} or above {} metres", *first,
                    std::count_if(first + 1, heights.end(), impossible), kLowest, kHighest),
        "is a number for missing cells, such as -9999, not declared in the raster? Set it with "
        "gdal_translate -a_nodata");
  }
  if (!(options.minimum_metres >= 0.0) || !std::isfinite(options.minimum_metres)) {
    core::invalid_argument("minimum_metres", fmt::format("is {}", options.minimum_metres),
                           "use 0 or more, such as the size of the raster's cells");
  }
}

void tell(SlopeResult& result, std::size_t nodes, const SlopeOptions& options) {
  core::Finding finding{
      .code = "slopes",
      .message = fmt::format(
          "times {} by the slopes of the ground; {} of {} nodes ({:.1f} %) have no height and {} "
          "edges kept their times; bridges and tunnels run straight between their ends",
          options.climber == Climber::kFoot ? "on foot (Tobler 1993)"
                                            : "by bicycle (Parkin & Rotheram 2010)",
          result.nodes_without_height, nodes,
          nodes == 0 ? 0.0
                     : 100.0 * static_cast<double>(result.nodes_without_height) /
                           static_cast<double>(nodes),
          result.edges_without_height)};
  if (result.nodes_without_height > 0) finding.severity = core::Severity::kWarning;
  finding.details = {{"nodes_without_height", std::to_string(result.nodes_without_height)},
                     {"edges_without_height", std::to_string(result.edges_without_height)}};
  result.findings.push_back(std::move(finding));
}

}  // namespace

double walking_time_factor(double slope) { return std::exp(3.5 * (std::abs(slope + 0.05) - 0.05)); }

double cycling_time_factor(double slope, double flat_kmh) {
  const double per_cent = 100.0 * slope;
  const double share = per_cent >= 0.0 ? 1.0 - kLostPerCentUp * per_cent
                                       : 1.0 - kWonPerCentDown * std::max(per_cent, kSteepestDown);
  // Whoever is slow on the flat already pushes there.
  const double walking = std::min(1.0, kWalkingKmh / std::max(flat_kmh, 1e-9));
  return 1.0 / std::max(share, walking / walking_time_factor(slope));
}

std::vector<LonLat> height_points(const RoadGraph& graph) {
  const auto nodes = graph.node_positions();
  const auto bends = graph.shape_points();
  std::vector<LonLat> points(nodes.begin(), nodes.end());
  points.insert(points.end(), bends.begin(), bends.end());
  return points;
}

SlopeResult with_slopes(const RoadGraph& graph, std::span<const double> heights,
                        const SlopeOptions& options) {
  require_heights(graph, heights, options);
  SlopeResult result;
  const auto nodes = heights.first(graph.node_count());
  result.nodes_without_height = static_cast<std::size_t>(
      std::count_if(nodes.begin(), nodes.end(), [](double height) { return std::isnan(height); }));
  if (!nodes.empty() && result.nodes_without_height == nodes.size()) {
    throw core::InvalidInput({.code = "no_height",
                              .severity = core::Severity::kWarning,
                              .message = "no node of the graph has a height",
                              .place = {.argument = "heights"},
                              .hint = "does the raster cover the roads?"});
  }
  std::vector<Edge> edges(graph.edges().begin(), graph.edges().end());
  Profile profile(graph, heights, options.minimum_metres);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    Edge& edge = edges[e];
    if (has(edge.flags, EdgeFlags::kFerry)) continue;
    const std::vector<Point>& points = profile.of(EdgeId{static_cast<std::uint32_t>(e)});
    if (points.size() < 2) {
      ++result.edges_without_height;
      continue;
    }
    for (std::size_t i = 1; i < points.size(); ++i) {
      result.metres_up += std::max(0.0, points[i].height - points[i - 1].height);
    }
    edge.forward =
        changed(edge, edge.forward, edge_factor(edge, edge.forward, points, options, false));
    edge.backward =
        changed(edge, edge.backward, edge_factor(edge, edge.backward, points, options, true));
  }
  result.graph = graph.with_edges(std::move(edges));
  tell(result, nodes.size(), options);
  return result;
}

}  // namespace sozialraum::network
