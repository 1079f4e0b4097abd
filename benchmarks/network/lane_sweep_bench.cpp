#include <benchmark/benchmark.h>

#include <ctime>
#include <limits>
#include <numeric>

#include "prepared_topology.hpp"
#include "sozialraum/network/lane_sweep.hpp"

namespace sozialraum::network {
namespace {

/// What the memory can do: bytes a second of processor time when 256 MB are read in a row.
double reading_speed() {
  static const double speed = [] {
    const std::vector<std::uint64_t> numbers(32U << 20U, 1);
    double least = 1e9;
    for (int repeat = 0; repeat < 5; ++repeat) {
      const std::clock_t begin = std::clock();
      benchmark::DoNotOptimize(std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0}));
      least = std::min(least, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    return static_cast<double>(numbers.size() * 8) / least;
  }();
  return speed;
}

/// The least a sweep over all places must move: the arcs, and every row in and out.
double bytes_of_a_full_sweep(const Hierarchy& hierarchy) {
  const auto arcs = hierarchy.up_arcs(Sense::kOutward);
  return static_cast<double>(arcs.arcs.size_bytes() + arcs.begin.size_bytes() +
                             hierarchy.node_count() * 2 * LaneSweep::kLanes * sizeof(Deciseconds));
}

/// One sweep of 16 neighbouring facilities; argument: limit in minutes, 0 = none.
void Sweep(benchmark::State& state, const bench::PreparedTopology& (*roads)()) {
  const Hierarchy& hierarchy = roads().hierarchy;
  LaneSweep sweep(hierarchy);
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
    for (std::uint32_t lane = 0; lane < LaneSweep::kLanes; ++lane) {
      seeds.push_back(all[(batch * LaneSweep::kLanes + lane) % all.size()]);
      seeds.back().label = lane;
    }
    const std::clock_t begin = std::clock();
    sweep.run(seeds, {.sense = Sense::kInward, .limit = limit});
    least = std::min(least, std::clock() - begin);
    batch += 13;
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(LaneSweep::kLanes));
  if (state.range(0) != 0) return;
  const double seconds = static_cast<double>(least) / CLOCKS_PER_SEC;
  state.counters["reading_GB_s"] = reading_speed() / 1e9;
  state.counters["share_of_bound"] = bytes_of_a_full_sweep(hierarchy) / reading_speed() / seconds;
}
void limits(benchmark::internal::Benchmark* sweep) {
  sweep->Arg(15)->Arg(30)->Arg(60)->Arg(0)->Unit(benchmark::kMillisecond);
}
BENCHMARK_CAPTURE(Sweep, new_york, &bench::new_york)->Apply(limits);
BENCHMARK_CAPTURE(Sweep, north_east, &bench::north_east)->Apply(limits);
BENCHMARK_CAPTURE(Sweep, north_east_one_way, &bench::north_east_one_way)->Apply(limits);

}  // namespace
}  // namespace sozialraum::network
