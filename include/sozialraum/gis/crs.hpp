#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/gis/areas.hpp"

namespace sozialraum::gis {

/// A rectangle of coordinates, x to the east and y to the north. Empty if x_min > x_max.
struct Extent {
  double x_min = 1.0;
  double y_min = 1.0;
  double x_max = 0.0;
  double y_max = 0.0;
  [[nodiscard]] bool empty() const { return x_min > x_max; }
};

/// What a coordinate reference system is.
struct CrsInfo {
  std::string id{};         ///< "EPSG:25832", or WKT 2 if it has no code
  std::string name{};       ///< "ETRS89 / UTM zone 32N"
  bool geographic = false;  ///< degrees: areas and lengths have no meaning
};

/// Throws InvalidInput "unknown_crs" naming what was given. Takes "EPSG:25832", WKT, PROJ strings.
[[nodiscard]] CrsInfo describe_crs(const std::string& crs);

/// Which operation turned the coordinates into others, and how good is it?
struct CrsOperation {
  std::string from{};
  std::string to{};
  std::string name{};                ///< of the operation, such as "DHDN to ETRS89 (8)"
  std::optional<double> accuracy{};  ///< metres, as the EPSG data set states it
  std::string definition{};          ///< PROJ pipeline
};

/// Coordinates in another system, and how they got there.
struct Transformed {
  std::vector<double> x{};
  std::vector<double> y{};
  CrsOperation operation{};
  std::vector<core::Finding> findings{};
};

/// Where are these points in another coordinate reference system?
///
/// One operation for all points, the best that EPSG knows for their region and whose grids are on
/// this machine (PROJ). Axes are x, y on both sides, whatever the authority's order is. A finding
/// tells the operation and its accuracy, and whether a better one lacks its grid. Throws
/// InvalidInput "ballpark_transformation" if the only way ignores the difference of the datums
/// (metres to hundreds of metres), "transformation_failed" if a point has no answer, "unknown_crs".
/// O(points).
[[nodiscard]] Transformed transform(std::span<const double> x, std::span<const double> y,
                                    const std::string& from, const std::string& to);

/// The same for polygons: every vertex; edges stay straight. The operation is told in `findings`.
[[nodiscard]] AreaPolygons transform(const AreaPolygons& areas, const std::string& to,
                                     CrsOperation* operation = nullptr);

/// Do these coordinates fit their system? Throws InvalidInput "coordinates_with_zone" for an
/// 8-digit easting under ETRS89 / UTM 31N to 33N (proposing EPSG:4647 and its neighbours) and
/// "coordinates_outside_crs" if they lie far from where the system is used (swapped axes, metres
/// called degrees, another system), with the systems in which they would lie in Germany. Returns a
/// warning if swapped axes or another system would put them into Germany.
[[nodiscard]] std::vector<core::Finding> check_coordinates(const Extent& extent,
                                                           const std::string& crs,
                                                           const std::string& file);

}  // namespace sozialraum::gis
