// How near does one look of k-means at all areas come to what the processor and the memory can do?

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <numeric>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "typology/distance_kernel.hpp"

#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "typology/kmeans_pass_bench.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sozialraum::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
constexpr hn::CappedTag<double, 8> kTag;
constexpr std::size_t kChains = 10;

/// A subtraction, a multiplication and an addition in each of ten chains, in registers; returns how
/// many lanes a step has.
std::size_t Chains(std::size_t steps, double* out) {
  hn::Vec<decltype(kTag)> sums[kChains];
  for (std::size_t c = 0; c < kChains; ++c) sums[c] = hn::Set(kTag, 1e-3 * static_cast<double>(c));
  const auto centre = hn::Set(kTag, 0.25);
  for (std::size_t i = 0; i < steps; ++i) {
    for (auto& sum : sums) {
      const auto gap = hn::Sub(sum, centre);
      sum = hn::Add(centre, hn::Mul(gap, gap));
    }
  }
  for (std::size_t c = 1; c < kChains; ++c) sums[0] = hn::Add(sums[0], sums[c]);
  hn::StoreU(sums[0], kTag, out);
  return kChains * hn::MaxLanes(kTag);
}

}  // namespace sozialraum::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sozialraum {

HWY_EXPORT(Chains);

namespace {

double processor_seconds() {
  std::timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <class Work>
double fastest(Work work) {
  double best = 1e9;
  for (int round = 0; round < 7; ++round) {
    const double start = processor_seconds();
    work();
    best = std::min(best, processor_seconds() - start);
  }
  return best;
}

/// Terms (x - c)² added a second, without a fused multiplication and addition.
double terms_a_second() {
  constexpr std::size_t kSteps = 1'000'000;
  double out[8];
  std::size_t lanes = 0;
  const double seconds = fastest([&] {
    lanes = HWY_DYNAMIC_DISPATCH(Chains)(kSteps, out);
    benchmark::DoNotOptimize(out);
  });
  return static_cast<double>(kSteps * lanes) / seconds;
}

/// Bytes a second while 512 MB are read in a row.
double bytes_a_second() {
  const std::vector<std::uint64_t> much(1 << 26, 1);
  const double seconds = fastest([&] {
    benchmark::DoNotOptimize(std::accumulate(much.begin(), much.end(), std::uint64_t{0}));
  });
  return static_cast<double>(much.size() * sizeof much[0]) / seconds;
}

/// All areas against eight centres, 20 columns; "of_bound" is the share of the larger of the times
/// that arithmetic and memory alone would take.
void LookAtAll(benchmark::State& state) {
  constexpr std::size_t kColumns = 20;
  constexpr std::size_t kTypes = 8;
  static const double terms = terms_a_second();
  static const double bytes = bytes_a_second();
  const auto areas = static_cast<std::size_t>(state.range(0));
  const std::size_t blocks = (areas + typology::kLanes - 1) / typology::kLanes;
  core::RandomStream dice(1, "look at all");
  std::vector<double> values(blocks * typology::kLanes * kColumns);
  for (double& x : values) x = dice.uniform();
  std::vector<double> centres(kTypes * kColumns);
  for (double& x : centres) x = dice.uniform();
  std::vector<std::uint32_t> nearest(blocks * typology::kLanes);
  std::vector<double> distance2(nearest.size());
  double best = 1e9;
  for (auto _ : state) {
    const double start = processor_seconds();
    typology::nearest_of_rows({.values = values.data(), .blocks = blocks, .columns = kColumns},
                              {.values = centres.data(), .count = kTypes}, nearest.data(),
                              distance2.data());
    best = std::min(best, processor_seconds() - start);
    benchmark::DoNotOptimize(nearest.data());
  }
  const double arithmetic = static_cast<double>(values.size() * kTypes) / terms;
  const double memory = static_cast<double>(values.size() * sizeof(double)) / bytes;
  state.counters["arithmetic_ms"] = 1e3 * arithmetic;
  state.counters["memory_ms"] = 1e3 * memory;
  state.counters["best_ms"] = 1e3 * best;
  state.counters["of_bound"] = std::max(arithmetic, memory) / best;
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(LookAtAll)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Arg(3'100'000)->Unit(
    benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum
#endif  // HWY_ONCE
