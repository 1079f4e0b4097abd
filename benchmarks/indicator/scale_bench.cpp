#include <benchmark/benchmark.h>

#include "made_up_column.hpp"
#include "sozialraum/indicator/scale.hpp"

namespace sozialraum {
namespace {

using indicator::ScaleMethod;

void measure(benchmark::State& state, ScaleMethod method) {
  const std::vector<double> values = bench::made_up_column(state);
  bench::repeat(state, [&] {
    return indicator::apply_scale(indicator::fit_scale(values, {.method = method}), values);
  });
}

void KeptZ(benchmark::State& state) { measure(state, ScaleMethod::kZ); }
BENCHMARK(KeptZ)->Apply(bench::grow);

void KeptPercentile(benchmark::State& state) { measure(state, ScaleMethod::kPercentile); }
BENCHMARK(KeptPercentile)->Apply(bench::grow);

void KeptYeoJohnson(benchmark::State& state) { measure(state, ScaleMethod::kYeoJohnson); }
BENCHMARK(KeptYeoJohnson)->Apply(bench::grow);

}  // namespace
}  // namespace sozialraum
