#include <benchmark/benchmark.h>

#include <vector>

#include "made_up_points.hpp"
#include "sozialraum/typology/nested_types.hpp"

namespace sozialraum {
namespace {

void NestedTypes(benchmark::State& state) {
  const bench::MadeUpPoints made_up(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    auto result = typology::nested_types(made_up.points(), {.types = 4, .inner = 3, .starts = 10});
    benchmark::DoNotOptimize(result);
  }
}
BENCHMARK(NestedTypes)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum
