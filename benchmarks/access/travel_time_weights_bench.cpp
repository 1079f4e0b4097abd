#include <benchmark/benchmark.h>

#include "prepared_topology.hpp"
#include "sozialraum/access/travel_time_weights.hpp"
#include "sozialraum/reach/road_pairs.hpp"

namespace sozialraum::access {
namespace {

/// Neighbours by road of `range(0)` areas within 15 minutes there and back; one core.
void TravelTimeWeights(benchmark::State& state, bool prepared) {
  const auto& roads = bench::north_east();
  const auto places = bench::random_places(roads.graph, static_cast<std::uint32_t>(state.range(0)));
  std::vector<core::AreaCode> codes;
  for (std::size_t i = 0; i < places.size(); ++i) {
    codes.push_back(core::AreaCode::parse(std::to_string(10'000'000 + i), core::CodeKind::kCustom));
  }
  std::size_t links = 0;
  for (auto _ : state) {
    const auto weights = travel_time_weights(
        reach::RoadPairs({.roads = roads.graph,
                          .hierarchy = prepared ? &roads.hierarchy : nullptr,
                          .execution = {.threads = 1}},
                         {places, places}),
        codes, {.limit = core::Minutes{15.0}, .decay = Decay::exponential(0.1)});
    links = weights.links();
  }
  state.counters["links"] = static_cast<double>(links);  // equal for both ways of asking
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK_CAPTURE(TravelTimeWeights, plain_search, false)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(TravelTimeWeights, prepared, true)
    ->Arg(1000)
    ->Arg(30441)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum::access
