#include "sozialraum/isochrone/minutes_surface.hpp"

#include <algorithm>

#include "isochrone/passage.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/network/places_on_roads.hpp"
#include "sozialraum/reach/place_findings.hpp"

namespace sozialraum::isochrone {
namespace {

using core::Deciseconds;
using network::NodeId;

/// Times from the places, or to them, at the samples of a grid.
class SampleTimes {
 public:
  SampleTimes(const network::RoadGraph& graph, const IsochroneGrid& grid,
              std::span<const network::Snap> places, const network::SearchOptions& search)
      : graph_(graph),
        grid_(grid),
        places_(graph, places, search.sense),
        search_(graph),
        options_(search) {
    std::vector<network::Seed> seeds;
    for (const network::Snap& place : places) {
      const auto doors = search.sense == network::Sense::kOutward
                             ? network::departures(graph, place)
                             : network::arrivals(graph, place);
      seeds.insert(seeds.end(), doors.begin(), doors.end());
    }
    (void)search_.run(seeds, search);
  }

  [[nodiscard]] Deciseconds operator()(const IsochroneGrid::Sample& sample) const {
    const std::size_t nodes = grid_.node_count();
    const Deciseconds road =
        sample.anchor < nodes
            ? at(NodeId{sample.anchor})
            : on(network::EdgeId{static_cast<std::uint32_t>(sample.anchor - nodes)},
                 sample.fraction);
    const Deciseconds time = road + sample.leg;
    return time <= options_.limit ? time : core::kUnreachable;
  }

 private:
  [[nodiscard]] Deciseconds at(NodeId node) const { return at_most_far(search_.time(node)); }

  [[nodiscard]] Ends ends_of(network::EdgeId id) const {
    const network::Edge& edge = graph_.edge(id);
    if (has(edge.flags, network::EdgeFlags::kTurnCopy)) {
      return ends_of_copies(graph_, id, options_.sense, [&](NodeId node) { return at(node); });
    }
    const Deciseconds from = at(edge.from);
    const Deciseconds to = at(edge.to);
    return {Passage(edge, options_.sense), from, to, from, to};
  }

  /// Through the ends of the edge, or from a place on it without leaving it.
  [[nodiscard]] Deciseconds on(network::EdgeId id, double fraction) const {
    const Ends ends = ends_of(id);
    Deciseconds best = ends.at(fraction);
    places_.on(id, [&](std::uint32_t i) {
      const network::Snap& place = places_.place(i);
      best = std::min(best, at_most_far(place.leg) + ends.passage.direct(place.fraction, fraction));
    });
    return best;
  }

  const network::RoadGraph& graph_;
  const IsochroneGrid& grid_;
  network::PlacesOnRoads places_;
  network::Dijkstra search_;
  network::SearchOptions options_;
};

/// From, and up to but without.
struct Stretch {
  std::uint32_t begin = 0xffffffffU;
  std::uint32_t end = 0;

  void add(std::uint32_t number) {
    begin = std::min(begin, number);
    end = std::max(end, number + 1);
  }
};

/// All cells of the grid, rows from north to south.
std::vector<Deciseconds> all_cells(const IsochroneGrid& grid, const SampleTimes& times,
                                   const core::Execution& execution) {
  const std::size_t columns = grid.columns();
  std::vector<Deciseconds> cells(columns * grid.rows(), core::kUnreachable);
  execution.expect(grid.rows());
  core::parallel_for(grid.rows(), 16, execution, [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
      for (std::size_t column = 0; column < columns; ++column) {
        const auto number = static_cast<std::uint32_t>((grid.rows() - 1 - row) * columns + column);
        if (grid.covered(number)) cells[row * columns + column] = times(*grid.sample(number));
      }
    }
    execution.advance(end - begin);
  });
  return cells;
}

/// What has a time, and no more around it.
MinutesSurface cut_out(const IsochroneGrid& grid, std::vector<Deciseconds> cells) {
  const std::uint32_t width = grid.columns();
  Stretch columns;
  Stretch rows;
  for (std::uint32_t row = 0; row < grid.rows(); ++row) {
    for (std::uint32_t column = 0; column < width; ++column) {
      if (cells[std::size_t{row} * width + column] == core::kUnreachable) continue;
      columns.add(column);
      rows.add(row);
    }
  }
  MinutesSurface surface;
  if (rows.end == 0) return surface;
  surface.columns = columns.end - columns.begin;
  surface.rows = rows.end - rows.begin;
  for (std::uint32_t row = 0; row < surface.rows; ++row) {  // never behind where it is read
    std::copy_n(cells.begin() + std::size_t{rows.begin + row} * width + columns.begin,
                surface.columns, cells.begin() + std::size_t{row} * surface.columns);
  }
  cells.resize(std::size_t{surface.columns} * surface.rows);
  surface.times = std::move(cells);
  constexpr std::int64_t kParts = IsochroneGrid::kParts;
  const network::LonLat first = grid.position(0, 0);
  const network::LonLat next = grid.position(kParts, kParts);
  const network::LonLat corner =
      grid.position(columns.begin * kParts - kParts / 2,
                    (std::int64_t{grid.rows()} - rows.begin) * kParts - kParts / 2);
  surface.to_place = {corner.lon, next.lon - first.lon, 0.0, corner.lat, 0.0, first.lat - next.lat};
  return surface;
}

std::vector<core::Finding> without_cells(const MinutesSurface& surface,
                                         std::span<const network::Snap> places) {
  const auto on_network = [](const network::Snap& place) {
    return core::is_reached(network::standing(place));
  };
  if (!surface.times.empty() || std::none_of(places.begin(), places.end(), on_network)) return {};
  return {{.code = "surface_without_cells",
           .severity = core::Severity::kWarning,
           .message = "no cell of the raster has minutes",
           .place = {.argument = "resolution"},
           .hint = "choose a finer resolution or a longer limit"}};
}

}  // namespace

MinutesSurface minutes_surface(const reach::Travel& travel, const IsochroneGrid& grid,
                               std::span<const network::Snap> places,
                               std::span<const std::string> names) {
  require_same_roads(travel.roads, grid);
  const bool outward = travel.direction == reach::Direction::kFromFacility;
  const SampleTimes times(travel.roads, grid, places,
                          {.sense = outward ? network::Sense::kOutward : network::Sense::kInward,
                           .limit = std::min(core::to_deciseconds(travel.limit, "limit"),
                                             network::kLongestHierarchyTime),
                           .into_zones = true,
                           .execution = travel.execution});
  MinutesSurface surface = cut_out(grid, all_cells(grid, times, travel.execution));
  for (auto& findings :
       {reach::place_findings(places, names, "place"),
        reach::no_facilities(places.size(), "places"), without_cells(surface, places)}) {
    surface.findings.insert(surface.findings.end(), findings.begin(), findings.end());
  }
  return surface;
}

}  // namespace sozialraum::isochrone
