#include "sozialraum/spatial/voronoi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "spatial/geos.hpp"

namespace sozialraum::spatial {
namespace {

constexpr double kMargin = 0.1;  // of the longer side: the outermost places get some land, too

[[noreturn]] void refuse(std::string code, std::string message, std::string argument,
                         std::vector<std::string> areas = {}) {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = std::move(argument)},
                            .areas = std::move(areas)});
}

/// Rows of the places from west to east, those of one easting from south to north.
std::vector<std::size_t> from_west_to_east(const Places& places) {
  std::vector<std::size_t> rows(places.x.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  std::ranges::sort(rows, {},
                    [&](std::size_t row) { return std::tuple(places.x[row], places.y[row], row); });
  return rows;
}

void require_places(const Places& places) {
  if (places.x.size() != places.codes.size() || places.y.size() != places.codes.size()) {
    refuse("length_mismatch",
           fmt::format("{} eastings and {} northings for {} places", places.x.size(),
                       places.y.size(), places.codes.size()),
           "places");
  }
  if (places.codes.empty()) refuse("no_place", "there is no place", "places");
  for (std::size_t i = 0; i < places.x.size(); ++i) {
    if (std::isfinite(places.x[i]) && std::isfinite(places.y[i])) continue;
    const std::string& code = places.codes[i].text();
    refuse("missing_values", fmt::format("'{}' has no position", code), "places", {code});
  }
}

void require_distinct(const Places& places, const std::vector<std::size_t>& sorted) {
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const std::size_t a = sorted[i - 1];
    const std::size_t b = sorted[i];
    if (places.x[a] != places.x[b] || places.y[a] != places.y[b]) continue;
    std::vector<std::string> both{places.codes[a].text(), places.codes[b].text()};
    std::ranges::sort(both);
    refuse("same_point", fmt::format("'{}' and '{}' are at the same point", both[0], both[1]),
           "places", both);
  }
}

Geometry box_around(const Geos& geos, const Places& places) {
  const auto [west, east] = std::ranges::minmax(places.x);
  const auto [south, north] = std::ranges::minmax(places.y);
  const double longer = std::max(east - west, north - south);
  const double margin = longer > 0.0 ? kMargin * longer : 1.0;
  return {GEOSGeom_createRectangle_r(geos.handle(), west - margin, south - margin, east + margin,
                                     north + margin),
          {geos.handle()}};
}

Geometry land_of(const Geos& geos, const Places& places, const VoronoiOptions& options) {
  if (options.within.empty()) return box_around(geos, places);
  const Reader reader(GEOSWKBReader_create_r(geos.handle()), {geos.handle()});
  Geometry land = read_wkb(geos, reader.get(), options.within);
  if (!land) {
    refuse("bad_geometry", fmt::format("the outline is not well-known binary: {}", geos.error()),
           "within");
  }
  const int type = GEOSGeomTypeId_r(geos.handle(), land.get());
  if (type != GEOS_POLYGON && type != GEOS_MULTIPOLYGON) {
    refuse("bad_geometry", "the outline is not a polygon", "within");
  }
  if (GEOSisEmpty_r(geos.handle(), land.get()) == 1) {
    refuse("bad_geometry", "the outline encloses no land", "within");
  }
  return land;
}

/// The places as one geometry of points.
Geometry points_of(const Geos& geos, const Places& places) {
  std::vector<GEOSGeometry*> points;
  for (std::size_t i = 0; i < places.x.size(); ++i) {
    points.push_back(GEOSGeom_createPointFromXY_r(geos.handle(), places.x[i], places.y[i]));
  }
  return {GEOSGeom_createCollection_r(geos.handle(), GEOS_MULTIPOINT, points.data(),
                                      static_cast<unsigned>(points.size())),
          {geos.handle()}};
}

struct Box {
  double west = 0.0;
  double south = 0.0;
  double east = 0.0;
  double north = 0.0;
};

Box box_of(const Geos& geos, const GEOSGeometry* shape) {
  Box box;
  GEOSGeom_getXMin_r(geos.handle(), shape, &box.west);
  GEOSGeom_getYMin_r(geos.handle(), shape, &box.south);
  GEOSGeom_getXMax_r(geos.handle(), shape, &box.east);
  GEOSGeom_getYMax_r(geos.handle(), shape, &box.north);
  return box;
}

/// The row of the place that lies in a cell: GEOS hands the cells over in no order.
std::size_t place_in(const Geos& geos, const GEOSGeometry* cell, const Places& places,
                     const std::vector<std::size_t>& sorted) {
  const Box box = box_of(geos, cell);
  auto row = std::ranges::lower_bound(sorted, box.west, {},
                                      [&](std::size_t place) { return places.x[place]; });
  for (; row != sorted.end() && places.x[*row] <= box.east; ++row) {
    const double y = places.y[*row];
    if (y < box.south || y > box.north) continue;
    const Geometry point(GEOSGeom_createPointFromXY_r(geos.handle(), places.x[*row], y),
                         {geos.handle()});
    if (GEOSIntersects_r(geos.handle(), cell, point.get()) == 1) return *row;
  }
  return places.x.size();
}

/// The polygons of what two shapes share: lines and points where they only touch are no land.
Geometry land_shared(const Geos& geos, const GEOSGeometry* cell, const GEOSGeometry* land) {
  Geometry shared(GEOSIntersection_r(geos.handle(), cell, land), {geos.handle()});
  if (!shared) {
    refuse("invalid_geometry", fmt::format("the outline cannot be cut: {}", geos.error()),
           "within");
  }
  const int type = GEOSGeomTypeId_r(geos.handle(), shared.get());
  if (type == GEOS_POLYGON || type == GEOS_MULTIPOLYGON) return shared;
  std::vector<GEOSGeometry*> polygons;
  const int parts =
      type == GEOS_GEOMETRYCOLLECTION ? GEOSGetNumGeometries_r(geos.handle(), shared.get()) : 0;
  for (int i = 0; i < parts; ++i) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(geos.handle(), shared.get(), i);
    if (GEOSGeomTypeId_r(geos.handle(), part) != GEOS_POLYGON) continue;
    polygons.push_back(GEOSGeom_clone_r(geos.handle(), part));
  }
  return {GEOSGeom_createCollection_r(geos.handle(), GEOS_MULTIPOLYGON, polygons.data(),
                                      static_cast<unsigned>(polygons.size())),
          {geos.handle()}};
}

/// One cell a place, uncut, in the order of the places.
std::vector<Geometry> whole_cells(const Geos& geos, const Places& places, const GEOSGeometry* land,
                                  const std::vector<std::size_t>& sorted) {
  std::vector<Geometry> cells(places.x.size());
  const Geometry points = points_of(geos, places);
  const Geometry all(GEOSVoronoiDiagram_r(geos.handle(), points.get(), land, 0.0, 0),
                     {geos.handle()});
  if (!all) {
    refuse("invalid_geometry", fmt::format("the places cannot be parted: {}", geos.error()),
           "places");
  }
  const int count = GEOSGetNumGeometries_r(geos.handle(), all.get());
  for (int i = 0; i < count; ++i) {
    const GEOSGeometry* cell = GEOSGetGeometryN_r(geos.handle(), all.get(), i);
    const std::size_t row = place_in(geos, cell, places, sorted);
    if (row < cells.size()) cells[row] = {GEOSGeom_clone_r(geos.handle(), cell), {geos.handle()}};
  }
  return cells;
}

std::string wkb_of(const Geos& geos, GEOSWKBWriter* writer, const GEOSGeometry* shape) {
  std::size_t size = 0;
  unsigned char* bytes = GEOSWKBWriter_write_r(geos.handle(), writer, shape, &size);
  std::string result(reinterpret_cast<const char*>(bytes), size);
  GEOSFree_r(geos.handle(), bytes);
  return result;
}

std::vector<core::Finding> without_land(std::vector<std::string> codes) {
  if (codes.empty()) return {};
  std::ranges::sort(codes);
  return {{.code = "places_without_land",
           .severity = core::Severity::kWarning,
           .message = fmt::format("{} places have no land in the outline, '{}' among them",
                                  codes.size(), codes[0]),
           .hint = "check their positions, or take an outline that holds them",
           .areas = std::move(codes)}};
}

}  // namespace

VoronoiCells voronoi(const Places& places, const VoronoiOptions& options) {
  require_places(places);
  const std::vector<std::size_t> sorted = from_west_to_east(places);
  require_distinct(places, sorted);
  const Geos geos;
  const Geometry land = land_of(geos, places, options);
  std::vector<Geometry> cells(1);
  if (places.codes.size() == 1) {
    cells[0] = {GEOSGeom_clone_r(geos.handle(), land.get()), {geos.handle()}};
  } else {
    cells = whole_cells(geos, places, land.get(), sorted);
  }
  const Writer writer(GEOSWKBWriter_create_r(geos.handle()), {geos.handle()});
  VoronoiCells result;
  std::vector<std::string> landless;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    Geometry mine = cells[i]
                        ? land_shared(geos, cells[i].get(), land.get())
                        : Geometry(GEOSGeom_createEmptyPolygon_r(geos.handle()), {geos.handle()});
    if (GEOSisEmpty_r(geos.handle(), mine.get()) == 1) landless.push_back(places.codes[i].text());
    result.wkb.push_back(wkb_of(geos, writer.get(), mine.get()));
  }
  result.findings = without_land(std::move(landless));
  return result;
}

}  // namespace sozialraum::spatial
