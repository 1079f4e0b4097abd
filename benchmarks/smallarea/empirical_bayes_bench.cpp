#include <benchmark/benchmark.h>

#include "sozialraum/smallarea/empirical_bayes.hpp"
#include "zensus_cells.hpp"

namespace sozialraum {
namespace {

using smallarea::Model;

void measure(benchmark::State& state, const bench::Cells& cells, Model model) {
  const auto threads = static_cast<unsigned>(state.range(0));
  for (auto _ : state) {
    auto result = smallarea::empirical_bayes({cells.children, cells.inhabitants, {}},
                                             {.model = model, .execution = {.threads = threads}});
    benchmark::DoNotOptimize(result.rate.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(cells.children.size()));
}

void PoissonZensusCells(benchmark::State& state) {
  measure(state, bench::zensus_cells(), Model::kPoisson);
}
BENCHMARK(PoissonZensusCells)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

void BinomialZensusCells(benchmark::State& state) {
  measure(state, bench::zensus_cells(), Model::kBinomial);
}
BENCHMARK(BinomialZensusCells)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

void PoissonMillion(benchmark::State& state) {
  measure(state, bench::made_up_cells(1'000'000), Model::kPoisson);
}
BENCHMARK(PoissonMillion)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

void PriorMillion(benchmark::State& state) {
  const bench::Cells cells = bench::made_up_cells(1'000'000);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        smallarea::fit_prior({cells.children, cells.inhabitants, {}}, Model::kPoisson));
  }
}
BENCHMARK(PriorMillion)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace sozialraum
