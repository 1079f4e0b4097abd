#include <benchmark/benchmark.h>

#include "made_up_points.hpp"
#include "sozialraum/typology/kmeans.hpp"

namespace sozialraum {
namespace {

/// Ten starts, eight types; arguments: areas, threads.
void KMeans(benchmark::State& state) {
  const bench::MadeUpPoints made_up(static_cast<std::size_t>(state.range(0)));
  const auto threads = static_cast<unsigned>(state.range(1));
  for (auto _ : state) {
    auto result = typology::kmeans(
        made_up.points(), {.types = 8, .starts = 10, .seed = 1, .execution = {.threads = threads}});
    benchmark::DoNotOptimize(result);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(KMeans)
    ->Args({1'000, 1})
    ->Args({30'441, 1})
    ->Args({30'441, 2})
    ->Args({300'000, 1})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace sozialraum
