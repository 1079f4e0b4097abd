#include <benchmark/benchmark.h>

#include <ctime>
#include <limits>
#include <numeric>

#include "prepared_topology.hpp"
#include "sozialraum/network/lane_sweep.hpp"

namespace sozialraum::network {
namespace {

/// What the memory can do: bytes a second of processor time while 256 MB are read in a row, and
/// bytes read and written while each of them is replaced.
struct MemorySpeed {
  double reading = 0.0;
  double updating = 0.0;

  static const MemorySpeed& measured() {
    static const MemorySpeed speed;
    return speed;
  }

 private:
  MemorySpeed() {
    std::vector<std::uint64_t> numbers(32U << 20U, 1);
    const auto bytes = static_cast<double>(numbers.size() * sizeof(numbers[0]));
    for (int repeat = 0; repeat < 5; ++repeat) {
      const double read = seconds([&] {
        benchmark::DoNotOptimize(std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0}));
      });
      const double update = seconds([&] {
        for (std::uint64_t& number : numbers) number += 3;
        benchmark::ClobberMemory();
      });
      reading = std::max(reading, bytes / read);
      updating = std::max(updating, 2 * bytes / update);
    }
  }
  template <class Work>
  static double seconds(Work work) {
    const std::clock_t begin = std::clock();
    work();
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  }
};

/// The least a sweep over all places must read: the arcs. And what it must replace: every row; 64
/// bytes in and out.
double bytes_read(const Hierarchy& hierarchy) {
  const auto arcs = hierarchy.up_arcs(Sense::kOutward);
  return static_cast<double>(arcs.arcs.size_bytes() + arcs.begin.size_bytes());
}
double bytes_updated(const Hierarchy& hierarchy) {
  return static_cast<double>(hierarchy.node_count()) * 2 * 64;
}

/// One sweep of neighbouring facilities, one a lane; argument: limit in minutes, 0 = none.
template <class Sweep>
void measure(benchmark::State& state, const bench::PreparedTopology& (*roads)()) {
  const Hierarchy& hierarchy = roads().hierarchy;
  Sweep sweep(hierarchy);
  auto all = bench::random_seeds(roads().graph, 10000);
  std::sort(all.begin(), all.end(), [&](const Seed& a, const Seed& b) {
    return hierarchy.place(a.node) < hierarchy.place(b.node);  // along the map
  });
  const Deciseconds limit =
      state.range(0) == 0 ? kLongestTime : static_cast<Deciseconds>(state.range(0) * 600);
  std::size_t batch = 0;
  std::clock_t least = std::numeric_limits<std::clock_t>::max();
  for (auto _ : state) {
    std::vector<Seed> seeds;
    for (std::uint32_t lane = 0; lane < Sweep::kLanes; ++lane) {
      seeds.push_back(all[(batch * Sweep::kLanes + lane) % all.size()]);
      seeds.back().label = lane;
    }
    const std::clock_t begin = std::clock();
    sweep.run(seeds, {.sense = Sense::kInward, .limit = limit});
    least = std::min(least, std::clock() - begin);
    batch += 13;
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(Sweep::kLanes));
  if (state.range(0) != 0) return;
  const double seconds = static_cast<double>(least) / CLOCKS_PER_SEC;
  const MemorySpeed& memory = MemorySpeed::measured();
  const double read = bytes_read(hierarchy);
  const double updated = bytes_updated(hierarchy);
  state.counters["reading_GB_s"] = memory.reading / 1e9;
  state.counters["updating_GB_s"] = memory.updating / 1e9;
  // Were all bytes moved at the speed of reading; were the rows replaced at the speed of that.
  state.counters["of_reading"] = (read + updated) / memory.reading / seconds;
  state.counters["of_updating"] = (read / memory.reading + updated / memory.updating) / seconds;
}
void SixteenLanes(benchmark::State& state, const bench::PreparedTopology& (*roads)()) {
  measure<LaneSweep>(state, roads);
}
void ThirtyTwoShortLanes(benchmark::State& state, const bench::PreparedTopology& (*roads)()) {
  measure<ShortLaneSweep>(state, roads);
}
void limits(benchmark::internal::Benchmark* sweep) {
  sweep->Arg(15)->Arg(30)->Arg(60)->Arg(0)->Unit(benchmark::kMillisecond);
}
BENCHMARK_CAPTURE(SixteenLanes, new_york, &bench::new_york)->Apply(limits);
BENCHMARK_CAPTURE(SixteenLanes, north_east, &bench::north_east)->Apply(limits);
BENCHMARK_CAPTURE(SixteenLanes, north_east_one_way, &bench::north_east_one_way)->Apply(limits);
BENCHMARK_CAPTURE(ThirtyTwoShortLanes, north_east, &bench::north_east)->Apply(limits);

}  // namespace
}  // namespace sozialraum::network
