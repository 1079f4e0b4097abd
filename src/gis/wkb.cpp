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

class Walker {
 public:
  Walker(std::span<std::byte> bytes, const std::function<void(std::byte*)>& visit)
      : rest_(bytes), visit_(visit) {}

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
  std::span<std::byte> take(std::size_t bytes) {
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

  std::span<std::byte> rest_;
  const std::function<void(std::byte*)>& visit_;
};

}  // namespace

WkbType wkb_type(std::span<const std::byte> wkb) {
  std::uint32_t type = 0;
  if (wkb.size() < 5 || wkb[0] != std::byte{1}) bad_wkb();
  std::memcpy(&type, wkb.data() + 1, 4);
  if (type < 1 || type > 7) bad_wkb();
  return static_cast<WkbType>(type);
}

void for_each_vertex(std::span<std::byte> wkb, const std::function<void(std::byte* xy)>& visit) {
  Walker walker(wkb, visit);
  walker.geometry();
  if (!walker.at_end()) bad_wkb();
}

void append_vertices(const Wkb& wkb, std::vector<double>& x, std::vector<double>& y) {
  Wkb copy = wkb;
  for_each_vertex(copy, [&](std::byte* xy) {
    double pair[2];
    std::memcpy(pair, xy, sizeof pair);
    x.push_back(pair[0]);
    y.push_back(pair[1]);
  });
}

Extent extent_of(std::span<const double> x, std::span<const double> y) {
  Extent extent;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!std::isfinite(x[i]) || !std::isfinite(y[i])) continue;
    if (extent.empty()) {
      extent = {x[i], y[i], x[i], y[i]};
      continue;
    }
    extent.x_min = std::min(extent.x_min, x[i]);
    extent.x_max = std::max(extent.x_max, x[i]);
    extent.y_min = std::min(extent.y_min, y[i]);
    extent.y_max = std::max(extent.y_max, y[i]);
  }
  return extent;
}

}  // namespace sozialraum::gis
