// How far is it to the nearest practice, and to the next one if that closes?
#include <cstdio>
#include <sozialraum/network/snap.hpp>
#include <sozialraum/reach/nearest.hpp>
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
  const std::vector<network::LonLat> homes{{9.241, 52.171}, {9.30, 52.176}, {9.36, 52.181}};
  const std::vector<network::LonLat> practices{{9.25, 52.17}, {9.37, 52.18}};

  const auto nearest =
      reach::minutes_to_nearest({.roads = graph}, {roads.snap(homes), roads.snap(practices)});

  for (std::size_t home = 0; home < homes.size(); ++home) {
    const auto found = nearest.of(home);
    std::printf("home %zu: practice %u in %.1f minutes, then %u in %.1f\n", home, found[0].label,
                core::to_minutes(found[0].time), found[1].label, core::to_minutes(found[1].time));
  }
  return nearest.of(0)[0].label == 0 ? 0 : 1;
}
