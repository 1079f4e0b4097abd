#include "spatial/shared_corners.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace sozialraum::spatial {
namespace {

/// A corner, or both ends of a side; one number is enough to look alike, the rest is compared.
template <std::size_t numbers>
struct Part {
  std::array<double, numbers> at{};
  std::uint32_t shape = 0;

  friend bool operator<(const Part& a, const Part& b) {
    return a.at != b.at ? a.at < b.at : a.shape < b.shape;
  }
};

template <class Take>
void for_each_line(const Geos& geos, const GEOSGeometry* shape, Take take) {
  const GEOSContextHandle_t handle = geos.handle();
  const int parts = GEOSGetNumGeometries_r(handle, shape);
  std::vector<double> x;
  std::vector<double> y;
  for (int part = 0; part < parts; ++part) {
    const GEOSGeometry* line = GEOSGetGeometryN_r(handle, shape, part);
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(handle, line);
    unsigned size = 0;
    if (sequence == nullptr || GEOSCoordSeq_getSize_r(handle, sequence, &size) == 0) continue;
    x.resize(size);
    y.resize(size);
    GEOSCoordSeq_copyToArrays_r(handle, sequence, x.data(), y.data(), nullptr, nullptr);
    take(x, y);
  }
}

std::vector<Part<2>> corners(const Geos& geos, const std::vector<Geometry>& rings) {
  std::vector<Part<2>> result;
  for (std::size_t i = 0; i < rings.size(); ++i) {
    for_each_line(geos, rings[i].get(), [&](const auto& x, const auto& y) {
      for (std::size_t k = 0; k + 1 < x.size(); ++k) {  // the last one is the first
        if (std::isfinite(x[k]) && std::isfinite(y[k])) {
          result.push_back({{x[k], y[k]}, static_cast<std::uint32_t>(i)});
        }
      }
    });
  }
  return result;
}

std::vector<Part<4>> sides(const Geos& geos, const std::vector<Geometry>& rings) {
  std::vector<Part<4>> result;
  for (std::size_t i = 0; i < rings.size(); ++i) {
    for_each_line(geos, rings[i].get(), [&](const auto& x, const auto& y) {
      for (std::size_t k = 0; k + 1 < x.size(); ++k) {
        std::array<double, 2> a{x[k], y[k]};
        std::array<double, 2> b{x[k + 1], y[k + 1]};
        if (b < a) std::swap(a, b);
        if (a == b || !std::isfinite(a[0] + a[1] + b[0] + b[1])) continue;
        result.push_back({{a[0], a[1], b[0], b[1]}, static_cast<std::uint32_t>(i)});
      }
    });
  }
  return result;
}

template <std::size_t numbers>
std::vector<std::pair<std::size_t, std::size_t>> pairs_of(std::vector<Part<numbers>> parts) {
  std::sort(parts.begin(), parts.end());
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t begin = 0, end = 0; begin < parts.size(); begin = end) {
    while (end < parts.size() && parts[end].at == parts[begin].at) ++end;
    for (std::size_t a = begin; a < end; ++a) {
      for (std::size_t b = a + 1; b < end; ++b) {
        if (parts[a].shape != parts[b].shape) pairs.emplace_back(parts[a].shape, parts[b].shape);
      }
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> pairs_with_shared_corners(
    const Geos& geos, const std::vector<Geometry>& rings, ContiguityRule rule) {
  return rule == ContiguityRule::kRook ? pairs_of(sides(geos, rings))
                                       : pairs_of(corners(geos, rings));
}

}  // namespace sozialraum::spatial
