#include <benchmark/benchmark.h>

#include "sozialraum/osm/road_reader.hpp"

namespace sozialraum::osm {
namespace {

const char* const kPorto = SOZIALRAUM_DATA_DIR "/roads_osm/porto_portugal.osm.pbf";

void run(benchmark::State& state, const RoadReadOptions& options) {
  std::size_t nodes = 0;
  for (auto _ : state) {
    const RoadImport roads = read_roads(kPorto, options);
    nodes = roads.report.of("node", "read", "all");
    benchmark::DoNotOptimize(roads.graph.arc_count());
  }
  state.counters["nodes/s"] =
      benchmark::Counter(static_cast<double>(nodes), benchmark::Counter::kIsIterationInvariantRate);
}

void car(benchmark::State& state) {
  run(state, {.execution = {.threads = static_cast<unsigned>(state.range(0))}});
}
void foot(benchmark::State& state) { run(state, {.mode = Mode::kFoot}); }

BENCHMARK(car)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(foot)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace sozialraum::osm
