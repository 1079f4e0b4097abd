#include "gis/outliers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "gis/gdal_guard.hpp"
#include "gis/wkb.hpp"
#include "sozialraum/gis/crs.hpp"

namespace sozialraum::gis {
namespace {

constexpr double kFarMetres = 400e3;
constexpr double kFarDegrees = 5.0;
constexpr double kTimesTheMiddle = 10.0;
constexpr std::size_t kShown = 5;

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

struct Middle {
  double x = 0.0;
  double y = 0.0;
};

/// Rows far from the middle; empty if there are too few rows to tell, or too many such.
std::vector<std::size_t> far_rows(const NamedPlaces& places, const Middle& middle, double far) {
  std::vector<double> distance(places.x.size());
  for (std::size_t i = 0; i < distance.size(); ++i) {
    distance[i] = std::hypot(places.x[i] - middle.x, places.y[i] - middle.y);
  }
  const double limit = std::max(far, kTimesTheMiddle * median(distance));
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < distance.size(); ++i) {
    if (distance[i] > limit) rows.push_back(i);
  }
  if (rows.size() * 2 >= places.x.size()) rows.clear();
  return rows;
}

Extent extent_of_rows(const NamedPlaces& places, const std::vector<std::size_t>& left_out) {
  std::vector<double> x;
  std::vector<double> y;
  std::size_t next = 0;
  for (std::size_t i = 0; i < places.x.size(); ++i) {
    if (next < left_out.size() && left_out[next] == i) {
      ++next;
      continue;
    }
    x.push_back(places.x[i]);
    y.push_back(places.y[i]);
  }
  return extent_of(x, y);
}

std::string reason(const NamedPlaces& places, std::size_t row, const Middle& middle, double far) {
  const double x = places.x[row];
  const double y = places.y[row];
  const auto near = [&](double a, double b) {
    return std::hypot(a - middle.x, b - middle.y) <= far;
  };
  if (near(y, x)) return "with x and y exchanged they would lie among the others";
  for (const double zone : {31e6, 32e6, 33e6}) {
    if (near(x - zone, y) || near(x + zone, y)) {
      return "the number of the zone stands in front of some eastings and not of others";
    }
  }
  return "look at their coordinates";
}

std::string shown_far(double far) { return far == kFarMetres ? "400 km" : "5 degrees"; }

core::Finding far_from_the_others(const NamedPlaces& places, std::string message, std::string hint,
                                  std::vector<std::string>&& names) {
  core::Finding finding =
      file_trouble("far_from_the_others", places.file, std::move(message), std::move(hint));
  finding.details = {{"count", std::to_string(names.size())}};
  finding.areas = std::move(names);
  return finding;
}

/// A far place that does not even fit the system is an error with its name.
void require_in_system(const NamedPlaces& places, std::size_t row, const core::Finding& far) {
  const double x = places.x[row];
  const double y = places.y[row];
  try {
    static_cast<void>(check_coordinates({x, y, x, y}, places.crs, places.file));
  } catch (const core::InvalidInput& error) {
    core::Finding trouble = error.finding();
    trouble.message = fmt::format("{}; {}", far.message, trouble.message);
    trouble.hint = far.hint;
    trouble.place.area = places.names[row];
    trouble.areas = far.areas;
    throw core::InvalidInput(std::move(trouble));
  }
}

/// Of two places nobody can tell which is the wrong one.
std::vector<core::Finding> check_two(const NamedPlaces& places, double far) {
  const auto& [x, y, names, crs, file] = places;
  if (std::hypot(x[0] - x[1], y[0] - y[1]) <= far) {
    return check_coordinates(extent_of(x, y), crs, file);
  }
  core::Finding finding = far_from_the_others(
      places,
      fmt::format("'{}' and '{}' lie more than {} apart", names[0], names[1], shown_far(far)),
      reason(places, 0, {x[1], y[1]}, far), {names[0], names[1]});
  require_in_system(places, 0, finding);
  require_in_system(places, 1, finding);
  return {std::move(finding)};
}

}  // namespace

std::vector<core::Finding> check_places(const NamedPlaces& places) {
  if (places.x.empty()) return {};
  const double far = describe_crs(places.crs).geographic ? kFarDegrees : kFarMetres;
  if (places.x.size() == 2) return check_two(places, far);
  const Middle middle{median(places.x), median(places.y)};
  const std::vector<std::size_t> rows = far_rows(places, middle, far);
  std::vector<core::Finding> findings =
      check_coordinates(extent_of_rows(places, rows), places.crs, places.file);
  if (rows.empty()) return findings;
  std::vector<std::string> names;
  for (const std::size_t row : rows) names.push_back(places.names[row]);
  const std::vector<std::string> first(
      names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kShown)));
  core::Finding finding = far_from_the_others(
      places,
      fmt::format("{} of {} rows lie more than {} from the middle of the others: {}{}", rows.size(),
                  places.x.size(), shown_far(far), fmt::join(first, ", "),
                  names.size() > kShown ? ", ..." : ""),
      reason(places, rows.front(), middle, far), std::move(names));
  require_in_system(places, rows.front(), finding);
  findings.push_back(std::move(finding));
  return findings;
}

}  // namespace sozialraum::gis
