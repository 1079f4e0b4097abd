#include <benchmark/benchmark.h>

#include <vector>

#include "made_up_column.hpp"
#include "sozialraum/indicator/quantile.hpp"

namespace sozialraum {
namespace {

void QuantileGroups(benchmark::State& state) {
  const std::vector<double> values = bench::made_up_column(state);
  bench::repeat(state, [&] { return indicator::quantile_groups(values, 5); });
}
BENCHMARK(QuantileGroups)->Apply(bench::grow);

}  // namespace
}  // namespace sozialraum
