#include "sozialraum/reach/travel_times.hpp"

#include <algorithm>

#include "sozialraum/reach/pair_search.hpp"

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

TravelTimes travel_times(const network::RoadGraph& graph, std::span<const network::Snap> origins,
                         std::span<const network::Snap> facilities,
                         const TravelTimesOptions& options) {
  const PairsQuery query{.graph = graph,
                         .origins = origins,
                         .facilities = facilities,
                         .direction = options.direction,
                         .limit = core::to_deciseconds(options.limit, "limit"),
                         .hierarchy = options.hierarchy,
                         .execution = options.execution};
  Rows rows(query.from_facilities() ? facilities.size() : origins.size());
  search_pairs(query, [&](std::uint32_t source, std::span<const Door> found) {
    rows[source].assign(found.begin(), found.end());
  });
  TravelTimes times{.facility_count = facilities.size()};
  if (query.from_facilities()) {
    fill_by_facility(rows, origins.size(), times);
  } else {
    fill_by_origin(rows, times);
  }
  for (const network::Snap& origin : origins) {
    times.origin_on_network.push_back(origin.status == network::SnapStatus::kSnapped);
  }
  return times;
}

}  // namespace sozialraum::reach
