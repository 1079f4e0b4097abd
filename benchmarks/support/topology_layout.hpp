#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::bench {

/// node and edge of each neighbour of each node
using Neighbours = std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>>;

namespace detail {

constexpr std::size_t kPivots = 12;
constexpr int kRelaxations = 30;
constexpr double kDetour = 1.3;      // road between far places over straight line
constexpr double kBends = 1.1;       // the same of one edge
constexpr double kShortHops = 0.84;  // fastest ways use shorter edges than the mean

using Hops = std::vector<float>;
using Plane = std::vector<std::array<double, 2>>;  // metres east and north of the middle

inline Hops hops_from(const Neighbours& neighbours, std::uint32_t root) {
  Hops hops(neighbours.size(), -1.0F);
  std::vector<std::uint32_t> queue{root};
  hops[root] = 0.0F;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    for (const auto& [node, edge] : neighbours[queue[i]]) {
      if (hops[node] >= 0.0F) continue;
      hops[node] = hops[queue[i]] + 1.0F;
      queue.push_back(node);
    }
  }
  for (float& h : hops) h = std::max(h, 0.0F);  // another component: somewhere
  return hops;
}

/// Hops from nodes far from each other: each the farthest from those before.
inline std::vector<Hops> hops_from_pivots(const Neighbours& neighbours) {
  std::vector<Hops> columns{hops_from(neighbours, 0)};
  Hops nearest = columns[0];
  while (columns.size() < kPivots) {
    const auto far = std::max_element(nearest.begin(), nearest.end()) - nearest.begin();
    columns.push_back(hops_from(neighbours, static_cast<std::uint32_t>(far)));
    for (std::size_t v = 0; v < nearest.size(); ++v) {
      nearest[v] = std::min(nearest[v], columns.back()[v]);
    }
  }
  return columns;
}

/// Pivot MDS (Brandes and Pich 2007): the two main axes of the double-centred squared distances.
inline Plane pivot_mds(const std::vector<Hops>& hops, double metres_per_hop) {
  const std::size_t n = hops.front().size();
  const std::size_t k = hops.size();
  std::vector<double> rows(n * k);
  std::vector<double> column_mean(k, 0.0);
  for (std::size_t j = 0; j < k; ++j) {
    for (std::size_t v = 0; v < n; ++v) {
      const double d = hops[j][v] * metres_per_hop;
      rows[v * k + j] = d * d;
      column_mean[j] += d * d / static_cast<double>(n);
    }
  }
  double mean = 0.0;
  for (const double m : column_mean) mean += m / static_cast<double>(k);
  std::vector<double> square(k * k, 0.0);
  for (std::size_t v = 0; v < n; ++v) {
    double* row = &rows[v * k];
    double row_mean = 0.0;
    for (std::size_t j = 0; j < k; ++j) row_mean += row[j] / static_cast<double>(k);
    for (std::size_t j = 0; j < k; ++j) row[j] = -0.5 * (row[j] - row_mean - column_mean[j] + mean);
    for (std::size_t i = 0; i < k; ++i) {
      for (std::size_t j = 0; j < k; ++j) square[i * k + j] += row[i] * row[j];
    }
  }
  Plane plane(n);
  std::vector<double> first;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    std::vector<double> x(k, 0.0);
    for (std::size_t j = 0; j < k; ++j) x[j] = 1.0 + static_cast<double>(j);
    double size = 0.0;
    for (int round = 0; round < 500; ++round) {
      std::vector<double> y(k, 0.0);
      for (std::size_t i = 0; i < k; ++i) {
        for (std::size_t j = 0; j < k; ++j) y[i] += square[i * k + j] * x[j];
      }
      if (axis == 1) {
        double along = 0.0;
        for (std::size_t j = 0; j < k; ++j) along += y[j] * first[j];
        for (std::size_t j = 0; j < k; ++j) y[j] -= along * first[j];
      }
      size = 0.0;
      for (const double value : y) size += value * value;
      size = std::sqrt(size);
      for (std::size_t j = 0; j < k; ++j) x[j] = y[j] / size;
    }
    if (axis == 0) first = x;
    // Classical scaling of n rows and k columns: the inner products are spread over both.
    const double scale =
        std::sqrt(std::sqrt(static_cast<double>(n) / static_cast<double>(k)) / std::sqrt(size));
    for (std::size_t v = 0; v < n; ++v) {
      for (std::size_t j = 0; j < k; ++j) plane[v][axis] += rows[v * k + j] * x[j] * scale;
    }
  }
  return plane;
}

/// Moves neighbours to where their edges' lengths want them (stress majorisation over edges).
inline void relax(Plane& plane, const Neighbours& neighbours, std::span<const double> metres) {
  for (int round = 0; round < kRelaxations; ++round) {
    Plane moved = plane;
    for (std::size_t v = 0; v < plane.size(); ++v) {
      std::array<double, 2> wanted{};
      for (const auto& [node, edge] : neighbours[v]) {
        const double dx = plane[v][0] - plane[node][0];
        const double dy = plane[v][1] - plane[node][1];
        const double stretch = metres[edge] / kBends / std::max(1.0, std::hypot(dx, dy));
        wanted[0] += plane[node][0] + stretch * dx;
        wanted[1] += plane[node][1] + stretch * dy;
      }
      if (neighbours[v].empty()) continue;
      const auto degree = static_cast<double>(neighbours[v].size());
      for (std::size_t axis = 0; axis < 2; ++axis) {
        moved[v][axis] = 0.5 * (plane[v][axis] + wanted[axis] / degree);
      }
    }
    plane = std::move(moved);
  }
}

}  // namespace detail

/// Positions around 9 E, 52 N for a topology that came without: straight distances fit the lengths
/// of the roads roughly, near and far. `metres` by edge.
inline std::vector<network::LonLat> lay_out(const Neighbours& neighbours,
                                            std::span<const double> metres) {
  double mean_metres = 0.0;
  for (const double m : metres) mean_metres += m / static_cast<double>(metres.size());
  detail::Plane plane = detail::pivot_mds(detail::hops_from_pivots(neighbours),
                                          mean_metres * detail::kShortHops / detail::kDetour);
  core::RandomStream dice(3, "layout");  // nodes with the same hops must not stand on each other
  for (auto& point : plane) {
    for (double& x : point) x += 100.0 * (dice.uniform() - 0.5);
  }
  detail::relax(plane, neighbours, metres);
  std::vector<network::LonLat> positions;
  for (const auto& [east, north] : plane) {
    positions.push_back({9.0 + east / 68'500.0, 52.0 + north / 111'200.0});
  }
  return positions;
}

}  // namespace sozialraum::bench
