#include <benchmark/benchmark.h>

#include "prepared_topology.hpp"
#include "sozialraum/network/target_sweep.hpp"

namespace sozialraum::network {
namespace {

/// One sweep of 16 neighbouring sources to `range(0)` targets.
void SweepToTargets(benchmark::State& state, const bench::PreparedTopology& (*roads)()) {
  const auto targets =
      bench::random_seeds(roads().graph, static_cast<std::uint32_t>(state.range(0)));
  const auto sources = bench::random_seeds(roads().graph, 10000);
  const TargetTree tree(roads().hierarchy, targets, Sense::kOutward);
  TargetSweep sweep(roads().hierarchy, tree);
  std::size_t batch = 0;
  for (auto _ : state) {
    std::vector<Seed> seeds;
    for (std::uint32_t lane = 0; lane < TargetSweep::kLanes; ++lane) {
      seeds.push_back(sources[(batch * TargetSweep::kLanes + lane) % sources.size()]);
      seeds.back().label = lane;
    }
    sweep.run(seeds);
    batch += 13;
  }
  state.counters["places"] = static_cast<double>(tree.size());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(TargetSweep::kLanes) *
                          state.range(0));
}
BENCHMARK_CAPTURE(SweepToTargets, north_east, &bench::north_east)
    ->Arg(100)
    ->Arg(1000)
    ->Arg(10000)
    ->Arg(100000)
    ->Unit(benchmark::kMillisecond);

/// Keeping the places above 10,000 targets.
void KeepTargets(benchmark::State& state) {
  const auto targets = bench::random_seeds(bench::north_east().graph, 10000);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        TargetTree(bench::north_east().hierarchy, targets, Sense::kOutward).size());
  }
}
BENCHMARK(KeepTargets)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum::network
