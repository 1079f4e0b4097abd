#include "network/lattice_snapper.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sozialraum/core/parallel.hpp"

namespace sozialraum::network {
namespace {

// Two ways to reckon a distance may differ by rounding: look a little further than the best.
constexpr double kSlackFactor = 1.0 + 1e-6;

// Rows of a band, which one thread does at a time; and bands between two deliveries.
constexpr std::size_t kBandRows = 16;
constexpr std::size_t kBandsAtOnce = 64;
constexpr double kMetresPerDegree = 110574.0;  // the shortest degree of latitude, at the equator
constexpr double kWiden = 1.01;                // of boxes in degrees: nothing may be missed

/// The rows and columns within the radius of a piece.
struct Window {
  std::uint32_t piece = 0;
  std::uint32_t west = 0;
  std::uint32_t east = 0;  ///< one beyond the last
  std::uint32_t south = 0;
  std::uint32_t north = 0;  ///< one beyond the last
};

std::pair<std::uint32_t, std::uint32_t> between_values(std::span<const double> sorted, double low,
                                                       double high) {
  return {static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), low) -
                                     sorted.begin()),
          static_cast<std::uint32_t>(std::upper_bound(sorted.begin(), sorted.end(), high) -
                                     sorted.begin())};
}

Window window_of(const Lattice& lattice, LonLat a, LonLat b, double radius) {
  const double up = kWiden * radius / kMetresPerDegree;
  const double highest = std::min(std::max(std::abs(a.lat), std::abs(b.lat)) + up, 89.9);
  const double out =
      kWiden * up / std::cos(highest * std::numbers::pi / 180.0);  // a shorter degree is not missed
  const auto [west, east] =
      between_values(lattice.lon, std::max(std::min(a.lon, b.lon) - out, -180.0),
                     std::min(std::max(a.lon, b.lon) + out, 180.0));
  const auto [south, north] =
      between_values(lattice.lat, std::max(std::min(a.lat, b.lat) - up, -90.0),
                     std::min(std::max(a.lat, b.lat) + up, 90.0));
  return {0, west, east, south, north};
}

/// Finds the nearest piece of all places of a lattice: each piece is laid over the places near it.
class LatticeSnapper {
 public:
  LatticeSnapper(const RoadGraph& graph, const PieceTree& roads, const BarrierLines* barriers,
                 const Lattice& lattice, const SnapOptions& options)
      : graph_(graph), roads_(roads), barriers_(barriers), lattice_(lattice), options_(options) {
    constexpr double kRadians = std::numbers::pi / 180.0;  // as in geocentric(), to the bit
    for (const double lon : lattice.lon) {
      cos_lon_.push_back(std::cos(lon * kRadians));
      sin_lon_.push_back(std::sin(lon * kRadians));
    }
    sort_windows_into_bands();
  }

  void run(const std::function<void(std::span<const LatticeSnap>)>& take) {
    const std::size_t bands = begin_.size() - 1;
    std::vector<std::vector<LatticeSnap>> found(std::min(bands, kBandsAtOnce));
    for (std::size_t first = 0; first < bands; first += kBandsAtOnce) {
      const std::size_t count = std::min(kBandsAtOnce, bands - first);
      core::parallel_for(count, 1, options_.execution, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
          found[i] = band(first + i);
          options_.execution.advance(lattice_.lon.size() * rows_of(first + i));
        }
      });
      for (std::size_t i = 0; i < count; ++i) take(found[i]);
    }
  }

 private:
  [[nodiscard]] std::size_t rows_of(std::size_t band) const {
    return std::min(lattice_.lat.size(), (band + 1) * kBandRows) - band * kBandRows;
  }

  void sort_windows_into_bands() {
    const std::size_t bands = (lattice_.lat.size() + kBandRows - 1) / kBandRows;
    for (std::uint32_t i = 0; i < roads_.pieces.size(); ++i) {
      const auto [a, b] = ends_of(graph_, roads_.pieces[i]);
      Window window = window_of(lattice_, a, b, options_.radius_metres);
      window.piece = i;
      if (window.west < window.east && window.south < window.north) windows_.push_back(window);
      if (i % 65536 == 0) options_.execution.advance();
    }
    begin_.assign(bands + 1, 0);
    const auto each = [&](auto visit) {
      for (std::uint32_t w = 0; w < windows_.size(); ++w) {
        for (std::size_t band = windows_[w].south / kBandRows;
             band <= (windows_[w].north - 1) / kBandRows; ++band) {
          visit(band, w);
        }
      }
    };
    each([&](std::size_t band, std::uint32_t) { ++begin_[band + 1]; });
    for (std::size_t band = 0; band < bands; ++band) begin_[band + 1] += begin_[band];
    by_band_.resize(begin_.back());
    std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
    each([&](std::size_t band, std::uint32_t w) { by_band_[next[band]++] = w; });
  }

  [[nodiscard]] std::vector<LatticeSnap> band(std::size_t band) const {
    const std::size_t columns = lattice_.lon.size();
    const std::size_t south = band * kBandRows;
    const std::size_t north = south + rows_of(band);
    std::vector<Hit> hits(columns * (north - south));
    for (std::size_t k = begin_[band]; k < begin_[band + 1]; ++k) {
      const Window& window = windows_[by_band_[k]];
      const auto [a, b] = ends_of(graph_, roads_.pieces[window.piece]);
      const Geocentric ga = geocentric(a);
      const Geocentric gb = geocentric(b);
      const std::size_t last = std::min<std::size_t>(north, window.north);
      for (std::size_t row = std::max<std::size_t>(south, window.south); row < last; ++row) {
        lay_over(window, ga, gb, row, hits.data() + (row - south) * columns);
      }
    }
    return linked(hits, south);
  }

  /// In the order of the pieces, so that of equally near ones the first wins.
  void lay_over(const Window& window, const Geocentric& a, const Geocentric& b, std::size_t row,
                Hit* hits) const {
    const Geocentric meridian = geocentric({0.0, lattice_.lat[row]});
    const Geocentric along = b - a;
    const double length2 = dot(along, along);
    const double inverse = length2 > 0.0 ? 1.0 / length2 : 0.0;
    for (std::uint32_t column = window.west; column < window.east; ++column) {
      const Geocentric p{meridian.x * cos_lon_[column], meridian.x * sin_lon_[column], meridian.z};
      Hit& best = hits[column];
      const double near = std::clamp(dot(p - a, along) * inverse, 0.0, 1.0);
      const Geocentric gap = p - (a + near * along);
      const double bound = std::min(best.metres, options_.radius_metres) * kSlackFactor;
      if (dot(gap, gap) > bound * bound) continue;
      const double part = nearest_part(p, a, b);
      const double metres = chord_metres(p, part == 1.0 ? b : a + part * along);
      if (metres < best.metres &&
          on_own_side({lattice_.lon[column], lattice_.lat[row]}, window, part)) {
        best = {roads_.pieces[window.piece].edge, window.piece, part, metres};
      }
    }
  }

  [[nodiscard]] bool on_own_side(LonLat place, const Window& window, double part) const {
    if (barriers_ == nullptr) return true;
    const auto [a, b] = ends_of(graph_, roads_.pieces[window.piece]);
    return !barriers_->between(place, between(a, b, part));
  }

  [[nodiscard]] std::vector<LatticeSnap> linked(const std::vector<Hit>& hits,
                                                std::size_t first_row) const {
    std::vector<LatticeSnap> snaps;
    std::unordered_map<std::uint32_t, std::vector<double>> segments;
    for (std::size_t i = 0; i < hits.size(); ++i) {
      const Hit& hit = hits[i];
      if (hit.edge == kNoEdge || !(hit.metres <= options_.radius_metres)) continue;
      std::vector<double>& lengths = segments[static_cast<std::uint32_t>(hit.edge)];
      if (lengths.empty()) lengths = segment_metres(graph_, hit.edge);
      snaps.push_back(
          {.row = static_cast<std::uint32_t>(first_row + i / lattice_.lon.size()),
           .column = static_cast<std::uint32_t>(i % lattice_.lon.size()),
           .edge = hit.edge,
           .fraction = out_of_the_mouth(graph_, hit.edge,
                                        fraction_of(lengths, roads_.pieces[hit.piece], hit.part)),
           .leg = travel_time(hit.metres, options_.off_road_km_per_hour)});
    }
    return snaps;
  }

  const RoadGraph& graph_;
  const PieceTree& roads_;
  const BarrierLines* barriers_;  // null: none that keep apart
  const Lattice& lattice_;
  const SnapOptions& options_;
  std::vector<double> cos_lon_;
  std::vector<double> sin_lon_;
  std::vector<Window> windows_;
  std::vector<std::size_t> begin_;  // of each band in by_band_
  std::vector<std::uint32_t> by_band_;
};

}  // namespace

void snap_onto(const Ground& ground, const Lattice& lattice, const SnapOptions& options,
               const std::function<void(std::span<const LatticeSnap>)>& take) {
  LatticeSnapper(ground.graph, ground.roads, ground.barriers, lattice, options).run(take);
}

}  // namespace sozialraum::network
