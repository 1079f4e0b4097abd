#include <benchmark/benchmark.h>

#include <array>

#include "made_up_column.hpp"
#include "sozialraum/indicator/pool.hpp"
#include "zensus_cells.hpp"

namespace sozialraum {
namespace {

void PoolOfFiveYears(benchmark::State& state) {
  const auto cells = bench::made_up_cells(static_cast<std::size_t>(state.range(0)));
  const indicator::Counts year{.count = cells.children, .base = cells.inhabitants};
  const std::array years{year, year, year, year, year};
  bench::repeat(state, [&] { return indicator::pool(years); });
}
BENCHMARK(PoolOfFiveYears)->Apply(bench::grow);

}  // namespace
}  // namespace sozialraum
