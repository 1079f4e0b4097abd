#include "sozialraum/osm/built_up.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "sozialraum/network/flat_metres.hpp"

namespace sozialraum::osm {
namespace {

using network::flat_metres;
using network::kMetresPerDegree;
using network::LonLat;

constexpr double kCellLon = 0.0004;   // degrees; 28.6 m at 50° north
constexpr double kCellLat = 0.00025;  // degrees; 27.8 m
constexpr double kSampleMetres = 20.0;
constexpr double kWidestSettlement = 1.0;  // degrees; Tokyo and its bay fit

std::int64_t column_of(double lon) { return static_cast<std::int64_t>(std::floor(lon / kCellLon)); }
std::int64_t row_of(double lat) { return static_cast<std::int64_t>(std::floor(lat / kCellLat)); }

double degrees_lon(double metres, double lat) {
  const double shrink = std::max(0.01, std::cos(lat * std::numbers::pi / 180.0));
  return metres / (kMetresPerDegree * shrink);
}

std::uint64_t tile_key(std::int64_t column, std::int64_t row) {
  const auto half = [](std::int64_t cell) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(cell >> 6));
  };
  return half(column) << 32U | half(row);
}

std::size_t within_tile(std::int64_t cell) { return static_cast<std::size_t>(cell & 63); }

/// Where a border crosses the middle line of a row of cells.
struct Crossing {
  std::int64_t row = 0;
  double lon = 0.0;

  friend auto operator<=>(const Crossing&, const Crossing&) = default;
};

/// Of all rings, by row and from west to east.
std::vector<Crossing> crossings(const Rings& rings) {
  std::vector<Crossing> result;
  for (const auto& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const LonLat& a = ring[i];
      const LonLat& b = ring[(i + 1) % ring.size()];
      const auto [south, north] = std::minmax(a.lat, b.lat);
      for (std::int64_t row = row_of(south); row <= row_of(north); ++row) {
        const double lat = (static_cast<double>(row) + 0.5) * kCellLat;
        if ((a.lat <= lat) == (b.lat <= lat)) continue;
        result.push_back({row, a.lon + (lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)});
      }
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

/// A ring that is wider or higher than any town: a mistake, or a line around the globe.
bool is_no_settlement(const std::vector<LonLat>& ring) {
  const auto [west, east] = std::minmax_element(ring.begin(), ring.end(),
                                                [](LonLat a, LonLat b) { return a.lon < b.lon; });
  const auto [south, north] = std::minmax_element(ring.begin(), ring.end(),
                                                  [](LonLat a, LonLat b) { return a.lat < b.lat; });
  return east->lon - west->lon > kWidestSettlement || north->lat - south->lat > kWidestSettlement;
}

/// Calls `mark` on points along a line, near enough that no cell wider than half is jumped over.
template <class Mark>
void walk(LonLat a, LonLat b, Mark mark) {
  const double steps = std::max({1.0, std::ceil(2.0 * std::abs(b.lon - a.lon) / kCellLon),
                                 std::ceil(2.0 * std::abs(b.lat - a.lat) / kCellLat)});
  for (double i = 0.0; i <= steps; ++i) {
    const double t = i / steps;
    mark(LonLat{a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)});
  }
}

}  // namespace

void BuiltUpMap::mark(std::int64_t column, std::int64_t row) {
  tiles_[tile_key(column, row)][within_tile(row)] |= std::uint64_t{1} << within_tile(column);
}

bool BuiltUpMap::marked(std::int64_t column, std::int64_t row) const {
  const auto tile = tiles_.find(tile_key(column, row));
  return tile != tiles_.end() && (tile->second[within_tile(row)] >> within_tile(column) & 1U) != 0;
}

void BuiltUpMap::mark_row(std::int64_t row, std::int64_t west, std::int64_t east) {
  for (std::int64_t column = west; column <= east;) {
    const std::int64_t last = std::min(east, column | 63);
    const std::uint64_t up_to_last = ~std::uint64_t{0} >> (63U - within_tile(last));
    const std::uint64_t from_first = ~std::uint64_t{0} << within_tile(column);
    tiles_[tile_key(column, row)][within_tile(row)] |= up_to_last & from_first;
    column = last + 1;
  }
}

bool BuiltUpMap::add_surface(const Rings& rings) {
  if (std::any_of(rings.begin(), rings.end(),
                  [](const auto& ring) { return !ring.empty() && is_no_settlement(ring); })) {
    return false;
  }
  for (const auto& ring : rings) {
    if (ring.size() < 3) continue;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      walk(ring[i], ring[(i + 1) % ring.size()],
           [this](LonLat p) { mark(column_of(p.lon), row_of(p.lat)); });
    }
  }
  const std::vector<Crossing> cuts = crossings(rings);
  for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) {
    // A closed ring crosses a line an even number of times, so pairs lie in one row.
    mark_row(cuts[i].row, column_of(cuts[i].lon), column_of(cuts[i + 1].lon));
  }
  return true;
}

void BuiltUpMap::add_circle(LonLat centre, double radius_metres) {
  const double height = radius_metres / kMetresPerDegree;
  const double width = degrees_lon(radius_metres, centre.lat);
  for (std::int64_t row = row_of(centre.lat - height); row <= row_of(centre.lat + height); ++row) {
    for (std::int64_t c = column_of(centre.lon - width); c <= column_of(centre.lon + width); ++c) {
      const LonLat middle{(static_cast<double>(c) + 0.5) * kCellLon,
                          (static_cast<double>(row) + 0.5) * kCellLat};
      if (flat_metres(centre, middle) <= radius_metres) mark(c, row);
    }
  }
}

void BuiltUpMap::grow(int cells) {
  for (int i = 0; i < cells; ++i) {
    const auto before = tiles_;
    for (const auto& [key, tile] : before) {
      const auto left = static_cast<std::int64_t>(static_cast<std::int32_t>(key >> 32U)) * 64;
      const auto bottom = static_cast<std::int64_t>(static_cast<std::int32_t>(key)) * 64;
      for (std::int64_t row = 0; row < 64; ++row) {
        const std::uint64_t word = tile[static_cast<std::size_t>(row)];
        if (word == 0) continue;
        for (std::int64_t near = bottom + row - 1; near <= bottom + row + 1; ++near) {
          tiles_[tile_key(left, near)][within_tile(near)] |= word | word << 1U | word >> 1U;
          if ((word & 1U) != 0) mark(left - 1, near);
          if ((word >> 63U) != 0) mark(left + 64, near);
        }
      }
    }
  }
}

bool BuiltUpMap::contains(LonLat point) const {
  return marked(column_of(point.lon), row_of(point.lat));
}

bool BuiltUpMap::any_within(LonLat centre, double radius_metres) const {
  const double height = radius_metres / kMetresPerDegree;
  const double width = degrees_lon(radius_metres, centre.lat);
  for (std::int64_t row = row_of(centre.lat - height); row <= row_of(centre.lat + height); ++row) {
    for (std::int64_t c = column_of(centre.lon - width); c <= column_of(centre.lon + width); ++c) {
      if (marked(c, row)) return true;
    }
  }
  return false;
}

double BuiltUpMap::share_inside(LonLat a, LonLat b) const {
  if (tiles_.empty()) return 0.0;
  const double samples = std::max(1.0, std::ceil(flat_metres(a, b) / kSampleMetres));
  double inside = 0.0;
  for (double i = 0.0; i < samples; ++i) {
    const double t = (i + 0.5) / samples;
    if (contains({a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)})) ++inside;
  }
  return inside / samples;
}

std::size_t BuiltUpMap::cell_count() const {
  std::size_t count = 0;
  for (const auto& [key, tile] : tiles_) {
    for (const std::uint64_t word : tile) count += static_cast<std::size_t>(std::popcount(word));
  }
  return count;
}

}  // namespace sozialraum::osm
