#include <benchmark/benchmark.h>

#include "prepared_topology.hpp"
#include "sozialraum/access/floating_catchment.hpp"
#include "sozialraum/reach/road_pairs.hpp"
#include "sozialraum/reach/table_pairs.hpp"

namespace sozialraum::access {
namespace {

/// 30,441 inhabited cells (as many as Lower Saxony has) and 2,000 schools, catchments of 30
/// minutes. People sit unevenly, as in the country: a few cells hold most of them.
struct State {
  const bench::PreparedTopology& roads = bench::north_east();
  std::vector<network::Snap> cells = bench::random_places(roads.graph, 30441);
  std::vector<network::Snap> schools;
  std::vector<double> people;
  std::vector<double> places;

  State() {
    core::RandomStream dice(9, "people");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const double u = dice.uniform();
      people.push_back(1.0 + 4000.0 * u * u * u * u);
    }
    // Schools stand in clusters: ten beside each of 200 cells.
    for (std::size_t k = 0; k < 200; ++k) {
      const std::size_t centre = dice.below(cells.size() - 10);
      for (std::size_t i = 0; i < 10; ++i) schools.push_back(cells[centre + i]);
    }
    places.assign(schools.size(), 100.0);
  }
};

const State& lower_saxony() {
  static const State state;
  return state;
}

void CatchmentsFromATable(benchmark::State& state) {
  const State& land = lower_saxony();
  for (auto _ : state) {
    const auto times = reach::travel_times({.roads = land.roads.graph,
                                            .hierarchy = &land.roads.hierarchy,
                                            .limit = core::Minutes{30},
                                            .execution = {.threads = 1}},
                                           {land.cells, land.schools});
    state.counters["pairs"] = static_cast<double>(times.pairs.size());
    const reach::TablePairs pairs(times);
    benchmark::DoNotOptimize(floating_catchment(pairs, land.people, land.places));
  }
}
BENCHMARK(CatchmentsFromATable)->Unit(benchmark::kSecond)->Iterations(1);

void Catchments(benchmark::State& state, CatchmentMethod method) {
  const State& land = lower_saxony();
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        floating_catchment(reach::RoadPairs({.roads = land.roads.graph,
                                             .hierarchy = &land.roads.hierarchy,
                                             .limit = core::Minutes{60},
                                             .execution = {.threads = 1}},
                                            {land.cells, land.schools}),
                           land.people, land.places, {.method = method}));
  }
}
BENCHMARK_CAPTURE(Catchments, two_step, CatchmentMethod::kTwoStep)
    ->Unit(benchmark::kSecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(Catchments, three_step, CatchmentMethod::kThreeStep)
    ->Unit(benchmark::kSecond)
    ->Iterations(1);

/// 100,000 facilities and 500,000 inhabited places on 6.1 million nodes, catchments of 15 minutes.
void CatchmentsOfGermany(benchmark::State& state) {
  const bench::PreparedTopology& roads = bench::four_north_easts();
  const auto cells = bench::random_places(roads.graph, 500'000);
  const auto facilities = bench::random_places(roads.graph, 100'000);
  const std::vector<double> people(cells.size(), 160.0);
  const std::vector<double> places(facilities.size(), 100.0);
  for (auto _ : state) {
    benchmark::DoNotOptimize(floating_catchment(reach::RoadPairs({.roads = roads.graph,
                                                                  .hierarchy = &roads.hierarchy,
                                                                  .limit = core::Minutes{60},
                                                                  .execution = {.threads = 1}},
                                                                 {cells, facilities}),
                                                people, places,
                                                {.decay = Decay::within(core::Minutes{15})}));
  }
}
BENCHMARK(CatchmentsOfGermany)->Unit(benchmark::kSecond)->Iterations(1);

}  // namespace
}  // namespace sozialraum::access
