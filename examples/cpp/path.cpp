// Which way do the minutes stand for, and how much longer is it than the straight line?
#include <cstdio>
#include <sozialraum/network/snap.hpp>
#include <sozialraum/reach/detour.hpp>
#include <vector>

int main() {
  using namespace sozialraum;
  using network::NodeId;
  // A valley of 9 km: a main road with four junctions and a one-way short cut down from the third
  // to the first. Deciseconds: 600 are a minute.
  const auto graph = network::RoadGraph::from_edges(
      {.node_positions = {{9.24, 52.17}, {9.28, 52.17}, {9.32, 52.18}, {9.37, 52.18}},
       .edges = {
           {.from = NodeId{0}, .to = NodeId{1}, .metres = 2700, .forward = 2400, .backward = 2400},
           {.from = NodeId{1}, .to = NodeId{2}, .metres = 3000, .forward = 3000, .backward = 3000},
           {.from = NodeId{2}, .to = NodeId{3}, .metres = 3400, .forward = 3600, .backward = 3600},
           {.from = NodeId{2}, .to = NodeId{0}, .metres = 5600, .forward = 4200}}});
  const network::EdgeTree roads(graph);
  const network::LonLat home{9.241, 52.171};
  const network::LonLat school{9.36, 52.181};
  const auto places = roads.snap(std::vector{home, school});

  // Prepared once, a way across a whole state takes less than a millisecond.
  const auto hierarchy = network::Hierarchy::build(graph);
  const reach::Path way =
      reach::path({.roads = graph, .hierarchy = &hierarchy}, places[0], places[1]);

  std::printf("%.1f minutes, %.1f km, of these %.0f m to the road and from it\n",
              core::to_minutes(way.time), (way.road_metres + way.leg_metres) / 1000,
              way.leg_metres);
  for (const reach::PathStep& step : way.steps) {
    std::printf("road %u, %3.0f to %3.0f %%\n", static_cast<unsigned>(step.edge), 100 * step.begin,
                100 * step.end);
  }
  const reach::Detour detour = reach::detour(way, home, school);
  std::printf("%.2f times the straight line of %.1f km\n", detour.index,
              detour.straight_line_metres / 1000);
  return detour.index >= 1.0 ? 0 : 1;
}
