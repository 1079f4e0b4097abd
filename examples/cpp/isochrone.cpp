// Which land is within 5, 10 and 15 minutes of the Kita? Two villages, a river, one bridge.
#include "sozialraum/isochrone/isochrone.hpp"

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
  const auto grid = isochrone::IsochroneGrid::build(graph, tree, {.resolution_metres = 25});
  const std::array kita{network::LonLat{9.40, 52.1499}};
  const std::array limits{core::Minutes{5}, core::Minutes{10}, core::Minutes{15}};
  const auto answer =
      isochrone::isochrones({.roads = graph}, grid, tree.snap(kita), {.limits = limits});

  for (std::size_t i = 0; i < limits.size(); ++i) {
    const isochrone::Isochrone& land = answer.of(0, i);
    std::printf("%2.0f minutes: %5.2f km2 of land in %zu pieces, %5.2f km of road\n",
                limits[i].value, land.square_metres / 1e6, land.land.polygon_count(),
                land.road_metres / 1000.0);
  }
}
