#include <benchmark/benchmark.h>

#include "prepared_topology.hpp"
#include "sozialraum/reach/matrix.hpp"

namespace sozialraum::reach {
namespace {

/// `range(0)` origins x `range(1)` facilities at random nodes, all stored; one core.
void Matrix(benchmark::State& state, const bench::PreparedTopology& (*roads)()) {
  const auto origins =
      bench::random_places(roads().graph, static_cast<std::uint32_t>(state.range(0)));
  const auto facilities =
      bench::random_places(roads().graph, static_cast<std::uint32_t>(state.range(1)));
  for (auto _ : state) {
    const auto result = matrix(
        {.roads = roads().graph, .hierarchy = &roads().hierarchy, .execution = {.threads = 1}},
        {origins, facilities});
    benchmark::DoNotOptimize(result.times.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(1));
}
BENCHMARK_CAPTURE(Matrix, north_east, &bench::north_east)
    ->Args({1000, 1000})
    ->Args({10000, 10000})
    ->Args({30441, 2000})
    ->Args({100000, 100})
    ->Unit(benchmark::kMillisecond);

/// The same 10,000 x 10,000 by blocks of 64 MB that nobody keeps.
void MatrixInBlocks(benchmark::State& state) {
  const auto& roads = bench::north_east();
  const auto places = bench::random_places(roads.graph, 10000);
  TravelTimeMatrix block;
  for (auto _ : state) {
    MatrixBlocks blocks(
        {.roads = roads.graph, .hierarchy = &roads.hierarchy, .execution = {.threads = 1}},
        {places, places});
    while (blocks.next(block)) benchmark::DoNotOptimize(block.times.data());
  }
  state.SetItemsProcessed(state.iterations() * 100'000'000);
}
BENCHMARK(MatrixInBlocks)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum::reach
