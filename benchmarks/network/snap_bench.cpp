#include <benchmark/benchmark.h>

#include "prepared_topology.hpp"
#include "sozialraum/network/snap.hpp"

// 30,441 places, as many as Lower Saxony has inhabited square kilometres, beside the roads of New
// York's topology; one core.
namespace sozialraum::network {
namespace {

const RoadGraph& graph() {
  static const RoadGraph roads = bench::road_topology("NY");
  return roads;
}

std::vector<LonLat> places() {
  core::RandomStream dice(7, "places");
  std::vector<LonLat> places;
  for (int i = 0; i < 30441; ++i) {
    const LonLat near =
        graph().position(NodeId{static_cast<std::uint32_t>(dice.below(graph().node_count()))});
    places.push_back(
        {near.lon + 0.01 * (dice.uniform() - 0.5), near.lat + 0.01 * (dice.uniform() - 0.5)});
  }
  return places;
}

void BuildEdgeTree(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(EdgeTree(graph()));
}
BENCHMARK(BuildEdgeTree)->Unit(benchmark::kMillisecond);

void SnapPlaces(benchmark::State& state) {
  const EdgeTree tree(graph());
  const auto some = places();
  for (auto _ : state) benchmark::DoNotOptimize(tree.snap(some, {.execution = {.threads = 1}}));
  state.counters["us_a_place"] = benchmark::Counter(
      static_cast<double>(some.size()) * 1e-6,
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(SnapPlaces)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum::network
