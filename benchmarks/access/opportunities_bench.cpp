#include <benchmark/benchmark.h>

#include "prepared_topology.hpp"
#include "sozialraum/access/opportunities.hpp"
#include "sozialraum/reach/road_pairs.hpp"

namespace sozialraum::access {
namespace {

using network::Snap;

/// Every node that has an arc, as an origin.
std::vector<Snap> all_nodes(const network::RoadGraph& graph) {
  std::vector<Snap> places;
  for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
    const auto arcs = graph.out_arcs(network::NodeId{v});
    if (arcs.empty()) continue;
    const network::EdgeId edge = arcs.front().edge;
    places.push_back({.status = network::SnapStatus::kSnapped,
                      .edge = edge,
                      .fraction = graph.edge(edge).from == network::NodeId{v} ? 0.0 : 1.0});
  }
  return places;
}

/// How many of `range(0)` facilities are within 30 minutes of every node, on one core?
void Within30Minutes(benchmark::State& state, const bench::PreparedTopology& (*roads)(),
                     bool prepared) {
  const auto origins = all_nodes(roads().graph);
  const auto facilities =
      bench::random_places(roads().graph, static_cast<std::uint32_t>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        opportunities(reach::RoadPairs({.roads = roads().graph,
                                        .hierarchy = prepared ? &roads().hierarchy : nullptr,
                                        .limit = core::Minutes{30},
                                        .execution = {.threads = 1}},
                                       {origins, facilities})));
  }
}
BENCHMARK_CAPTURE(Within30Minutes, new_york_search, &bench::new_york, false)
    ->Arg(500)
    ->Unit(benchmark::kSecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(Within30Minutes, new_york_prepared, &bench::new_york, true)
    ->Arg(500)
    ->Unit(benchmark::kSecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(Within30Minutes, north_east_prepared, &bench::north_east, true)
    ->Arg(10000)
    ->Unit(benchmark::kSecond)
    ->Iterations(1);

}  // namespace
}  // namespace sozialraum::access
