#include <benchmark/benchmark.h>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "sozialraum/siting/siting.hpp"

namespace sozialraum::siting {
namespace {

/// All inhabited 1-km cells of Lower Saxony, every 60th of them a candidate, straight-line minutes
/// at 60 km/h with a detour of 1.3.
struct Land {
  std::vector<double> people;
  std::vector<std::size_t> begin{0};
  std::vector<std::uint32_t> candidate;
  std::vector<double> minutes;
  std::vector<std::string> codes;

  explicit Land(double limit) {
    std::ifstream file(SOZIALRAUM_DATA_DIR
                       "/zensus_grid/zensus2011_1km_niedersachsen_inhabited.csv");
    std::vector<std::pair<double, double>> places;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
      std::istringstream words(line);
      std::vector<double> row;
      for (std::string cell; row.size() < 3 && std::getline(words, cell, ',');) {
        row.push_back(std::stod(cell));
      }
      places.emplace_back(row.at(0), row.at(1));
      people.push_back(row.at(2));
    }
    std::vector<std::pair<double, double>> sites;
    for (std::size_t i = 30; sites.size() < 500; i += 60) {
      sites.push_back(places.at(i));
      codes.push_back("K" + std::to_string(1000 + sites.size()));
    }
    for (const auto& [x, y] : places) {
      for (std::uint32_t j = 0; j < sites.size(); ++j) {
        const double time = std::hypot(x - sites[j].first, y - sites[j].second) * 1.3 / 1000.0;
        if (time > limit) continue;
        candidate.push_back(j);
        minutes.push_back(time);
      }
      begin.push_back(candidate.size());
    }
  }
  [[nodiscard]] SitingTable view() const {
    return {.people = people,
            .begin = begin,
            .candidate = candidate,
            .minutes = minutes,
            .codes = codes};
  }
};

void tell(benchmark::State& state, const Siting& answer) {
  state.counters["proven"] = answer.proven ? 1.0 : 0.0;
  state.counters["gap"] = answer.gap;
  state.counters["passes"] = static_cast<double>(answer.passes);
}

void PMedianLowerSaxony(benchmark::State& state) {
  const Land land(60.0);
  Siting answer;
  for (auto _ : state) {
    answer = p_median(land.view(), {.new_sites = static_cast<std::size_t>(state.range(0)),
                                    .unserved = core::Minutes{60.0},
                                    .search = {.passes = 3000}});
  }
  tell(state, answer);
}
BENCHMARK(PMedianLowerSaxony)->Arg(10)->Arg(30)->Iterations(1)->Unit(benchmark::kMillisecond);

void MaxCoverageLowerSaxony(benchmark::State& state) {
  const Land land(15.0);
  Siting answer;
  for (auto _ : state) {
    answer = max_coverage(land.view(), {.new_sites = static_cast<std::size_t>(state.range(0)),
                                        .limit = core::Minutes{15.0},
                                        .search = {.passes = 3000}});
  }
  tell(state, answer);
}
BENCHMARK(MaxCoverageLowerSaxony)->Arg(10)->Arg(30)->Iterations(1)->Unit(benchmark::kMillisecond);

void FewestSitesLowerSaxony(benchmark::State& state) {
  const Land land(30.0);
  Siting answer;
  for (auto _ : state) {
    answer = fewest_sites(land.view(), {.limit = core::Minutes{30.0}, .search = {.passes = 3000}});
  }
  tell(state, answer);
}
BENCHMARK(FewestSitesLowerSaxony)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sozialraum::siting
