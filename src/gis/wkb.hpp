#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "sozialraum/gis/areas.hpp"
#include "sozialraum/gis/crs.hpp"

// Walking over well-known binary as this module writes it: 2D, little endian.
namespace sozialraum::gis {

/// Geometry type codes of ISO 13249-3, two dimensions.
enum class WkbType : std::uint32_t {
  kPoint = 1,
  kLineString = 2,
  kPolygon = 3,
  kMultiPoint = 4,
  kMultiLineString = 5,
  kMultiPolygon = 6,
  kCollection = 7,
};

/// Throws InvalidInput "bad_wkb" if the bytes are not such a geometry.
[[nodiscard]] WkbType wkb_type(std::span<const std::byte> wkb);

/// Calls `visit` for the 16 bytes (x, y) of every vertex in the order of the bytes. Throws
/// "bad_wkb".
void for_each_vertex(std::span<std::byte> wkb, const std::function<void(std::byte* xy)>& visit);

/// Appends all vertices.
void append_vertices(const Wkb& wkb, std::vector<double>& x, std::vector<double>& y);

[[nodiscard]] Extent extent_of(std::span<const double> x, std::span<const double> y);

}  // namespace sozialraum::gis
