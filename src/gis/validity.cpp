#include "gis/validity.hpp"

#include <fmt/format.h>
#include <geos_c.h>

#include <cmath>
#include <cstring>
#include <map>
#include <memory>

#include "gis/simple_ring.hpp"
#include "gis/wkb.hpp"

namespace sozialraum::gis {
namespace {

GEOSContextHandle_t geos(void* handle) { return static_cast<GEOSContextHandle_t>(handle); }

struct FreeGeometry {
  GEOSContextHandle_t handle;
  void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(handle, g); }
};
using Geometry = std::unique_ptr<GEOSGeometry, FreeGeometry>;

Geometry own(GEOSContextHandle_t handle, GEOSGeometry* geometry) {
  return Geometry(geometry, FreeGeometry{handle});
}

Geometry read(GEOSContextHandle_t handle, const Wkb& wkb) {
  GEOSWKBReader* const reader = GEOSWKBReader_create_r(handle);
  GEOSGeometry* const geometry = GEOSWKBReader_read_r(
      handle, reader, reinterpret_cast<const unsigned char*>(wkb.data()), wkb.size());
  GEOSWKBReader_destroy_r(handle, reader);
  return own(handle, geometry);
}

Wkb write(GEOSContextHandle_t handle, const GEOSGeometry* geometry) {
  GEOSWKBWriter* const writer = GEOSWKBWriter_create_r(handle);
  GEOSWKBWriter_setOutputDimension_r(handle, writer, 2);
  GEOSWKBWriter_setByteOrder_r(handle, writer, GEOS_WKB_NDR);
  std::size_t size = 0;
  unsigned char* const bytes = GEOSWKBWriter_write_r(handle, writer, geometry, &size);
  Wkb wkb(size);
  std::memcpy(wkb.data(), bytes, size);
  GEOSFree_r(handle, bytes);
  GEOSWKBWriter_destroy_r(handle, writer);
  return wkb;
}

std::string german(const std::string& reason) {
  static const std::map<std::string, std::string> kGerman{
      {"Self-intersection", "Der Rand schneidet sich selbst"},
      {"Ring Self-intersection", "Ein Ring berührt sich selbst"},
      {"Too few points in geometry component", "Ein Ring hat zu wenige Punkte"},
      {"Hole lies outside shell", "Ein Loch liegt außerhalb der Fläche"},
      {"Holes are nested", "Ein Loch liegt in einem anderen Loch"},
      {"Nested shells", "Eine Teilfläche liegt in einer anderen"},
      {"Interior is disconnected", "Löcher zerschneiden das Innere"},
      {"Duplicate Rings", "Ein Ring kommt doppelt vor"},
      {"Ring is not closed", "Ein Ring ist nicht geschlossen"},
      {"Invalid Coordinate", "Eine Koordinate ist keine Zahl"}};
  const auto found = kGerman.find(reason);
  return found == kGerman.end() ? "Die Fläche ist ungültig" : found->second;
}

/// Why GEOS cannot take the rings at all.
Invalidity ring_trouble(const Wkb& wkb) {
  const auto ring = first_bad_ring(wkb);
  if (!ring) return {.reason = "Invalid", .reason_de = german("Invalid")};
  if (ring->points < 4) {
    return {.reason = fmt::format("A ring has {} point(s) only", ring->points),
            .reason_de = fmt::format("Ein Ring hat nur {} Punkt(e)", ring->points),
            .x = ring->x,
            .y = ring->y};
  }
  return {.reason = "Ring is not closed",
          .reason_de = german("Ring is not closed"),
          .x = ring->x,
          .y = ring->y};
}

double area_of(GEOSContextHandle_t handle, const GEOSGeometry* geometry) {
  double area = 0.0;
  GEOSArea_r(handle, geometry, &area);
  return area;
}

/// The polygons of a geometry; lines and points that mending leaves over are no area.
Geometry polygons_of(GEOSContextHandle_t handle, const GEOSGeometry* geometry) {
  const int type = GEOSGeomTypeId_r(handle, geometry);
  if (type == GEOS_POLYGON || type == GEOS_MULTIPOLYGON) {
    return own(handle, GEOSGeom_clone_r(handle, geometry));
  }
  if (type != GEOS_GEOMETRYCOLLECTION) return own(handle, nullptr);
  std::vector<GEOSGeometry*> parts;
  for (int i = 0; i < GEOSGetNumGeometries_r(handle, geometry); ++i) {
    Geometry part = polygons_of(handle, GEOSGetGeometryN_r(handle, geometry, i));
    for (int j = 0; part && j < GEOSGetNumGeometries_r(handle, part.get()); ++j) {
      parts.push_back(GEOSGeom_clone_r(handle, GEOSGetGeometryN_r(handle, part.get(), j)));
    }
  }
  if (parts.empty()) return own(handle, nullptr);
  return own(handle, GEOSGeom_createCollection_r(handle, GEOS_MULTIPOLYGON, parts.data(),
                                                 static_cast<unsigned>(parts.size())));
}

}  // namespace

Validity::Validity() : handle_(GEOS_init_r()) {}
Validity::~Validity() { GEOS_finish_r(geos(handle_)); }

std::optional<Invalidity> Validity::check(const Wkb& wkb) {
  if (is_surely_valid(wkb)) return std::nullopt;
  const auto handle = geos(handle_);
  const Geometry geometry = read(handle, wkb);
  if (!geometry) return ring_trouble(wkb);
  char* reason = nullptr;
  GEOSGeometry* at = nullptr;
  const char valid = GEOSisValidDetail_r(handle, geometry.get(), 0, &reason, &at);
  const Geometry location = own(handle, at);
  Invalidity result{.reason = reason == nullptr ? "Invalid" : reason};
  if (reason != nullptr) GEOSFree_r(handle, reason);
  if (valid == 1) return std::nullopt;
  result.reason_de = german(result.reason);
  if (location) {
    GEOSGeomGetX_r(handle, location.get(), &result.x);
    GEOSGeomGetY_r(handle, location.get(), &result.y);
  }
  return result;
}

std::optional<Mended> Validity::mend(const Wkb& wkb) {
  const auto handle = geos(handle_);
  const Wkb sound = with_sound_rings(wkb);
  if (sound.empty()) return std::nullopt;
  const Geometry geometry = read(handle, sound);
  if (!geometry) return std::nullopt;
  const Geometry valid = own(handle, GEOSMakeValid_r(handle, geometry.get()));
  if (!valid) return std::nullopt;
  const Geometry polygons = polygons_of(handle, valid.get());
  if (!polygons || GEOSisEmpty_r(handle, polygons.get()) != 0) return std::nullopt;
  if (GEOSisValid_r(handle, polygons.get()) != 1) return std::nullopt;
  return Mended{.wkb = write(handle, polygons.get()),
                .area_before = area_of(handle, geometry.get()),
                .area_after = area_of(handle, polygons.get())};
}

}  // namespace sozialraum::gis
