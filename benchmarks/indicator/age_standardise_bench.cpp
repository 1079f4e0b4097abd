#include <benchmark/benchmark.h>

#include <cmath>
#include <string>

#include "made_up_column.hpp"
#include "sozialraum/core/random.hpp"
#include "sozialraum/indicator/age_standardise.hpp"

namespace sozialraum {
namespace {

constexpr std::size_t kStrata = 10;

/// Ten age groups an area: 20 to 220 persons each, a tenth of them cases.
struct MadeUpAges {
  std::vector<double> count;
  std::vector<double> base;
  std::vector<double> standard = std::vector<double>(kStrata, 0.1);
  std::vector<std::string> names;

  explicit MadeUpAges(std::size_t areas) {
    core::RandomStream dice(1, "ages");
    for (std::size_t i = 0; i < areas; ++i) names.push_back(std::to_string(i));
    for (std::size_t i = 0; i < areas * kStrata; ++i) {
      base.push_back(20.0 + std::floor(200.0 * dice.uniform()));
      count.push_back(std::floor(0.2 * dice.uniform() * base.back()));
    }
  }

  [[nodiscard]] indicator::Strata strata() const {
    return {.count = count, .base = base, .strata = kStrata, .areas = names};
  }
};

void grow(benchmark::internal::Benchmark* one) {
  one->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
}

void DirectRates(benchmark::State& state) {
  const MadeUpAges made(static_cast<std::size_t>(state.range(0)));
  bench::repeat(state, [&] { return indicator::direct_rates(made.strata(), made.standard); });
}
BENCHMARK(DirectRates)->Apply(grow);

void DirectRatesByGamma(benchmark::State& state) {
  const MadeUpAges made(static_cast<std::size_t>(state.range(0)));
  bench::repeat(state, [&] {
    return indicator::direct_rates(made.strata(), made.standard,
                                   {.interval = indicator::DirectInterval::kGamma});
  });
}
BENCHMARK(DirectRatesByGamma)->Apply(grow);

void CaseRatios(benchmark::State& state) {
  const MadeUpAges made(static_cast<std::size_t>(state.range(0)));
  bench::repeat(state, [&] { return indicator::case_ratios(made.strata(), made.standard); });
}
BENCHMARK(CaseRatios)->Apply(grow);

}  // namespace
}  // namespace sozialraum
