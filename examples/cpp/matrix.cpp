// How long does everybody need to everywhere? In memory, or block by block.
#include <cstdio>
#include <sozialraum/network/snap.hpp>
#include <sozialraum/reach/matrix.hpp>
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
  const std::vector<network::LonLat> schools{{9.25, 52.17}, {9.37, 52.18}};
  const auto origins = roads.snap(homes);
  const auto facilities = roads.snap(schools);
  const auto hierarchy = network::Hierarchy::build(graph);  // prepared once, asked often

  const reach::Travel travel{.roads = graph, .hierarchy = &hierarchy};
  const auto cost = reach::estimate_matrix(travel, 1'000'000, 10'000);
  std::printf("a million homes, 10,000 schools: %.0f GB, too much at once\n", cost.bytes / 1e9);
  reach::MatrixBlocks blocks(travel, {origins, facilities}, {.block_bytes = 16});
  std::size_t rows = 0;
  for (reach::TravelTimeMatrix block; blocks.next(block);) {
    for (std::size_t i = 0; i < block.origin_count; ++i, ++rows) {
      std::printf("home %zu:", block.first_origin + i);
      for (const auto time : block.row(i)) std::printf(" %5.1f", core::to_minutes(time));
      std::printf("\n");
    }
  }
  return rows == homes.size() ? 0 : 1;
}
