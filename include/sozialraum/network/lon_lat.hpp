#pragma once

#include <cstdint>
#include <limits>

namespace sozialraum::network {

/// A point in degrees, WGS 84 (EPSG:4326).
struct LonLat {
  double lon = 0.0;
  double lat = 0.0;

  friend bool operator==(const LonLat&, const LonLat&) = default;
};

/// A point as a network keeps it: whole ten-millionths of a degree, as OpenStreetMap does.
///
/// Half the memory of a LonLat. Degrees with up to seven decimals come back exactly, others are
/// rounded, halves away from zero: by 6 mm at most. What is no place on the globe (beyond 180
/// degrees of longitude or 90 of latitude, or NaN) becomes nowhere, which reads as NaN.
class FixedLonLat {
 public:
  constexpr FixedLonLat() = default;
  constexpr FixedLonLat(double lon, double lat) : lon_(fixed(lon, 180.0)), lat_(fixed(lat, 90.0)) {}
  constexpr explicit FixedLonLat(LonLat p) : FixedLonLat(p.lon, p.lat) {}
  constexpr operator LonLat() const { return {degrees(lon_), degrees(lat_)}; }  // NOLINT: lossless

  [[nodiscard]] constexpr bool on_globe() const { return lon_ != kNowhere && lat_ != kNowhere; }

  friend bool operator==(const FixedLonLat&, const FixedLonLat&) = default;

 private:
  static constexpr std::int32_t kNowhere = std::numeric_limits<std::int32_t>::min();
  static constexpr double kPerDegree = 1e7;

  static constexpr std::int32_t fixed(double degrees, double most) {
    if (!(degrees >= -most && degrees <= most)) return kNowhere;
    return static_cast<std::int32_t>(degrees * kPerDegree + (degrees < 0.0 ? -0.5 : 0.5));
  }
  /// The double nearest to the decimal number, since division rounds correctly (IEEE 754).
  static constexpr double degrees(std::int32_t fixed) {
    return fixed == kNowhere ? std::numeric_limits<double>::quiet_NaN()
                             : static_cast<double>(fixed) / kPerDegree;
  }

  std::int32_t lon_ = 0;
  std::int32_t lat_ = 0;
};

}  // namespace sozialraum::network
