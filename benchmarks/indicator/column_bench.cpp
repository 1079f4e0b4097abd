#include <benchmark/benchmark.h>

#include <array>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "sozialraum/indicator/false_discovery.hpp"
#include "sozialraum/indicator/funnel.hpp"
#include "sozialraum/indicator/pool.hpp"
#include "sozialraum/indicator/quantile.hpp"
#include "sozialraum/indicator/rate_z.hpp"
#include "sozialraum/indicator/standardise.hpp"
#include "zensus_cells.hpp"

namespace sozialraum {
namespace {

/// One column of made-up numbers; the argument is how many.
std::vector<double> column(const benchmark::State& state) {
  core::RandomStream dice(1, "column");
  std::vector<double> values(static_cast<std::size_t>(state.range(0)));
  for (double& x : values) x = 50.0 + 7.0 * dice.normal();
  return values;
}

template <class Work>
void repeat(benchmark::State& state, Work work) {
  for (auto _ : state) {
    auto result = work();
    benchmark::DoNotOptimize(result);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void grow(benchmark::internal::Benchmark* one) {
  one->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
}

void Standardise(benchmark::State& state) {
  const std::vector<double> values = column(state);
  repeat(state, [&] { return indicator::standardise(values); });
}
BENCHMARK(Standardise)->Apply(grow);

void QuantileGroups(benchmark::State& state) {
  const std::vector<double> values = column(state);
  repeat(state, [&] { return indicator::quantile_groups(values, 5); });
}
BENCHMARK(QuantileGroups)->Apply(grow);

void FalseDiscovery(benchmark::State& state) {
  core::RandomStream dice(2, "p");
  std::vector<double> p(static_cast<std::size_t>(state.range(0)));
  for (double& x : p) x = dice.uniform();
  repeat(state, [&] { return indicator::false_discovery(p); });
}
BENCHMARK(FalseDiscovery)->Apply(grow);

void RateZ(benchmark::State& state) {
  const auto cells = bench::made_up_cells(static_cast<std::size_t>(state.range(0)));
  repeat(state,
         [&] { return indicator::rate_z({.count = cells.children, .base = cells.inhabitants}); });
}
BENCHMARK(RateZ)->Apply(grow);

void FunnelOfShares(benchmark::State& state) {
  const auto cells = bench::made_up_cells(static_cast<std::size_t>(state.range(0)));
  repeat(state,
         [&] { return indicator::funnel({.count = cells.children, .base = cells.inhabitants}); });
}
BENCHMARK(FunnelOfShares)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void PoolOfFiveYears(benchmark::State& state) {
  const auto cells = bench::made_up_cells(static_cast<std::size_t>(state.range(0)));
  const indicator::Counts year{.count = cells.children, .base = cells.inhabitants};
  const std::array years{year, year, year, year, year};
  repeat(state, [&] { return indicator::pool(years); });
}
BENCHMARK(PoolOfFiveYears)->Apply(grow);

}  // namespace
}  // namespace sozialraum
