#include <benchmark/benchmark.h>

#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/reverse_graph.hpp>

#include "prepared_topology.hpp"
#include "sozialraum/network/bgl.hpp"
#include "sozialraum/network/dijkstra.hpp"

// From one node to all 264,346 of New York's topology, seeded synthetic metric.
namespace sozialraum::network {
namespace {

const RoadGraph& graph() {
  static const RoadGraph roads = bench::road_topology("NY", {.one_way_share = 0.1});
  return roads;
}

NodeId start(std::int64_t round) {
  return NodeId{
      static_cast<std::uint32_t>(static_cast<std::size_t>(round * 7919) % graph().node_count())};
}

void OneToAll(benchmark::State& state) {
  Dijkstra search(graph());
  std::int64_t round = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(search.run(std::vector<Seed>{{start(round++)}}));
  }
}
BENCHMARK(OneToAll)->Unit(benchmark::kMillisecond);

void OneToAllBoostGraph(benchmark::State& state) {
  std::vector<Deciseconds> times(graph().node_count());
  std::int64_t round = 0;
  for (auto _ : state) {
    boost::dijkstra_shortest_paths(graph(), start(round++),
                                   boost::distance_map(boost::make_iterator_property_map(
                                       times.begin(), get(boost::vertex_index, graph()))));
    benchmark::DoNotOptimize(times.data());
  }
}
BENCHMARK(OneToAllBoostGraph)->Unit(benchmark::kMillisecond);

void WithinFifteenMinutes(benchmark::State& state) {
  Dijkstra search(graph());
  std::int64_t round = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(search.run(std::vector<Seed>{{start(round++)}}, {.limit = 9000}));
  }
}
BENCHMARK(WithinFifteenMinutes)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum::network
