#include <benchmark/benchmark.h>

#include "prepared_topology.hpp"
#include "sozialraum/network/label_sweep.hpp"

// The five nearest of 10,000 facilities for every node.
namespace sozialraum::network {
namespace {

void FiveNearestBySweep(benchmark::State& state, const bench::PreparedTopology& (*roads)()) {
  LabelSweep sweep(roads().hierarchy);
  const auto seeds = bench::random_seeds(roads().graph, 10000);
  for (auto _ : state) sweep.run(seeds, {.k = 5});
}
BENCHMARK_CAPTURE(FiveNearestBySweep, new_york, &bench::new_york)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(FiveNearestBySweep, north_east, &bench::north_east)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(FiveNearestBySweep, north_east_one_way, &bench::north_east_one_way)
    ->Unit(benchmark::kMillisecond);

void FiveNearestBySearch(benchmark::State& state) {
  const auto seeds = bench::random_seeds(bench::new_york().graph, 10000);
  for (auto _ : state) {
    benchmark::DoNotOptimize(nearest_labels(bench::new_york().graph, seeds, {.k = 5}));
  }
}
BENCHMARK(FiveNearestBySearch)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum::network
