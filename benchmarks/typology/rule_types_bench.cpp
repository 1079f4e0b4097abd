#include <benchmark/benchmark.h>

#include <vector>

#include "sozialraum/core/random.hpp"
#include "sozialraum/typology/rule_types.hpp"

namespace sozialraum {
namespace {

void RuleTypes(benchmark::State& state) {
  const auto areas = static_cast<std::size_t>(state.range(0));
  core::RandomStream dice(1, "made-up indices");
  std::vector<double> status(areas);
  std::vector<double> dynamics(areas);
  for (double& x : status) x = dice.normal();
  for (double& x : dynamics) x = dice.normal();
  const std::vector<double> errors(areas, 0.3);
  const std::vector<typology::ClassLimit> limits{{.value = -1.0}, {.value = 1.0}, {.value = 1.5}};
  const std::vector<typology::RuleAxis> axes{
      {.name = "status", .values = status, .errors = errors, .limits = limits},
      {.name = "dynamics", .values = dynamics, .errors = errors, .limits = limits}};
  for (auto _ : state) {
    auto result = typology::rule_types(axes);
    benchmark::DoNotOptimize(result);
  }
}
BENCHMARK(RuleTypes)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum
