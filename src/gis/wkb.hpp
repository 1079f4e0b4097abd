#pragma once

#include <cstddef>
#include <functional>
#include <optional>
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

/// The extent of all vertices that are numbers.
[[nodiscard]] Extent extent_of(std::span<const Wkb> wkb);

/// A ring that bounds no area: it has fewer than four points, or does not end where it begins.
struct BadRing {
  std::uint32_t points = 0;
  bool closed = true;
  double x = 0.0;  ///< its first point
  double y = 0.0;
};

/// The first bad ring of the polygons; nothing if there is none.
[[nodiscard]] std::optional<BadRing> first_bad_ring(const Wkb& wkb);

/// The same polygons without rings of fewer than four points (with their holes, if they are the
/// outer ones), and with open rings closed. May be empty.
[[nodiscard]] Wkb with_sound_rings(const Wkb& wkb);

[[nodiscard]] Extent extent_of(std::span<const double> x, std::span<const double> y);

}  // namespace sozialraum::gis
