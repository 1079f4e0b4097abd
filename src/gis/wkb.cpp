#include "gis/wkb.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::gis {
namespace {

static_assert(std::endian::native == std::endian::little, "WKB is read as little endian");

[[noreturn]] void bad_wkb() {
  throw core::InvalidInput({.code = "bad_wkb",
                            .severity = core::Severity::kWarning,
                            .message = "the bytes are not a two-dimensional little-endian geometry",
                            .place = {.argument = "wkb"},
                            .hint = "write it with output_dimension=2, byte_order=1"});
}

/// Walks over the vertices of bytes that may be changed or not.
template <class Byte, class Visit>
class Walker {
 public:
  Walker(std::span<Byte> bytes, const Visit& visit) : rest_(bytes), visit_(visit) {}

  void geometry(int depth = 0) {
    if (depth > 8 || take(1)[0] != std::byte{1}) bad_wkb();
    switch (static_cast<WkbType>(number())) {
      case WkbType::kPoint:
        return vertices(1);
      case WkbType::kLineString:
        return vertices(number());
      case WkbType::kPolygon:
        for (std::uint32_t rings = number(); rings > 0; --rings) vertices(number());
        return;
      case WkbType::kMultiPoint:
      case WkbType::kMultiLineString:
      case WkbType::kMultiPolygon:
      case WkbType::kCollection:
        for (std::uint32_t parts = number(); parts > 0; --parts) geometry(depth + 1);
        return;
    }
    bad_wkb();
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::span<Byte> take(std::size_t bytes) {
    if (rest_.size() < bytes) bad_wkb();
    const auto taken = rest_.first(bytes);
    rest_ = rest_.subspan(bytes);
    return taken;
  }

  std::uint32_t number() {
    std::uint32_t value = 0;
    std::memcpy(&value, take(4).data(), 4);
    return value;
  }

  void vertices(std::uint32_t count) {
    for (; count > 0; --count) visit_(take(16).data());
  }

  std::span<Byte> rest_;
  const Visit& visit_;
};

template <class Byte, class Visit>
void walk(std::span<Byte> bytes, const Visit& visit) {
  Walker<Byte, Visit> walker(bytes, visit);
  walker.geometry();
  if (!walker.at_end()) bad_wkb();
}

void widen(Extent& extent, double x, double y) {
  if (!std::isfinite(x) || !std::isfinite(y)) return;
  if (extent.empty()) {
    extent = {x, y, x, y};
    return;
  }
  extent.x_min = std::min(extent.x_min, x);
  extent.x_max = std::max(extent.x_max, x);
  extent.y_min = std::min(extent.y_min, y);
  extent.y_max = std::max(extent.y_max, y);
}

/// Copies polygons, ring by ring; lines and points of collections are left out.
class RingCopier {
 public:
  explicit RingCopier(const Wkb& wkb) : rest_(wkb) {}

  [[nodiscard]] std::optional<BadRing> first_bad() const { return bad_; }

  Wkb geometry(int depth = 0) {
    if (depth > 8 || take(1)[0] != std::byte{1}) bad_wkb();
    const auto type = static_cast<WkbType>(number());
    switch (type) {
      case WkbType::kPoint:
        take(16);
        return {};
      case WkbType::kLineString:
        take(std::size_t{16} * number());
        return {};
      case WkbType::kPolygon:
        return polygon();
      default:
        return parts(type, depth);
    }
  }

 private:
  std::span<const std::byte> take(std::size_t bytes) {
    if (rest_.size() < bytes) bad_wkb();
    const auto taken = rest_.first(bytes);
    rest_ = rest_.subspan(bytes);
    return taken;
  }

  std::uint32_t number() {
    std::uint32_t value = 0;
    std::memcpy(&value, take(4).data(), 4);
    return value;
  }

  static void put(Wkb& to, std::uint32_t value) {
    const auto* const bytes = reinterpret_cast<const std::byte*>(&value);
    to.insert(to.end(), bytes, bytes + 4);
  }

  static Wkb header(WkbType type, std::uint32_t count) {
    Wkb wkb{std::byte{1}};
    put(wkb, static_cast<std::uint32_t>(type));
    put(wkb, count);
    return wkb;
  }

  /// The ring with its number of points; empty if it has too few.
  Wkb ring() {
    const std::uint32_t points = number();
    const auto bytes = take(std::size_t{16} * points);
    const bool closed =
        points == 0 || std::equal(bytes.begin(), bytes.begin() + 16, bytes.end() - 16);
    if (!bad_ && points > 0 && (points < 4 || !closed)) {
      bad_ = BadRing{.points = points, .closed = closed};
      std::memcpy(&bad_->x, bytes.data(), 8);
      std::memcpy(&bad_->y, bytes.data() + 8, 8);
    }
    if (points + (closed ? 0 : 1) < 4) return {};
    Wkb copy;
    put(copy, points + (closed ? 0 : 1));
    copy.insert(copy.end(), bytes.begin(), bytes.end());
    if (!closed) copy.insert(copy.end(), bytes.begin(), bytes.begin() + 16);
    return copy;
  }

  Wkb polygon() {
    std::uint32_t kept = 0;
    Wkb rings;
    bool outer_kept = true;
    const std::uint32_t count = number();
    for (std::uint32_t i = 0; i < count; ++i) {
      const Wkb one = ring();
      if (i == 0) outer_kept = !one.empty();
      if (one.empty() || !outer_kept) continue;
      rings.insert(rings.end(), one.begin(), one.end());
      ++kept;
    }
    if (kept == 0) return {};
    Wkb result = header(WkbType::kPolygon, kept);
    result.insert(result.end(), rings.begin(), rings.end());
    return result;
  }

  Wkb parts(WkbType type, int depth) {
    std::uint32_t kept = 0;
    Wkb all;
    for (std::uint32_t count = number(); count > 0; --count) {
      const Wkb part = geometry(depth + 1);
      if (part.empty()) continue;
      all.insert(all.end(), part.begin(), part.end());
      ++kept;
    }
    if (kept == 0) return {};
    Wkb result = header(type, kept);
    result.insert(result.end(), all.begin(), all.end());
    return result;
  }

  std::span<const std::byte> rest_;
  std::optional<BadRing> bad_{};
};

}  // namespace

std::optional<BadRing> first_bad_ring(const Wkb& wkb) {
  RingCopier copier(wkb);
  static_cast<void>(copier.geometry());
  return copier.first_bad();
}

Wkb with_sound_rings(const Wkb& wkb) { return RingCopier(wkb).geometry(); }

WkbType wkb_type(std::span<const std::byte> wkb) {
  std::uint32_t type = 0;
  if (wkb.size() < 5 || wkb[0] != std::byte{1}) bad_wkb();
  std::memcpy(&type, wkb.data() + 1, 4);
  if (type < 1 || type > 7) bad_wkb();
  return static_cast<WkbType>(type);
}

void for_each_vertex(std::span<std::byte> wkb, const std::function<void(std::byte* xy)>& visit) {
  walk(wkb, visit);
}

void append_vertices(const Wkb& wkb, std::vector<double>& x, std::vector<double>& y) {
  walk(std::span<const std::byte>(wkb), [&](const std::byte* xy) {
    double pair[2];
    std::memcpy(pair, xy, sizeof pair);
    x.push_back(pair[0]);
    y.push_back(pair[1]);
  });
}

Extent extent_of(std::span<const Wkb> wkb) {
  Extent extent;
  for (const Wkb& one : wkb) {
    walk(std::span<const std::byte>(one), [&](const std::byte* xy) {
      double pair[2];
      std::memcpy(pair, xy, sizeof pair);
      widen(extent, pair[0], pair[1]);
    });
  }
  return extent;
}

Extent extent_of(std::span<const double> x, std::span<const double> y) {
  Extent extent;
  for (std::size_t i = 0; i < x.size(); ++i) widen(extent, x[i], y[i]);
  return extent;
}

}  // namespace sozialraum::gis
