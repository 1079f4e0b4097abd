#include <benchmark/benchmark.h>

#include "prepared_topology.hpp"
#include "sozialraum/reach/floating_catchment.hpp"

namespace sozialraum::reach {
namespace {

/// 30,441 inhabited cells (as many as Lower Saxony has) and 2,000 schools, catchments of 30
/// minutes.
void TwoStepOfAState(benchmark::State& state) {
  const auto& roads = bench::north_east();
  const auto cells = bench::random_places(roads.graph, 30441);
  const auto schools = bench::random_places(roads.graph, 2000);
  const std::vector<double> people(cells.size(), 250.0);
  const std::vector<double> places(schools.size(), 100.0);
  for (auto _ : state) {
    const auto times = travel_times(roads.graph, cells, schools,
                                    {.limit = network::Minutes{30},
                                     .hierarchy = &roads.hierarchy,
                                     .execution = {.threads = 1}});
    benchmark::DoNotOptimize(floating_catchment(times, people, places));
    state.counters["pairs"] = static_cast<double>(times.pairs.size());
  }
}
BENCHMARK(TwoStepOfAState)->Unit(benchmark::kSecond)->Iterations(1);

}  // namespace
}  // namespace sozialraum::reach
