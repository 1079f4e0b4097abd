// How many minutes is it from every bit of land to the next Kita? Two villages, a river, one
// bridge.
#include "sozialraum/isochrone/minutes_surface.hpp"

#include <array>
#include <cstdio>

int main() {
  using namespace sozialraum;
  // Au and Berg lie on the south bank, Dorf and Eck on the north bank; the bridge is at Au.
  network::EdgeList roads;
  roads.node_positions = {{9.30, 52.150}, {9.40, 52.150}, {9.30, 52.152}, {9.40, 52.152}};
  const auto road = [&](std::uint32_t from, std::uint32_t to, double metres, double km_per_hour) {
    const core::Deciseconds time = network::travel_time(metres, km_per_hour);
    roads.edges.push_back({.from = network::NodeId{from},
                           .to = network::NodeId{to},
                           .metres = metres,
                           .forward = time,
                           .backward = time});
  };
  road(0, 1, 6845, 70);  // Au - Berg
  road(2, 3, 6845, 70);  // Dorf - Eck
  road(0, 2, 223, 30);   // the bridge
  const auto graph = network::RoadGraph::from_edges(std::move(roads));

  const network::EdgeTree tree(graph);
  const auto grid = isochrone::IsochroneGrid::build(graph, tree, {.resolution_metres = 100});
  const std::array kita{network::LonLat{9.40, 52.1499}};
  const auto surface = isochrone::minutes_surface({.roads = graph}, grid, tree.snap(kita));

  // A column through the middle: the banks of the river are minutes apart.
  for (std::uint32_t row = 0; row < surface.rows; ++row) {
    const std::size_t cell = std::size_t{row} * surface.columns + surface.columns / 2;
    std::printf("%.4f N: %4.1f minutes\n", surface.to_place[3] + (row + 0.5) * surface.to_place[5],
                core::to_minutes(surface.times[cell]));
  }
}
