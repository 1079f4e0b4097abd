// Leroux and Poisson with three covariates on a square of areas with eight neighbours each.

#include <benchmark/benchmark.h>

#include <cmath>

#include "sozialraum/core/random.hpp"
#include "sozialraum/smallarea/spatial_model.hpp"

namespace sozialraum {
namespace {

struct Square {
  std::vector<double> count{};
  std::vector<double> base{};
  std::vector<double> covariates{};
  std::vector<std::string> names{"slope", "wave", "chance"};
  spatial::Weights weights;
};

spatial::Weights eight_neighbours(std::size_t side) {
  std::vector<core::AreaCode> codes;
  std::vector<std::vector<spatial::Neighbour>> rows(side * side);
  for (std::size_t i = 0; i < side; ++i) {
    for (std::size_t j = 0; j < side; ++j) {
      codes.push_back(
          core::AreaCode::parse(std::to_string(1'000'000 + i * side + j), core::CodeKind::kCustom));
      for (std::size_t a = i - (i > 0); a <= i + (i + 1 < side); ++a) {
        for (std::size_t b = j - (j > 0); b <= j + (j + 1 < side); ++b) {
          if (a == i && b == j) continue;
          rows[i * side + j].push_back({static_cast<core::AreaId>(a * side + b), 1.0});
        }
      }
    }
  }
  return {std::move(codes), std::move(rows)};
}

/// Invented: rates around 10 % that vary smoothly and by chance, villages of 10 to 200 people.
Square square(std::size_t side) {
  Square made{.weights = eight_neighbours(side)};
  core::RandomStream dice(7, "benchmark");
  for (std::size_t i = 0; i < side * side; ++i) {
    const double x = static_cast<double>(i % side) / static_cast<double>(side);
    const double y = static_cast<double>(i / side) / static_cast<double>(side);
    const double chance = dice.normal();
    made.covariates.insert(made.covariates.end(), {x - y, std::sin(20.0 * x), chance});
    const double linear = -2.3 + 0.3 * x + 0.1 * chance + 0.4 * std::sin(9.0 * x * y + 3.0 * y) +
                          0.25 * dice.normal();
    made.base.push_back(10.0 + static_cast<double>(dice.below(190)));
    const double mean = made.base.back() * std::exp(linear);
    double count = 0.0;  // Poisson by its waiting times
    for (double left = mean + std::log(1.0 - dice.uniform()); left > 0.0; count += 1.0) {
      left += std::log(1.0 - dice.uniform());
    }
    made.count.push_back(count);
  }
  return made;
}

void Leroux(benchmark::State& state) {
  const Square made = square(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    core::Progress progress;
    const auto result =
        smallarea::spatial_model({.count = made.count, .base = made.base}, made.weights,
                                 {.structure = smallarea::Structure::kLeroux,
                                  .covariates = {.values = made.covariates, .names = made.names},
                                  .execution = {.progress = &progress}});
    benchmark::DoNotOptimize(result.rate.data());
    state.counters["fits"] = static_cast<double>(progress.done);
    state.counters["sd"] = result.hyperparameters[0].mean;
    state.counters["share"] = result.hyperparameters[1].mean;
  }
  state.counters["areas"] = static_cast<double>(made.count.size());
}
BENCHMARK(Leroux)
    ->Arg(32)
    ->Arg(100)
    ->Arg(316)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

}  // namespace
}  // namespace sozialraum
