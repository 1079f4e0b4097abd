#include <benchmark/benchmark.h>

#include "made_up_column.hpp"
#include "sozialraum/indicator/funnel.hpp"
#include "zensus_cells.hpp"

namespace sozialraum {
namespace {

void FunnelOfShares(benchmark::State& state) {
  const auto cells = bench::made_up_cells(static_cast<std::size_t>(state.range(0)));
  bench::repeat(state, [&] {
    return indicator::funnel({.count = cells.children, .base = cells.inhabitants});
  });
}
BENCHMARK(FunnelOfShares)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum
