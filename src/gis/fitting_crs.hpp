#pragma once

#include <string>
#include <vector>

// As what would these coordinates lie in Germany?
namespace sozialraum::gis {

/// One way to read a pair of coordinates.
struct Reading {
  std::string crs{};     ///< "EPSG:25832"
  bool swapped = false;  ///< the first is the northing
};

/// Within the box around Germany, in degrees.
[[nodiscard]] bool lies_in_germany(double longitude, double latitude);

/// The systems that offices in Germany use (degrees, UTM with and without zone, the European grid,
/// web maps, Gauss-Krüger) in which this place lies in Germany, each with its axes in order or
/// exchanged. Zones count only within themselves. Some milliseconds.
[[nodiscard]] std::vector<Reading> readings_in_germany(double x, double y);

/// "as EPSG:25832 they would lie in Germany", for a hint; empty if there is no reading.
[[nodiscard]] std::string shown(const std::vector<Reading>& readings);

}  // namespace sozialraum::gis
