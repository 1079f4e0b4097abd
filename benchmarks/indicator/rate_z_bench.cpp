#include <benchmark/benchmark.h>

#include "made_up_column.hpp"
#include "sozialraum/indicator/rate_z.hpp"
#include "zensus_cells.hpp"

namespace sozialraum {
namespace {

void RateZ(benchmark::State& state) {
  const auto cells = bench::made_up_cells(static_cast<std::size_t>(state.range(0)));
  bench::repeat(state, [&] {
    return indicator::rate_z({.count = cells.children, .base = cells.inhabitants});
  });
}
BENCHMARK(RateZ)->Apply(bench::grow);

}  // namespace
}  // namespace sozialraum
