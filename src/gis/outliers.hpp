#pragma once

#include <string>
#include <vector>

#include "sozialraum/core/finding.hpp"

// Does one place lie where none of the others is?
namespace sozialraum::gis {

/// Places (or middles of areas) with the names of their rows.
struct NamedPlaces {
  std::vector<double> x{};
  std::vector<double> y{};
  std::vector<std::string> names{};
  std::string crs{};
  std::string file{};
};

/// check_coordinates for a whole file: of the places that lie together, and of each that lies far
/// from them by itself, so that one wrong row is named and does not hide behind the others.
///
/// Far is more than 400 km (5 degrees) from the middle of the others, and more than ten times as
/// far as half of them are. Such places give the warning "far_from_the_others", or the error of
/// check_coordinates with their names. O(places).
[[nodiscard]] std::vector<core::Finding> check_places(const NamedPlaces& places);

}  // namespace sozialraum::gis
