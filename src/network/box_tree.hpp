#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include "sozialraum/network/geocentric.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

/// A box in geocentric metres. In float, half the memory, and widened to the next float so that it
/// still holds what it was made of.
struct Box {
  std::array<float, 3> low{};
  std::array<float, 3> high{};

  [[nodiscard]] static Box around(const Geocentric& a, const Geocentric& b) {
    return {{below(std::min(a.x, b.x)), below(std::min(a.y, b.y)), below(std::min(a.z, b.z))},
            {above(std::max(a.x, b.x)), above(std::max(a.y, b.y)), above(std::max(a.z, b.z))}};
  }
  [[nodiscard]] Box with(const Box& other) const {
    Box both;
    for (std::size_t i = 0; i < 3; ++i) {
      both.low[i] = std::min(low[i], other.low[i]);
      both.high[i] = std::max(high[i], other.high[i]);
    }
    return both;
  }
  /// Square of the metres between a point and the box.
  [[nodiscard]] double distance2(const Geocentric& p) const {
    const auto gap = [](double x, double from, double to) {
      return std::max(std::max(from - x, x - to), 0.0);
    };
    const double dx = gap(p.x, low[0], high[0]);
    const double dy = gap(p.y, low[1], high[1]);
    const double dz = gap(p.z, low[2], high[2]);
    return dx * dx + dy * dy + dz * dz;
  }

 private:
  static float below(double x) {
    const auto near = static_cast<float>(x);
    return near <= x ? near : std::nextafter(near, -std::numeric_limits<float>::infinity());
  }
  static float above(double x) {
    const auto near = static_cast<float>(x);
    return near >= x ? near : std::nextafter(near, std::numeric_limits<float>::infinity());
  }
};

/// Which box is near? A packed R-tree (sort-tile-recursive: Leutenegger et al. 1997).
///
/// Built once; 16 children a node, 26 bytes a box. The search is best-first (Hjaltason and Samet
/// 1999): it looks into no box that is further away than the best thing found.
class BoxTree {
 public:
  BoxTree() = default;

  /// `boxes` in the order of order(); all other levels are made here.
  explicit BoxTree(std::vector<Box> boxes) : boxes_(std::move(boxes)) {
    std::size_t first = 0;
    std::size_t end = boxes_.size();
    level_begin_.push_back(first);
    while (end - first > 1) {
      for (std::size_t i = first; i < end; i += kChildren) {
        Box all = boxes_[i];
        for (std::size_t j = i + 1; j < std::min(i + kChildren, end); ++j) {
          all = all.with(boxes_[j]);
        }
        boxes_.push_back(all);
      }
      first = end;
      end = boxes_.size();
      level_begin_.push_back(first);
    }
    level_begin_.push_back(end);
  }

  /// The order in which boxes around these places should stand: tiles of 16 neighbours.
  [[nodiscard]] static std::vector<std::uint32_t> order(const std::vector<LonLat>& places) {
    std::vector<std::uint32_t> order(places.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto by = [&](double LonLat::* key) {
      return [&places, key](std::uint32_t a, std::uint32_t b) {
        const double x = places[a].*key;
        const double y = places[b].*key;
        return x != y ? x < y : a < b;
      };
    };
    std::sort(order.begin(), order.end(), by(&LonLat::lon));
    const double tiles = static_cast<double>(places.size()) / kChildren;
    const std::size_t strip =
        kChildren * static_cast<std::size_t>(std::ceil(std::sqrt(std::max(tiles, 1.0))));
    for (std::size_t i = 0; i < order.size(); i += strip) {
      const std::size_t end = std::min(i + strip, order.size());
      std::sort(order.begin() + static_cast<std::ptrdiff_t>(i),
                order.begin() + static_cast<std::ptrdiff_t>(end), by(&LonLat::lat));
    }
    return order;
  }

  /// Calls look(box) for the boxes in order of their distance as long as they are not further away
  /// than `bound` metres; `look` returns the new bound.
  template <class Look>
  void nearest(const Geocentric& place, double bound, Look look) const {
    if (boxes_.empty()) return;
    std::vector<Waiting> waiting;
    waiting.reserve(64);
    const auto top = static_cast<std::uint32_t>(level_begin_.size() - 2);
    waiting.push_back({boxes_.back().distance2(place), top, level_begin_[top]});
    while (!waiting.empty()) {
      std::pop_heap(waiting.begin(), waiting.end());
      const Waiting next = waiting.back();
      waiting.pop_back();
      if (next.distance2 > square(bound)) return;
      if (next.level == 0) {
        bound = look(next.box);
        continue;
      }
      const std::size_t below = level_begin_[next.level - 1];
      const std::size_t first = below + (next.box - level_begin_[next.level]) * kChildren;
      const std::size_t end = std::min(first + kChildren, level_begin_[next.level]);
      for (std::size_t child = first; child < end; ++child) {
        const double distance2 = boxes_[child].distance2(place);
        if (distance2 > square(bound)) continue;
        waiting.push_back({distance2, next.level - 1, child});
        std::push_heap(waiting.begin(), waiting.end());
      }
    }
  }

 private:
  static constexpr std::size_t kChildren = 16;

  struct Waiting {
    double distance2;
    std::uint32_t level;
    std::size_t box;

    friend bool operator<(const Waiting& a, const Waiting& b) {  // the nearest on top of a heap
      return a.distance2 != b.distance2 ? a.distance2 > b.distance2 : a.box > b.box;
    }
  };

  /// A little more than the square: equally near boxes are looked into whatever the rounding.
  static double square(double metres) {
    const double more = metres * (1.0 + 1e-9) + 1e-6;
    return more * more;
  }

  std::vector<Box> boxes_;                // the lowest level first, the root last
  std::vector<std::size_t> level_begin_;  // and the end
};

}  // namespace sozialraum::network
