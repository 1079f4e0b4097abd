#include <benchmark/benchmark.h>

#include <vector>

#include "made_up_column.hpp"
#include "sozialraum/indicator/standardise.hpp"

namespace sozialraum {
namespace {

void Standardise(benchmark::State& state) {
  const std::vector<double> values = bench::made_up_column(state);
  bench::repeat(state, [&] { return indicator::standardise(values); });
}
BENCHMARK(Standardise)->Apply(bench::grow);

}  // namespace
}  // namespace sozialraum
