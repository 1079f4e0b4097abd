#include <benchmark/benchmark.h>

#include <vector>

#include "made_up_points.hpp"
#include "sozialraum/typology/fuzzy_cmeans.hpp"

namespace sozialraum {
namespace {

void FuzzyCMeans(benchmark::State& state) {
  const bench::MadeUpPoints made_up(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    auto result = typology::fuzzy_cmeans(made_up.points(), {.types = 8, .starts = 2});
    state.counters["passes"] = static_cast<double>(result.passes);
    benchmark::DoNotOptimize(result);
  }
}
BENCHMARK(FuzzyCMeans)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum
