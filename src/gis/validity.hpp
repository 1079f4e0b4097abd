#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sozialraum/gis/areas.hpp"

// Are polygons sound, in the sense of the OGC Simple Features specification?
namespace sozialraum::gis {

/// What is wrong with a polygon, and where.
struct Invalidity {
  std::string reason{};     ///< "Self-intersection"
  std::string reason_de{};  ///< "Der Rand schneidet sich selbst"
  double x = 0.0;
  double y = 0.0;
};

/// A mended polygon and what mending changed.
struct Mended {
  Wkb wkb{};
  double area_before = 0.0;  ///< in square units of the coordinates
  double area_after = 0.0;
};

/// Checks and mends geometries with one GEOS handle. Not for several threads at once.
class Validity {
 public:
  Validity();
  ~Validity();
  Validity(const Validity&) = delete;
  Validity& operator=(const Validity&) = delete;

  /// Nothing if the geometry is valid.
  [[nodiscard]] std::optional<Invalidity> check(const Wkb& wkb);
  /// The polygons that GEOS makes of it (every ring becomes line work, from which areas are built);
  /// nothing if no polygon is left.
  [[nodiscard]] std::optional<Mended> mend(const Wkb& wkb);

 private:
  void* handle_;
};

}  // namespace sozialraum::gis
