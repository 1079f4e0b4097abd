#include <benchmark/benchmark.h>

#include <array>

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

/// Car, bicycle and foot from one scan; beside three times the time of one.
void all_modes(benchmark::State& state) {
  const std::array<RoadReadOptions, 3> options{
      {{.mode = Mode::kCar}, {.mode = Mode::kBicycle}, {.mode = Mode::kFoot}}};
  for (auto _ : state) benchmark::DoNotOptimize(read_roads(kPorto, options).size());
}

BENCHMARK(car)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(foot)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(all_modes)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace sozialraum::osm
