#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "sozialraum/spatial/voronoi.hpp"

namespace sozialraum {
namespace {

/// The land of places that lie anywhere in a square of 100 km.
void Voronoi(benchmark::State& state) {
  const auto places = static_cast<std::size_t>(state.range(0));
  core::RandomStream dice(1, "voronoi");
  std::vector<core::AreaCode> codes;
  std::vector<double> x;
  std::vector<double> y;
  for (std::size_t i = 0; i < places; ++i) {
    codes.push_back(core::AreaCode::parse(std::to_string(i), core::CodeKind::kCustom));
    x.push_back(1e5 * dice.uniform());
    y.push_back(1e5 * dice.uniform());
  }
  for (auto _ : state) {
    auto result = spatial::voronoi({.codes = codes, .x = x, .y = y});
    benchmark::DoNotOptimize(result.wkb.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(Voronoi)->Arg(100)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum
