#include "network/barrier_lines.hpp"

#include <algorithm>
#include <cmath>

#include "sozialraum/network/geocentric.hpp"

namespace sozialraum::network {
namespace {

constexpr double kCell = 0.01;     // degrees
constexpr double kLongest = 0.02;  // longer stretches are cut, so that each lies in few cells

std::int32_t cell_of(double degrees) {
  return static_cast<std::int32_t>(std::floor(degrees / kCell));
}

std::uint64_t key(std::int32_t column, std::int32_t row) {
  return std::uint64_t{static_cast<std::uint32_t>(column)} << 32U | static_cast<std::uint32_t>(row);
}

template <class Use>
void for_each_cell(LonLat a, LonLat b, Use use) {
  const auto [west, east] = std::minmax(a.lon, b.lon);
  const auto [south, north] = std::minmax(a.lat, b.lat);
  for (std::int32_t row = cell_of(south); row <= cell_of(north); ++row) {
    for (std::int32_t column = cell_of(west); column <= cell_of(east); ++column) {
      use(key(column, row));
    }
  }
}

/// On which side of a line through a and b: positive on the left.
double side(LonLat a, LonLat b, LonLat p) {
  return (b.lon - a.lon) * (p.lat - a.lat) - (b.lat - a.lat) * (p.lon - a.lon);
}

bool cross(LonLat a, LonLat b, LonLat c, LonLat d) {
  const double c_side = side(a, b, c);
  const double d_side = side(a, b, d);
  const double a_side = side(c, d, a);
  const double b_side = side(c, d, b);
  // Half open in the barrier, so that one of two stretches that meet is crossed, and never none.
  return (c_side <= 0.0) != (d_side <= 0.0) && a_side * b_side < 0.0;
}

}  // namespace

BarrierLines::BarrierLines(std::span<const std::vector<LonLat>> lines) {
  for (const std::vector<LonLat>& line : lines) {
    for (std::size_t i = 1; i < line.size(); ++i) {
      const LonLat a = line[i - 1];
      const LonLat b = line[i];
      const double extent = std::max(std::abs(b.lon - a.lon), std::abs(b.lat - a.lat));
      if (!(extent < 180.0)) continue;  // around the globe, or not a number
      const double parts = std::max(1.0, std::ceil(extent / kLongest));
      for (double part = 0.0; part < parts; ++part) {
        stretches_.emplace_back(network::between(a, b, part / parts),
                                network::between(a, b, (part + 1.0) / parts));
      }
    }
  }
  for (std::uint32_t i = 0; i < stretches_.size(); ++i) {
    for_each_cell(stretches_[i].first, stretches_[i].second,
                  [&](std::uint64_t cell) { cells_[cell].push_back(i); });
  }
}

bool BarrierLines::between(LonLat a, LonLat b) const {
  if (stretches_.empty()) return false;
  bool found = false;
  for_each_cell(a, b, [&](std::uint64_t cell) {
    if (found) return;
    const auto here = cells_.find(cell);
    if (here == cells_.end()) return;
    found = std::any_of(here->second.begin(), here->second.end(), [&](std::uint32_t i) {
      return cross(a, b, stretches_[i].first, stretches_[i].second);
    });
  });
  return found;
}

}  // namespace sozialraum::network
