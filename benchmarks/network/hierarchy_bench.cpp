#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "prepared_topology.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/label_sweep.hpp"
#include "sozialraum/network/reweight.hpp"

namespace sozialraum::network {
namespace {

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

/// Processor time of preparing a topology on one core.
void Prepare(benchmark::State& state, const bench::PreparedTopology& (*roads)()) {
  for (auto _ : state) state.SetIterationTime(roads().seconds);
  const auto nodes = static_cast<double>(roads().graph.node_count());
  state.counters["arcs"] = static_cast<double>(roads().hierarchy.arc_count());
  state.counters["us_per_node"] = 1e6 * roads().seconds / nodes;
  state.counters["peak_MB"] = peak_megabytes();  // so far: ask for one topology at a time
}
BENCHMARK_CAPTURE(Prepare, new_york, &bench::new_york)
    ->UseManualTime()
    ->Unit(benchmark::kSecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(Prepare, new_york_one_way, &bench::new_york_one_way)
    ->UseManualTime()
    ->Unit(benchmark::kSecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(Prepare, north_east, &bench::north_east)
    ->UseManualTime()
    ->Unit(benchmark::kSecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(Prepare, north_east_one_way, &bench::north_east_one_way)
    ->UseManualTime()
    ->Unit(benchmark::kSecond)
    ->Iterations(1);

void PrepareOnTwoCores(benchmark::State& state, const bench::PreparedTopology& (*roads)()) {
  const RoadGraph& graph = roads().graph;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Hierarchy::build(graph, {.execution = {.threads = 2}}));
  }
}
BENCHMARK_CAPTURE(PrepareOnTwoCores, north_east, &bench::north_east)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kSecond)
    ->Iterations(1);

/// Every time changed by up to a fifth, prepared anew in the kept order, and asked for the five
/// nearest of 10,000 facilities of every node.
void ChangeAllTimesAndAsk(benchmark::State& state, const bench::PreparedTopology& (*roads)()) {
  const RoadGraph& graph = roads().graph;
  core::RandomStream dice(6, "changes");
  std::vector<double> factors(graph.edge_count());
  for (double& factor : factors) factor = 0.8 + 0.4 * dice.uniform();
  const RoadGraph changed = reweighted(graph, {.edges = factors});
  const auto seeds = bench::random_seeds(graph, 10000);
  for (auto _ : state) {
    const Hierarchy hierarchy =
        Hierarchy::build(changed, {.order_of = &roads().hierarchy, .execution = {.threads = 1}});
    LabelSweep sweep(hierarchy);
    sweep.run(seeds, {.k = 5});
    state.counters["arcs"] = static_cast<double>(hierarchy.arc_count());
  }
}
BENCHMARK_CAPTURE(ChangeAllTimesAndAsk, new_york, &bench::new_york)->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(ChangeAllTimesAndAsk, north_east, &bench::north_east)
    ->Unit(benchmark::kSecond)
    ->Iterations(2);
BENCHMARK_CAPTURE(ChangeAllTimesAndAsk, north_east_one_way, &bench::north_east_one_way)
    ->Unit(benchmark::kSecond)
    ->Iterations(2);

/// Growth to the size of Germany: prepare, then the five nearest of 100,000 facilities for every
/// node; together 4 GiB at most.
void Germany(benchmark::State& state) {
  const bench::PreparedTopology& roads = bench::four_north_easts();
  LabelSweep sweep(roads.hierarchy);
  const auto seeds = bench::random_seeds(roads.graph, 100'000);
  for (auto _ : state) sweep.run(seeds, {.k = 5});
  state.counters["prepare_s"] = roads.seconds;
  state.counters["arcs"] = static_cast<double>(roads.hierarchy.arc_count());
  state.counters["peak_MB"] = peak_megabytes();
}
BENCHMARK(Germany)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum::network
