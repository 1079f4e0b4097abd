// Which shop will people probably choose, if size attracts and distance deters?
#include <cstdio>
#include <sozialraum/access/huff.hpp>
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
  const std::vector<network::LonLat> villages{{9.241, 52.171}, {9.30, 52.176}, {9.36, 52.181}};
  const std::vector<network::LonLat> shops{{9.25, 52.17}, {9.37, 52.18}};
  const std::vector<double> people{800, 400, 600};
  const std::vector<double> square_metres{300, 1200};

  const auto origins = roads.snap(villages);
  const auto facilities = roads.snap(shops);

  const auto choice = access::huff(reach::RoadPairs({.roads = graph}, {origins, facilities}),
                                   people, square_metres);

  for (std::size_t shop = 0; shop < shops.size(); ++shop) {
    std::printf("shop %zu: %.0f visitors\n", shop, choice.visitors[shop]);
  }
  const double all = choice.visitors[0] + choice.visitors[1];
  return all > 1799.999 && all < 1800.001 ? 0 : 1;
}
