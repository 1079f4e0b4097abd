#include <benchmark/benchmark.h>

#include "made_up_points.hpp"
#include "sozialraum/typology/max_p.hpp"
#include "sozialraum/typology/regions.hpp"

namespace sozialraum {
namespace {

using typology::RegionLinkage;
using typology::RegionOrder;
using typology::RegionReading;

/// A square map of cells with common borders (rook).
std::vector<typology::RegionLink> grid_links(std::uint32_t side) {
  std::vector<typology::RegionLink> links;
  for (std::uint32_t i = 0; i < side * side; ++i) {
    if (i % side + 1 < side) links.push_back({i, i + 1, 1.0});
    if (i + side < side * side) links.push_back({i, i + side, 1.0});
  }
  return links;
}

void measure(benchmark::State& state, typology::RegionOptions options, double least) {
  const auto side = static_cast<std::uint32_t>(state.range(0));
  const bench::MadeUpPoints made_up(side * side, 8);
  std::vector<double> people(side * side);
  for (std::size_t i = 0; i < people.size(); ++i) people[i] = 1.0 + static_cast<double>(i * 7 % 19);
  auto points = made_up.points();
  points.weights = people;
  const typology::RegionGraph graph({points.codes.begin(), points.codes.end()}, grid_links(side));
  const std::vector<typology::Bound> bounds{{.name = "people", .counts = people, .least = least}};
  if (least > 0.0) options.bounds = bounds;
  for (auto _ : state) {
    auto result = find_regions(points, graph, options);
    state.counters["regions"] = static_cast<double>(result.clustering.type_count());
    state.counters["explained"] = result.explained;
    benchmark::DoNotOptimize(result);
  }
}

void ContiguityWardWithFloor(benchmark::State& state) {
  measure(state,
          {.regions = 100, .linkage = RegionLinkage::kWard, .reading = RegionReading::kMerges},
          100.0);
}
BENCHMARK(ContiguityWardWithFloor)->Arg(64)->Arg(174)->Arg(320)->Unit(benchmark::kMillisecond);

void Skater(benchmark::State& state) { measure(state, {.regions = 101}, 0.0); }
BENCHMARK(Skater)->Arg(64)->Arg(174)->Arg(320)->Unit(benchmark::kMillisecond);

void SkaterWithFloor(benchmark::State& state) { measure(state, {.regions = 101}, 100.0); }
BENCHMARK(SkaterWithFloor)->Arg(320)->Unit(benchmark::kMillisecond);

void RedcapFullComplete(benchmark::State& state) {
  measure(state, {.regions = 101, .linkage = RegionLinkage::kComplete, .order = RegionOrder::kFull},
          0.0);
}
BENCHMARK(RedcapFullComplete)->Arg(64)->Arg(174)->Unit(benchmark::kMillisecond);

void RedcapFullAverage(benchmark::State& state) {
  measure(state, {.regions = 101, .linkage = RegionLinkage::kAverage, .order = RegionOrder::kFull},
          0.0);
}
BENCHMARK(RedcapFullAverage)->Arg(64)->Arg(174)->Unit(benchmark::kMillisecond);

void RedcapFirstAverage(benchmark::State& state) {
  measure(state, {.regions = 101, .linkage = RegionLinkage::kAverage, .order = RegionOrder::kFirst},
          0.0);
}
BENCHMARK(RedcapFirstAverage)->Arg(64)->Arg(174)->Unit(benchmark::kMillisecond);

/// Floor of ten mean cells; `bound` is the share of the bound that was reached.
void MaxP(benchmark::State& state) {
  const auto side = static_cast<std::uint32_t>(state.range(0));
  const bench::MadeUpPoints made_up(side * side, 8);
  std::vector<double> people(side * side);
  core::RandomStream dice(2, "people");
  for (double& x : people) x = static_cast<double>(1 + dice.below(19));
  const typology::Points points = made_up.points();
  const typology::RegionGraph graph({points.codes.begin(), points.codes.end()}, grid_links(side));
  const std::vector<typology::Bound> bounds{{.name = "people", .counts = people, .least = 100.0}};
  for (auto _ : state) {
    auto result = max_p(points, graph, {.bounds = bounds});
    const auto found = static_cast<double>(result.regions.clustering.type_count());
    state.counters["regions"] = found;
    state.counters["bound"] = found / static_cast<double>(result.most_regions);
    state.counters["explained"] = result.regions.explained;
    benchmark::DoNotOptimize(result);
  }
}
BENCHMARK(MaxP)->Arg(64)->Arg(174)->Arg(320)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum
