#include <benchmark/benchmark.h>

#include <numeric>

#include "prepared_topology.hpp"
#include "sozialraum/network/lane_sweep.hpp"

namespace sozialraum::network {
namespace {

/// One sweep of 16 neighbouring facilities; argument: limit in minutes, 0 = none.
void Sweep(benchmark::State& state, const bench::PreparedTopology& (*roads)()) {
  LaneSweep sweep(roads().hierarchy);
  const auto all = bench::random_seeds(roads().graph, 10000);
  const Deciseconds limit =
      state.range(0) == 0 ? kLongestTime : static_cast<Deciseconds>(state.range(0) * 600);
  std::size_t batch = 0;
  for (auto _ : state) {
    std::vector<Seed> seeds;
    for (std::uint32_t lane = 0; lane < LaneSweep::kLanes; ++lane) {
      seeds.push_back(all[(batch * LaneSweep::kLanes + lane) % all.size()]);
      seeds.back().label = lane;
    }
    sweep.run(seeds, {.sense = Sense::kInward, .limit = limit});
    batch += 13;
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(LaneSweep::kLanes));
}
BENCHMARK_CAPTURE(Sweep, new_york, &bench::new_york)
    ->Arg(15)
    ->Arg(30)
    ->Arg(0)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Sweep, north_east, &bench::north_east)
    ->Arg(15)
    ->Arg(30)
    ->Arg(0)
    ->Unit(benchmark::kMillisecond);

/// What the memory can do: reading 256 MB in a row.
void ReadMemory(benchmark::State& state) {
  const std::vector<std::uint64_t> numbers(32U << 20U, 1);
  for (auto _ : state) {
    benchmark::DoNotOptimize(std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0}));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(numbers.size() * 8));
}
BENCHMARK(ReadMemory)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum::network
