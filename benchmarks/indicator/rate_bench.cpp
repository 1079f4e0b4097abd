#include <benchmark/benchmark.h>

#include "sozialraum/indicator/rate.hpp"
#include "zensus_cells.hpp"

namespace sozialraum {
namespace {

using indicator::IntervalMethod;

void measure(benchmark::State& state, const bench::Cells& cells, IntervalMethod method) {
  const auto threads = static_cast<unsigned>(state.range(0));
  for (auto _ : state) {
    auto result = indicator::rates({cells.children, cells.inhabitants, {}},
                                   {.interval = method, .execution = {.threads = threads}});
    benchmark::DoNotOptimize(result.lower.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(cells.children.size()));
}

void WilsonZensusCells(benchmark::State& state) {
  measure(state, bench::zensus_cells(), IntervalMethod::kWilson);
}
BENCHMARK(WilsonZensusCells)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

void WilsonMillion(benchmark::State& state) {
  measure(state, bench::made_up_cells(1'000'000), IntervalMethod::kWilson);
}
BENCHMARK(WilsonMillion)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

void ClopperPearsonZensusCells(benchmark::State& state) {
  measure(state, bench::zensus_cells(), IntervalMethod::kClopperPearson);
}
BENCHMARK(ClopperPearsonZensusCells)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace sozialraum
