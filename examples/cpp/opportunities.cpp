// How many places in day nurseries can be reached within eight minutes?
#include <cstdio>
#include <sozialraum/access/opportunities.hpp>
#include <sozialraum/network/snap.hpp>
#include <sozialraum/reach/road_pairs.hpp>
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
  const std::vector<network::LonLat> nurseries{{9.25, 52.17}, {9.33, 52.18}, {9.37, 52.18}};
  const std::vector<double> places{50, 25, 75};

  const auto origins = roads.snap(homes);
  const auto facilities = roads.snap(nurseries);

  const reach::RoadPairs pairs({.roads = graph, .limit = core::Minutes{8}}, {origins, facilities});
  const auto reached = access::opportunities(pairs, {.supply = places});

  for (std::size_t home = 0; home < homes.size(); ++home) {
    std::printf("home %zu: %.0f places\n", home, reached.value[home]);
  }
  return reached.value.size() == homes.size() ? 0 : 1;
}
