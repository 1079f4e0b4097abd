#include "gis/fitting_crs.hpp"

#include <fmt/format.h>

#include <array>
#include <span>
#include <string_view>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/gis/crs.hpp"

namespace sozialraum::gis {
namespace {

/// A system, the numbers that it gives to Germany (rounded outwards), and its own part of it.
struct Candidate {
  std::string_view crs;
  double x_min, x_max;
  double y_min, y_max;
  double west, east;  ///< degrees
};

constexpr std::array<Candidate, 12> kCandidates{{
    {"EPSG:4326", 5.8, 15.1, 47.2, 55.1, 5.8, 15.1},
    {"EPSG:25832", 230e3, 720e3, 5.2e6, 6.15e6, 5.8, 12.2},
    {"EPSG:25833", 260e3, 520e3, 5.2e6, 6.15e6, 11.8, 15.1},
    {"EPSG:4647", 32.23e6, 32.72e6, 5.2e6, 6.15e6, 5.8, 12.2},
    {"EPSG:5650", 33.26e6, 33.52e6, 5.2e6, 6.15e6, 11.8, 15.1},
    {"EPSG:3035", 4.0e6, 4.7e6, 2.65e6, 3.6e6, 5.8, 15.1},
    {"EPSG:3857", 640e3, 1.69e6, 5.96e6, 7.4e6, 5.8, 15.1},
    {"EPSG:31466", 2.4e6, 2.7e6, 5.2e6, 6.15e6, 5.8, 7.7},
    {"EPSG:31467", 3.3e6, 3.7e6, 5.2e6, 6.15e6, 7.3, 10.7},
    {"EPSG:31468", 4.3e6, 4.7e6, 5.2e6, 6.15e6, 10.3, 13.7},
    {"EPSG:31469", 5.3e6, 5.7e6, 5.2e6, 6.15e6, 13.3, 15.1},
    {"EPSG:25831", 560e3, 800e3, 5.2e6, 6.15e6, 5.8, 6.1},
}};

bool fits(const Candidate& candidate, double x, double y) {
  if (x < candidate.x_min || x > candidate.x_max || y < candidate.y_min || y > candidate.y_max) {
    return false;
  }
  try {
    const std::array<double, 1> from_x{x};
    const std::array<double, 1> from_y{y};
    const Transformed there = transform(from_x, from_y, std::string(candidate.crs), "EPSG:4326");
    return lies_in_germany(there.x[0], there.y[0]) && there.x[0] >= candidate.west &&
           there.x[0] <= candidate.east;
  } catch (const core::InvalidInput&) {
    return false;
  }
}

}  // namespace

bool lies_in_germany(double longitude, double latitude) {
  return longitude >= 5.8 && longitude <= 15.1 && latitude >= 47.2 && latitude <= 55.1;
}

std::vector<Reading> readings_in_germany(double x, double y) {
  std::vector<Reading> readings;
  for (const bool swapped : {false, true}) {
    for (const Candidate& candidate : kCandidates) {
      if (fits(candidate, swapped ? y : x, swapped ? x : y)) {
        readings.push_back({.crs = std::string(candidate.crs), .swapped = swapped});
      }
    }
  }
  return readings;
}

std::string shown(const std::vector<Reading>& readings) {
  std::string text;
  for (const Reading& reading : readings) {
    text += fmt::format("{}{}{}", text.empty() ? "" : " or ", reading.crs,
                        reading.swapped ? " with x and y exchanged" : "");
  }
  return text.empty() ? text : fmt::format("read as {} they would lie in Germany", text);
}

}  // namespace sozialraum::gis
