#include <benchmark/benchmark.h>

#include <map>

#include "prepared_topology.hpp"
#include "sozialraum/isochrone/isochrone.hpp"

namespace sozialraum::isochrone {
namespace {

/// The grid of New York, made once a resolution.
const IsochroneGrid& grid_of_new_york(double resolution) {
  static const network::EdgeTree tree(bench::new_york().graph);
  static std::map<double, IsochroneGrid> grids;
  if (!grids.contains(resolution)) {
    grids[resolution] =
        IsochroneGrid::build(bench::new_york().graph, tree,
                             {.resolution_metres = resolution, .execution = {.threads = 1}});
  }
  return grids[resolution];
}

/// Land within 30 minutes of `range(1)` places, samples `range(0)` metres apart, on one core.
void Isochrones(benchmark::State& state, bool prepared) {
  const auto& roads = bench::new_york();
  const IsochroneGrid& grid = grid_of_new_york(static_cast<double>(state.range(0)));
  const auto places = bench::random_places(roads.graph, static_cast<std::uint32_t>(state.range(1)));
  const std::array limits{core::Minutes{30}};
  double square_metres = 0.0;
  std::size_t points = 0;
  for (auto _ : state) {
    const auto answer = isochrones({.roads = roads.graph,
                                    .hierarchy = prepared ? &roads.hierarchy : nullptr,
                                    .execution = {.threads = 1}},
                                   grid, places, {.limits = limits});
    square_metres = 0.0;
    points = 0;
    for (const Isochrone& isochrone : answer.isochrones) {
      square_metres += isochrone.square_metres;
      points += isochrone.land.points.size();
    }
  }
  const auto count = static_cast<double>(places.size());
  state.counters["km2"] = square_metres / 1e6 / count;
  state.counters["points"] = static_cast<double>(points) / count;
  state.counters["each"] = benchmark::Counter(
      count, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK_CAPTURE(Isochrones, new_york_prepared, true)
    ->Args({100, 1000})
    ->Args({200, 1000})
    ->Args({50, 200})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Isochrones, new_york_search, false)
    ->Args({100, 100})
    ->Unit(benchmark::kMillisecond);

/// The raster, samples `range(0)` metres apart.
void IsochroneGridOfNewYork(benchmark::State& state) {
  const auto& graph = bench::new_york().graph;
  const network::EdgeTree tree(graph);
  std::size_t samples = 0;
  std::size_t bytes = 0;
  for (auto _ : state) {
    const auto grid = IsochroneGrid::build(
        graph, tree,
        {.resolution_metres = static_cast<double>(state.range(0)), .execution = {.threads = 1}});
    samples = grid.sample_count();
    bytes = grid.bytes();
  }
  state.counters["samples"] = static_cast<double>(samples);
  state.counters["MB"] = static_cast<double>(bytes) / 1e6;
}
BENCHMARK(IsochroneGridOfNewYork)->Arg(100)->Arg(50)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace sozialraum::isochrone
