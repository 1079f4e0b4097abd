#include "sozialraum/reach/travel_times.hpp"

#include <algorithm>

#include "sozialraum/reach/road_pairs.hpp"

namespace sozialraum::reach {
namespace {

using network::Door;
using Rows = std::vector<std::vector<Door>>;

std::vector<std::size_t> row_begins(const std::vector<std::size_t>& lengths) {
  std::vector<std::size_t> begin{0};
  for (const std::size_t length : lengths) begin.push_back(begin.back() + length);
  return begin;
}

void fill_by_origin(const Rows& rows, TravelTimes& times) {
  for (const auto& row : rows) {
    const auto first = static_cast<std::ptrdiff_t>(times.pairs.size());
    for (const Door& door : row) times.pairs.push_back({door.place, door.time});
    std::sort(times.pairs.begin() + first, times.pairs.end(),
              [](const Reached& a, const Reached& b) { return a.facility < b.facility; });
    times.begin.push_back(times.pairs.size());
  }
}

/// Turns rows of facilities into rows of origins.
void fill_by_facility(const Rows& rows, std::size_t origins, TravelTimes& times) {
  std::vector<std::size_t> lengths(origins, 0);
  for (const auto& row : rows) {
    for (const Door& door : row) ++lengths[door.place];
  }
  times.begin = row_begins(lengths);
  times.pairs.resize(times.begin.back());
  std::vector<std::size_t> next(times.begin.begin(), times.begin.end() - 1);
  for (std::uint32_t facility = 0; facility < rows.size(); ++facility) {
    for (const Door& door : rows[facility]) times.pairs[next[door.place]++] = {facility, door.time};
  }
}

}  // namespace

TravelTimes travel_times(const PairSource& source, core::Minutes most) {
  const core::Deciseconds limit = std::min(source.limit(), core::to_deciseconds(most, "limit"));
  Rows rows(source.by_facility() ? source.facility_count() : source.origin_count());
  source.search(limit, [&](std::uint32_t place, std::span<const Door> in_reach) {
    rows[place].assign(in_reach.begin(), in_reach.end());
  });
  TravelTimes times{.facility_count = source.facility_count()};
  if (source.by_facility()) {
    fill_by_facility(rows, source.origin_count(), times);
  } else {
    fill_by_origin(rows, times);
  }
  std::vector<bool> reached;
  for (std::size_t i = 0; i < times.origin_count(); ++i) reached.push_back(!times.row(i).empty());
  times.standing = standings(source, reached);
  times.findings = source.findings();
  return times;
}

TravelTimes travel_times(const Travel& travel, const Places& places) {
  return travel_times(RoadPairs(travel, places));
}

}  // namespace sozialraum::reach
