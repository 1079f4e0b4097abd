#include "sozialraum/reach/ready_times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/reach/place_findings.hpp"

namespace sozialraum::reach {
namespace {

std::string way(const TablePlaces& places, std::size_t origin, std::size_t facility) {
  return fmt::format("from '{}' to '{}'", name_of(places.origin_names, origin),
                     name_of(places.facility_names, facility));
}

void require_columns(const TimesColumns& columns) {
  const auto require = [&](std::size_t count, const char* argument) {
    if (count == columns.origin.size()) return;
    core::invalid_argument(
        argument, fmt::format("has {} entries, but there are {} origins in the table", count,
                              columns.origin.size()));
  };
  require(columns.facility.size(), "facility");
  require(columns.minutes.size(), "minutes");
}

void require_row(const TimesColumns& columns, std::size_t row, const TablePlaces& places) {
  const auto require = [&](std::uint32_t number, std::size_t count, const char* argument) {
    if (number < count) return;
    core::invalid_argument(
        argument, fmt::format("is {} in row {}, but there are {} places", number, row, count));
  };
  require(columns.origin[row], places.origins, "origin");
  require(columns.facility[row], places.facilities, "facility");
  const double minutes = columns.minutes[row];
  if (minutes >= 0.0 && std::isfinite(minutes)) return;
  core::invalid_argument(
      "minutes",
      fmt::format("are {} in row {}, {}", minutes, row,
                  way(places, columns.origin[row], columns.facility[row])),
      minutes < 0.0 ? "a time must be zero or more" : "leave out pairs without a way");
}

std::vector<core::Finding> without_pair(const TravelTimes& times, const TablePlaces& places) {
  std::vector<std::string> lost;
  for (std::size_t i = 0; i < times.origin_count(); ++i) {
    if (times.row(i).empty()) lost.push_back(name_of(places.origin_names, i));
  }
  if (lost.empty()) return {};
  return {{.code = "origin_without_pair",
           .severity = core::Severity::kWarning,
           .message = fmt::format("{} of {} origins have no minutes in the table and count as out "
                                  "of reach",
                                  lost.size(), times.origin_count()),
           .hint = "leave out places of which nothing is known",
           .areas = std::move(lost)}};
}

/// What both forms end with.
TravelTimes finished(TravelTimes times, const TablePlaces& places) {
  times.facility_count = places.facilities;
  for (std::size_t i = 0; i < places.origins; ++i) {
    times.standing.push_back(times.row(i).empty() ? core::Standing::kBeyondLimit
                                                  : core::Standing::kOnNetwork);
  }
  times.findings = no_facilities(places.facilities);
  for (core::Finding& finding : without_pair(times, places)) {
    times.findings.push_back(std::move(finding));
  }
  return times;
}

}  // namespace

TravelTimes times_of_columns(const TimesColumns& columns, const TablePlaces& places) {
  require_columns(columns);
  for (std::size_t row = 0; row < columns.origin.size(); ++row) require_row(columns, row, places);
  std::vector<std::size_t> order(columns.origin.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto pair_of = [&](std::size_t row) {
    return std::pair{columns.origin[row], columns.facility[row]};
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return pair_of(a) < pair_of(b); });
  const auto twice = std::adjacent_find(order.begin(), order.end(),
                                        [&](auto a, auto b) { return pair_of(a) == pair_of(b); });
  if (twice != order.end()) {
    core::invalid_argument(
        "minutes",
        fmt::format("stand twice, in rows {} and {}, {}", *twice, *(twice + 1),
                    way(places, columns.origin[*twice], columns.facility[*twice])),
        "keep one row a pair, such as the fastest");
  }
  TravelTimes times;
  times.begin.assign(places.origins + 1, 0);
  for (const std::size_t row : order) {
    ++times.begin[columns.origin[row] + 1];
    times.pairs.push_back(
        {columns.facility[row], core::to_deciseconds(core::Minutes{columns.minutes[row]})});
  }
  std::partial_sum(times.begin.begin(), times.begin.end(), times.begin.begin());
  return finished(std::move(times), places);
}

TravelTimes times_of_matrix(std::span<const double> minutes, const TablePlaces& places) {
  if (minutes.size() != places.origins * places.facilities) {
    core::invalid_argument(
        "minutes", fmt::format("has {} entries for {} origins and {} facilities", minutes.size(),
                               places.origins, places.facilities));
  }
  TravelTimes times;
  for (std::size_t i = 0; i < places.origins; ++i) {
    for (std::uint32_t j = 0; j < places.facilities; ++j) {
      const double time = minutes[i * places.facilities + j];
      if (std::isnan(time)) continue;
      if (!(time >= 0.0) || std::isinf(time)) {
        core::invalid_argument(
            "minutes", fmt::format("are {} {}", time, way(places, i, j)),
            time < 0.0 ? "a time must be zero or more" : "not a number means that there is no way");
      }
      times.pairs.push_back({j, core::to_deciseconds(core::Minutes{time})});
    }
    times.begin.push_back(times.pairs.size());
  }
  return finished(std::move(times), places);
}

}  // namespace sozialraum::reach
