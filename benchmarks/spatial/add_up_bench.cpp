#include <benchmark/benchmark.h>

#include <cmath>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "sozialraum/spatial/add_up.hpp"

namespace sozialraum {
namespace {

/// Squares that are added up to a hundredth as many villages; every tenth has no number.
void AddUp(benchmark::State& state) {
  const auto squares = static_cast<std::size_t>(state.range(0));
  const std::size_t villages = squares / 100;
  core::RandomStream dice(1, "add up");
  std::vector<double> count(squares);
  std::vector<double> base(squares);
  std::vector<core::AreaId> unit(squares);
  for (std::size_t i = 0; i < squares; ++i) {
    base[i] = static_cast<double>(1 + dice.below(400));
    count[i] = dice.below(10) == 0 ? std::nan("") : std::floor(0.2 * base[i]);
    unit[i] = core::AreaId{static_cast<std::uint32_t>(dice.below(villages))};
  }
  for (auto _ : state) {
    auto result =
        spatial::add_up({.count = count, .base = base, .unit = unit}, {.units = villages});
    benchmark::DoNotOptimize(result.count.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(AddUp)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum
