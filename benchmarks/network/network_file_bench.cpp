#include <benchmark/benchmark.h>

#include <filesystem>

#include "prepared_topology.hpp"
#include "sozialraum/network/network_file.hpp"

// Making the graph of the North East (1,524,453 nodes) anew against opening its file, hierarchy
// included; how long the preparation takes is told by hierarchy_bench.
namespace sozialraum::network {
namespace {

const RoadGraph& graph() { return bench::north_east().graph; }

/// A file that is gone at the end of the program.
struct KeptFile {
  std::filesystem::path path = std::filesystem::temp_directory_path() / "sozialraum_bench.network";

  KeptFile() { save_network(path, graph(), &bench::north_east().hierarchy); }
  ~KeptFile() {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
};

const KeptFile& kept() {
  static const KeptFile file;
  return file;
}

void BuildGraph(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(RoadGraph::from_edges(graph().edge_list()));
}
BENCHMARK(BuildGraph)->Unit(benchmark::kMillisecond);

void SaveNetwork(benchmark::State& state) {
  for (auto _ : state) {
    save_network(kept().path, graph(), &bench::north_east().hierarchy);
  }
}
BENCHMARK(SaveNetwork)->Unit(benchmark::kMillisecond);

void LoadNetwork(benchmark::State& state) {
  const LoadNetworkOptions options{.check_content = state.range(0) != 0,
                                   .mapped = state.range(1) != 0};
  for (auto _ : state) benchmark::DoNotOptimize(load_network(kept().path, options));
  state.counters["megabytes"] = static_cast<double>(std::filesystem::file_size(kept().path)) / 1e6;
}
BENCHMARK(LoadNetwork)
    ->ArgNames({"checked", "mapped"})
    ->ArgsProduct({{1, 0}, {1, 0}})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum::network
