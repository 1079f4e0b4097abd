#pragma once

#include <benchmark/benchmark.h>

#include <vector>

#include "sozialraum/core/random.hpp"

namespace sozialraum::bench {

/// A column of made-up numbers; the argument of the benchmark says how many.
inline std::vector<double> made_up_column(const benchmark::State& state) {
  core::RandomStream dice(1, "column");
  std::vector<double> values(static_cast<std::size_t>(state.range(0)));
  for (double& x : values) x = 50.0 + 7.0 * dice.normal();
  return values;
}

/// Repeats the work, and tells numbers a second.
template <class Work>
void repeat(benchmark::State& state, Work work) {
  for (auto _ : state) {
    auto result = work();
    benchmark::DoNotOptimize(result);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

/// From ten thousand numbers to a million.
inline void grow(benchmark::internal::Benchmark* one) {
  one->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
}

}  // namespace sozialraum::bench
