#include "osm/surfaces.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace sozialraum::osm {
namespace {

using network::LonLat;

/// Which lines end at a node? In the order given, so that the choice is stable.
std::unordered_multimap<std::uint32_t, std::size_t> lines_by_end(
    const std::vector<std::vector<std::uint32_t>>& lines) {
  std::unordered_multimap<std::uint32_t, std::size_t> ends;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].size() < 2) continue;
    ends.emplace(lines[i].front(), i);
    ends.emplace(lines[i].back(), i);
  }
  return ends;
}

/// Crossings of the rings with a latitude, west to east.
std::vector<double> cuts_at(const Rings& rings, double lat) {
  std::vector<double> cuts;
  for (const auto& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const LonLat& a = ring[i];
      const LonLat& b = ring[(i + 1) % ring.size()];
      if ((a.lat <= lat) == (b.lat <= lat)) continue;
      cuts.push_back(a.lon + (lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon));
    }
  }
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

bool is_inside(const Rings& rings, LonLat point) {
  const auto cuts = cuts_at(rings, point.lat);
  const auto west = std::lower_bound(cuts.begin(), cuts.end(), point.lon) - cuts.begin();
  return west % 2 == 1;
}

LonLat mean_point(const Rings& rings) {
  LonLat sum;
  double count = 0.0;
  for (const auto& ring : rings) {
    for (const LonLat& p : ring) {
      sum.lon += p.lon;
      sum.lat += p.lat;
      ++count;
    }
  }
  return count == 0.0 ? sum : LonLat{sum.lon / count, sum.lat / count};
}

/// Centroid of the outer surface; the sign of each ring does not matter, the largest one counts.
LonLat centroid(const Rings& rings) {
  LonLat best = mean_point(rings);
  double best_area = 0.0;
  for (const auto& ring : rings) {
    double area = 0.0;
    LonLat sum;
    const LonLat origin = ring.front();  // small numbers: no loss of digits
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const LonLat a{ring[i].lon - origin.lon, ring[i].lat - origin.lat};
      const LonLat& next = ring[(i + 1) % ring.size()];
      const LonLat b{next.lon - origin.lon, next.lat - origin.lat};
      const double cross = a.lon * b.lat - b.lon * a.lat;
      area += cross;
      sum.lon += (a.lon + b.lon) * cross;
      sum.lat += (a.lat + b.lat) * cross;
    }
    if (std::abs(area) <= best_area) continue;
    best_area = std::abs(area);
    best = {origin.lon + sum.lon / (3.0 * area), origin.lat + sum.lat / (3.0 * area)};
  }
  return best;
}

/// The middle of the widest inner stretch on a latitude; false if the line misses the surface.
bool widest_middle(const Rings& rings, double lat, LonLat& point) {
  const auto cuts = cuts_at(rings, lat);
  double widest = 0.0;
  for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) {
    if (cuts[i + 1] - cuts[i] <= widest) continue;
    widest = cuts[i + 1] - cuts[i];
    point = {(cuts[i] + cuts[i + 1]) / 2.0, lat};
  }
  return widest > 0.0;
}

}  // namespace

JoinedRings join_rings(std::vector<std::vector<std::uint32_t>> lines) {
  JoinedRings joined;
  const auto ends = lines_by_end(lines);
  std::vector<bool> used(lines.size(), false);
  const auto next_line = [&](std::uint32_t end) {
    std::size_t best = lines.size();
    const auto [from, to] = ends.equal_range(end);
    for (auto it = from; it != to; ++it) {
      if (!used[it->second]) best = std::min(best, it->second);
    }
    return best;
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (used[i] || lines[i].size() < 2) continue;
    used[i] = true;
    std::vector<std::uint32_t> ring = lines[i];
    while (ring.front() != ring.back()) {
      const std::size_t next = next_line(ring.back());
      if (next == lines.size()) break;
      used[next] = true;
      auto& line = lines[next];
      if (line.front() != ring.back()) std::reverse(line.begin(), line.end());
      ring.insert(ring.end(), line.begin() + 1, line.end());
    }
    if (ring.front() == ring.back() && ring.size() > 3) {
      ring.pop_back();
      joined.rings.push_back(std::move(ring));
    } else {
      ++joined.open;
    }
  }
  return joined;
}

LonLat point_inside(const Rings& rings) {
  Rings solid;
  for (const auto& ring : rings) {
    if (ring.size() >= 3) solid.push_back(ring);
  }
  if (solid.empty()) return mean_point(rings);
  const LonLat middle = centroid(solid);
  if (is_inside(solid, middle)) return middle;
  double south = middle.lat;
  double north = middle.lat;
  for (const auto& ring : solid) {
    for (const LonLat& p : ring) {
      south = std::min(south, p.lat);
      north = std::max(north, p.lat);
    }
  }
  LonLat point;
  if (widest_middle(solid, middle.lat, point)) return point;
  for (const double t : {0.5, 0.25, 0.75, 0.125, 0.375, 0.625, 0.875}) {
    if (widest_middle(solid, south + t * (north - south), point)) return point;
  }
  return mean_point(solid);
}

}  // namespace sozialraum::osm
