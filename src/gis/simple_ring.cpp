#include "gis/simple_ring.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>

#include "gis/wkb.hpp"

namespace sozialraum::gis {
namespace {

struct Point {
  double x = 0.0;
  double y = 0.0;
  friend bool operator==(const Point&, const Point&) = default;
};

std::uint32_t number_at(const Wkb& wkb, std::size_t at) {
  std::uint32_t number = 0;
  std::memcpy(&number, wkb.data() + at, 4);
  return number;
}

/// The points of the only ring of the only polygon; empty if there are more or fewer.
std::vector<Point> only_ring(const Wkb& wkb) {
  std::size_t at = 0;
  if (wkb.size() < 13 || wkb[0] != std::byte{1}) return {};
  if (number_at(wkb, 1) == static_cast<std::uint32_t>(WkbType::kMultiPolygon)) {
    if (number_at(wkb, 5) != 1 || wkb.size() < 22 || wkb[9] != std::byte{1}) return {};
    at = 9;
  }
  if (number_at(wkb, at + 1) != static_cast<std::uint32_t>(WkbType::kPolygon)) return {};
  if (number_at(wkb, at + 5) != 1) return {};
  const std::size_t points = number_at(wkb, at + 9);
  if (wkb.size() != at + 13 + points * sizeof(Point)) return {};
  std::vector<Point> ring(points);
  std::memcpy(ring.data(), wkb.data() + at + 13, points * sizeof(Point));
  return ring;
}

/// On which side of a-b is c: 1 left, -1 right, 0 if rounding does not tell.
int side(const Point& a, const Point& b, const Point& c) {
  constexpr double kBound = 3.3306690738754716e-16;  // (3 + 16 e) e, e = 2^-53
  const double left = (a.x - c.x) * (b.y - c.y);
  const double right = (a.y - c.y) * (b.x - c.x);
  const double area = left - right;
  const double error = kBound * (std::abs(left) + std::abs(right));
  return area > error ? 1 : area < -error ? -1 : 0;
}

struct Segment {
  double x_min = 0.0;
  double x_max = 0.0;
  double y_min = 0.0;
  double y_max = 0.0;
  std::uint32_t first = 0;  ///< its first point
};

/// True if two segments without a common end surely do not meet.
bool surely_apart(std::span<const Point> ring, const Segment& s, const Segment& t) {
  if (s.y_max < t.y_min || t.y_max < s.y_min) return true;
  const Point& a = ring[s.first];
  const Point& b = ring[s.first + 1];
  const Point& c = ring[t.first];
  const Point& d = ring[t.first + 1];
  const int from_s = side(a, b, c) * side(a, b, d);
  return from_s > 0 || side(c, d, a) * side(c, d, b) > 0;
}

/// True if the ring turns at this point, so that its two segments meet there only.
bool surely_turns(const Point& before, const Point& at, const Point& after) {
  if (side(before, at, after) != 0) return true;
  const double onward = (at.x - before.x) * (after.x - at.x) + (at.y - before.y) * (after.y - at.y);
  return onward > 0;  // straight on, not back
}

bool neighbours(std::size_t a, std::size_t b, std::size_t segments) {
  const std::size_t apart = a < b ? b - a : a - b;
  return apart <= 1 || apart == segments - 1;
}

std::vector<Segment> by_x(std::span<const Point> ring) {
  std::vector<Segment> segments;
  segments.reserve(ring.size() - 1);
  for (std::uint32_t i = 0; i + 1 < ring.size(); ++i) {
    const auto [x_min, x_max] = std::minmax(ring[i].x, ring[i + 1].x);
    const auto [y_min, y_max] = std::minmax(ring[i].y, ring[i + 1].y);
    segments.push_back({x_min, x_max, y_min, y_max, i});
  }
  std::sort(segments.begin(), segments.end(),
            [](const Segment& a, const Segment& b) { return a.x_min < b.x_min; });
  return segments;
}

bool sound_points(std::span<const Point> ring) {
  if (ring.size() < 4 || ring.front() != ring.back()) return false;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const Point& next = ring[i + 2 < ring.size() ? i + 2 : 1];
    if (!std::isfinite(ring[i].x) || !std::isfinite(ring[i].y)) return false;
    if (ring[i] == ring[i + 1] || !surely_turns(ring[i], ring[i + 1], next)) return false;
  }
  return true;
}

}  // namespace

bool is_surely_valid(const Wkb& wkb) {
  const std::vector<Point> ring = only_ring(wkb);
  if (!sound_points(ring)) return false;
  const std::vector<Segment> segments = by_x(ring);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    for (std::size_t k = i + 1; k < segments.size() && segments[k].x_min <= segments[i].x_max;
         ++k) {
      if (neighbours(segments[i].first, segments[k].first, segments.size())) continue;
      if (!surely_apart(ring, segments[i], segments[k])) return false;
    }
  }
  return true;
}

}  // namespace sozialraum::gis
