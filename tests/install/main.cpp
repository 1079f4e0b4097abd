// An application that knows the library only as its users do.
#include <cstdlib>
#include <iostream>

#include "sozialraum/core/area_table.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/network/road_graph.hpp"

using namespace sozialraum;

int main() {
  core::AreaTable table({core::AreaCode::parse("03252007", core::CodeKind::kAgs)});
  table.add(core::Column::from_values("people", {18429.0}));

  using network::NodeId;
  const auto graph = network::RoadGraph::from_edges(
      {.node_positions = {{9.24, 52.17}, {9.25, 52.17}},
       .edges = {{.from = NodeId{0}, .to = NodeId{1}, .metres = 684.0, .forward = 493}}});

  std::cout << table.column("people").values()[0] << " people, " << graph.arc_count() << " arc\n";
  return table.size() == 1 && graph.arc_count() == 1 ? EXIT_SUCCESS : EXIT_FAILURE;
}
