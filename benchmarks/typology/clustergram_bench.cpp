#include <benchmark/benchmark.h>

#include <vector>

#include "made_up_points.hpp"
#include "sozialraum/typology/clustergram.hpp"

namespace sozialraum {
namespace {

void Clustergram(benchmark::State& state) {
  const bench::MadeUpPoints made_up(static_cast<std::size_t>(state.range(0)));
  const std::vector<std::size_t> types{2, 3, 4, 5, 6, 7, 8};
  for (auto _ : state) {
    auto result = typology::clustergram(made_up.points(), types, {.starts = 10});
    benchmark::DoNotOptimize(result);
  }
}
BENCHMARK(Clustergram)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum
