#include <benchmark/benchmark.h>

#include <vector>

#include "made_up_column.hpp"
#include "sozialraum/indicator/false_discovery.hpp"

namespace sozialraum {
namespace {

void FalseDiscovery(benchmark::State& state) {
  core::RandomStream dice(2, "p");
  std::vector<double> p(static_cast<std::size_t>(state.range(0)));
  for (double& x : p) x = dice.uniform();
  bench::repeat(state, [&] { return indicator::false_discovery(p); });
}
BENCHMARK(FalseDiscovery)->Apply(bench::grow);

}  // namespace
}  // namespace sozialraum
