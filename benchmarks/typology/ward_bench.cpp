#include <benchmark/benchmark.h>

#include "made_up_points.hpp"
#include "sozialraum/typology/ward.hpp"

namespace sozialraum {
namespace {

void Ward(benchmark::State& state) {
  const bench::MadeUpPoints made_up(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    auto result = typology::ward(made_up.points());
    benchmark::DoNotOptimize(result);
  }
}
BENCHMARK(Ward)->Arg(1'000)->Arg(8'000)->Arg(30'441)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum
