#include <benchmark/benchmark.h>

#include <vector>

#include "sozialraum/core/random.hpp"
#include "sozialraum/spatial/spread_out.hpp"

namespace sozialraum {
namespace {

/// People of large squares onto the 100 small ones in each, by their dwellings.
void SpreadOut(benchmark::State& state) {
  const auto parts = static_cast<std::size_t>(state.range(0));
  core::RandomStream dice(1, "spread out");
  std::vector<double> total(parts / 100);
  for (double& people : total) people = static_cast<double>(dice.below(2'000));
  std::vector<core::AreaId> of(parts);
  std::vector<double> dwellings(parts);
  for (std::size_t i = 0; i < parts; ++i) {
    of[i] = core::AreaId{static_cast<std::uint32_t>(i / 100)};
    dwellings[i] = static_cast<double>(dice.below(5));
  }
  for (auto _ : state) {
    auto result = spatial::spread_out({.total = total}, {.of = of, .weight = dwellings});
    benchmark::DoNotOptimize(result.amount.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(SpreadOut)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum
