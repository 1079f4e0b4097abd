#include <benchmark/benchmark.h>

#include "prepared_topology.hpp"
#include "sozialraum/network/hierarchy.hpp"

namespace sozialraum::network {
namespace {

/// Prepare a topology on one core; argument: part of the edges that are one-way, in percent.
void Prepare(benchmark::State& state, const char* name) {
  const RoadGraph graph =
      bench::road_topology(name, {.one_way_share = static_cast<double>(state.range(0)) / 100.0});
  for (auto _ : state) {
    const Hierarchy hierarchy = Hierarchy::build(graph, {.execution = {.threads = 1}});
    state.counters["arcs"] = static_cast<double>(hierarchy.arc_count());
  }
}
BENCHMARK_CAPTURE(Prepare, new_york, "NY")
    ->Arg(0)
    ->Arg(10)
    ->Unit(benchmark::kSecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(Prepare, north_east, "NE")->Arg(0)->Unit(benchmark::kSecond)->Iterations(1);

}  // namespace
}  // namespace sozialraum::network
