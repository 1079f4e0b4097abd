#include <benchmark/benchmark.h>

#include "prepared_topology.hpp"
#include "sozialraum/reach/path.hpp"

namespace sozialraum::reach {
namespace {

/// Pairs of random nodes, each with a facility of its own: far apart, most of them.
struct Pairs {
  std::vector<network::Snap> places;
  std::vector<PathPair> pairs;

  Pairs(const network::RoadGraph& graph, std::uint32_t count)
      : places(bench::random_places(graph, 2 * count)) {
    // The places are sorted along the map; a step that shares no factor with their number mixes.
    for (std::uint32_t i = 0; i < places.size() / 2; ++i) {
      pairs.push_back({2 * i, static_cast<std::uint32_t>((2 * i * 7919ULL + 1) % places.size())});
    }
  }
};

/// `range(0)` single paths with their courses; one core.
void Paths(benchmark::State& state, const bench::PreparedTopology& (*roads)(), bool prepared) {
  const Pairs asked(roads().graph, static_cast<std::uint32_t>(state.range(0)));
  double metres = 0.0;
  for (auto _ : state) {
    const auto found = paths({.roads = roads().graph,
                              .hierarchy = prepared ? &roads().hierarchy : nullptr,
                              .execution = {.threads = 1}},
                             {asked.places, asked.places}, asked.pairs);
    metres = 0.0;
    for (const Path& path : found.ways) metres += path.road_metres;
  }
  state.counters["km"] = metres / 1000.0;  // equal for both ways of asking
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(asked.pairs.size()));
}
BENCHMARK_CAPTURE(Paths, plain_search, &bench::north_east, false)
    ->Arg(20)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Paths, prepared, &bench::north_east, true)
    ->Arg(1)
    ->Arg(20)
    ->Arg(1000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Paths, prepared_one_way, &bench::north_east_one_way, true)
    ->Arg(1000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum::reach
