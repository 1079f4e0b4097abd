#include <benchmark/benchmark.h>

#include <vector>

#include "made_up_points.hpp"
#include "sozialraum/typology/kmeans.hpp"
#include "sozialraum/typology/validity.hpp"

namespace sozialraum {
namespace {

void SquaredSilhouette(benchmark::State& state) {
  const bench::MadeUpPoints made_up(static_cast<std::size_t>(state.range(0)), 8);
  const auto points = made_up.points();
  const auto types = typology::kmeans(points, {.types = 8, .starts = 1});
  for (auto _ : state) {
    auto result = typology::squared_silhouette(points, types);
    benchmark::DoNotOptimize(result);
  }
}
BENCHMARK(SquaredSilhouette)->Arg(1'000)->Arg(10'000)->Arg(102'400)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum
