// Do the intervals hold what they promise, and when does adjusting help?
//
// Made-up regions with known true rates, of 8, 24, 81 and 941 areas of 5 to 500 people (as many
// small as large ones), rates around 12 % that differ by 0, 1.5, 4 or 8 points; fixed seeds. Prints
// the tables of docs/methods/smallarea.md:
//
//     build/dev/benchmarks/smallarea_coverage

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "sozialraum/indicator/interval.hpp"
#include "sozialraum/smallarea/empirical_bayes.hpp"
#include "sozialraum/smallarea/fay_herriot.hpp"
#include "sozialraum/smallarea/james_stein.hpp"
#include "sozialraum/smallarea/local_empirical_bayes.hpp"
#include "sozialraum/smallarea/logit_shrinkage.hpp"
#include "sozialraum/smallarea/regression_bayes.hpp"
#include "sozialraum/smallarea/spatial_model.hpp"

namespace sozialraum {
namespace {

constexpr double kMean = 0.12;
constexpr std::array<std::size_t, 4> kAreas{8, 24, 81, 941};
constexpr std::array<double, 4> kSpreads{0.0, 0.015, 0.04, 0.08};
constexpr std::size_t kCases = 16'000;        // area-cases a setting, at least
constexpr std::size_t kSpatialCases = 8'000;  // of spatial models, which take longer
constexpr std::size_t kSpatialRegions = 12;   // at least: all areas of one err together
constexpr std::size_t kNeighbours = 8;

struct Setting {
  std::size_t areas = 0;
  double spread = 0.0;
  bool alike_neighbours = false;  // true rates of places near one another are alike
  bool events = true;             // Poisson counts; else persons among persons
};

struct Region {
  std::vector<double> truth, base, count, trait;
  std::vector<double> measured, variance;  // with a normal error of known variance
  std::vector<std::array<double, 2>> place;
};

struct Told {
  std::vector<double> value, lower, upper;
};

using Rng = std::mt19937_64;

double uniform(Rng& rng) { return static_cast<double>(rng() >> 11U) * 0x1p-53; }

/// Standard normal deviates of the areas; smooth over the map if neighbours are alike.
std::vector<double> deviates(const Region& region, bool alike, Rng& rng) {
  std::normal_distribution<double> normal;
  const std::size_t n = region.place.size();
  std::vector<double> own(n);
  for (double& z : own) z = normal(rng);
  if (!alike) return own;
  // Weighted sums over a fifth of the map's width, brought back to variance 1.
  std::vector<double> smooth(n);
  for (std::size_t i = 0; i < n; ++i) {
    double sum = 0.0;
    double squares = 0.0;
    for (std::size_t j = 0; j < n; ++j) {
      const double d = std::hypot(region.place[i][0] - region.place[j][0],
                                  region.place[i][1] - region.place[j][1]);
      const double k = std::exp(-12.5 * d * d);
      sum += k * own[j];
      squares += k * k;
    }
    smooth[i] = sum / std::sqrt(squares);
  }
  return smooth;
}

/// Half of the variance of log rates comes of a trait that may serve as a covariate.
Region make(const Setting& setting, Rng& rng) {
  Region region;
  std::normal_distribution<double> normal;
  for (std::size_t i = 0; i < setting.areas; ++i) {
    region.place.push_back({uniform(rng), uniform(rng)});
    region.base.push_back(std::round(5.0 * std::pow(100.0, uniform(rng))));
    region.trait.push_back(normal(rng));
  }
  const std::vector<double> z = deviates(region, setting.alike_neighbours, rng);
  const double relative = setting.spread / kMean;
  const double sigma = std::sqrt(std::log1p(relative * relative));
  for (std::size_t i = 0; i < setting.areas; ++i) {
    const double both = std::sqrt(0.5) * (z[i] + region.trait[i]);
    const double rate = kMean * std::exp(sigma * both - sigma * sigma / 2.0);
    region.truth.push_back(std::min(rate, 0.9));
    const double n = region.base[i];
    region.count.push_back(setting.events ? static_cast<double>(std::poisson_distribution<int>(
                                                n * region.truth[i])(rng))
                                          : static_cast<double>(std::binomial_distribution<int>(
                                                static_cast<int>(n), region.truth[i])(rng)));
    region.variance.push_back(kMean * (1.0 - kMean) / n);
    region.measured.push_back(region.truth[i] + std::sqrt(region.variance[i]) * normal(rng));
  }
  return region;
}

spatial::Weights neighbours_of(const Region& region) {
  const std::size_t n = region.place.size();
  std::vector<core::AreaCode> codes;
  std::vector<std::vector<spatial::Neighbour>> rows(n);
  for (std::size_t i = 0; i < n; ++i) {
    codes.push_back(core::AreaCode::parse(fmt::format("{:04}", i), core::CodeKind::kCustom));
    std::vector<std::pair<double, std::size_t>> by_distance;
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j) continue;
      by_distance.push_back({std::hypot(region.place[i][0] - region.place[j][0],
                                        region.place[i][1] - region.place[j][1]),
                             j});
    }
    const std::size_t k = std::min(kNeighbours, by_distance.size());
    std::ranges::partial_sort(by_distance, by_distance.begin() + static_cast<std::ptrdiff_t>(k));
    for (std::size_t j = 0; j < k; ++j) {
      rows[i].push_back({static_cast<core::AreaId>(by_distance[j].second), 1.0});
    }
  }
  return {std::move(codes), std::move(rows)};
}

using Estimator = std::function<Told(const Region&)>;
constexpr auto kFree = indicator::CountBound::kFree;

Told global(const Region& region, smallarea::Model model) {
  auto r = smallarea::empirical_bayes(
      {region.count, region.base},
      {.model = model,
       .bound = model == smallarea::Model::kPoisson ? std::optional(kFree) : std::nullopt});
  return {std::move(r.rate), std::move(r.lower), std::move(r.upper)};
}

Told local(const Region& region, smallarea::LocalForm form) {
  auto r = smallarea::local_empirical_bayes({region.count, region.base}, neighbours_of(region),
                                            {.form = form, .bound = kFree});
  return {std::move(r.rate), std::move(r.lower), std::move(r.upper)};
}

Told regression(const Region& region, smallarea::Model model, bool trait) {
  const std::vector<std::string> names{"trait"};
  const smallarea::Covariates covariates =
      trait ? smallarea::Covariates{region.trait, names} : smallarea::Covariates{};
  auto r = smallarea::regression_bayes(
      {region.count, region.base}, covariates,
      {.model = model,
       .bound = model == smallarea::Model::kPoisson ? std::optional(kFree) : std::nullopt});
  return {std::move(r.rate), std::move(r.lower), std::move(r.upper)};
}

Told area_model(const Region& region) {
  const std::vector<std::string> names{"trait"};
  auto r = smallarea::fay_herriot({region.measured, region.variance}, {region.trait, names});
  return {std::move(r.value), std::move(r.lower), std::move(r.upper)};
}

Told spatially(const Region& region, smallarea::Structure structure, smallarea::Model model,
               bool trait) {
  const std::vector<std::string> names{"trait"};
  const smallarea::Covariates covariates =
      trait ? smallarea::Covariates{region.trait, names} : smallarea::Covariates{};
  auto r = smallarea::spatial_model(
      {region.count, region.base}, neighbours_of(region),
      {.structure = structure, .model = model, .covariates = covariates, .execution = {1}});
  return {std::move(r.rate), std::move(r.lower), std::move(r.upper)};
}

Told by_logit(const Region& region) {
  auto r = smallarea::logit_shrinkage({region.count, region.base});
  return {std::move(r.rate), std::move(r.lower), std::move(r.upper)};
}

/// Sums over all areas of all regions of a setting.
struct Tally {
  double areas = 0.0, covered = 0.0, width = 0.0, raw_width = 0.0, error = 0.0, raw_error = 0.0;
  double small_areas = 0.0, small_covered = 0.0;
};

void add(Tally& tally, const Region& region, const Told& told, bool measured, bool events) {
  for (std::size_t i = 0; i < region.truth.size(); ++i) {
    if (std::isnan(told.value[i]) || std::isnan(told.lower[i])) continue;
    const double n = region.base[i];
    const double raw = measured ? region.measured[i] : region.count[i] / n;
    indicator::Interval exact{};
    if (measured) {
      exact = {0.0, 2.0 * 1.959964 * std::sqrt(region.variance[i])};
    } else if (events) {
      exact = indicator::exact_poisson(region.count[i]);
      exact = {exact.lower / n, exact.upper / n};
    } else {
      exact = indicator::wilson({region.count[i], n});
    }
    const bool covered = told.lower[i] <= region.truth[i] && region.truth[i] <= told.upper[i];
    tally.areas += 1.0;
    tally.covered += covered ? 1.0 : 0.0;
    tally.width += told.upper[i] - told.lower[i];
    tally.raw_width += exact.upper - exact.lower;
    tally.error += std::pow(told.value[i] - region.truth[i], 2);
    tally.raw_error += std::pow(raw - region.truth[i], 2);
    if (n > 30.0) continue;
    tally.small_areas += 1.0;
    tally.small_covered += covered ? 1.0 : 0.0;
  }
}

struct Row {
  std::string name;
  Estimator estimator;
  bool alike = false;
  bool events = true;
  bool measured = false;
  bool spatial = false;  // fewer cases, from 81 areas on
};

struct SpatialSetting {
  bool alike = false;
  bool events = true;
  bool trait = false;
};

Row spatial_row(std::string name, smallarea::Structure structure, const SpatialSetting& setting) {
  const auto model = setting.events ? smallarea::Model::kPoisson : smallarea::Model::kBinomial;
  return {std::move(name),
          [=](const Region& r) { return spatially(r, structure, model, setting.trait); },
          setting.alike,
          setting.events,
          false,
          true};
}

Tally simulate(const Row& row, const Setting& setting, std::uint64_t seed) {
  Rng rng(seed);
  Tally tally;
  const std::size_t regions =
      row.spatial ? std::max(kSpatialRegions, (kSpatialCases + setting.areas - 1) / setting.areas)
                  : std::max<std::size_t>(8, kCases / setting.areas);
  for (std::size_t r = 0; r < regions; ++r) {
    const Region region = make(setting, rng);
    const double cases = std::accumulate(region.count.begin(), region.count.end(), 0.0);
    if (cases == 0.0) continue;  // nothing to estimate from
    add(tally, region, row.estimator(region), row.measured, setting.events);
  }
  return tally;
}

void print(const Row& row) {
  for (const std::size_t areas : kAreas) {
    if (row.spatial && areas < 81) continue;
    std::string coverage;
    std::string small;
    std::string width;
    std::string error;
    for (const double spread : kSpreads) {
      const Tally t = simulate(row, {areas, spread, row.alike, row.events}, 100 * areas + 7);
      coverage += fmt::format(" {:.3f}", t.covered / t.areas);
      small += fmt::format(" {:.3f}", t.small_covered / t.small_areas);
      width += fmt::format(" {:.2f}", t.width / t.raw_width);
      error += fmt::format(" {:.2f}", t.error / t.raw_error);
    }
    fmt::print("| {} | {} |{} |{} |{} |{} |\n", row.name, areas, coverage, small, width, error);
    std::fflush(stdout);
  }
}

}  // namespace
}  // namespace sozialraum

int main(int arguments, char** values) {
  using namespace sozialraum;
  using smallarea::LocalForm;
  using smallarea::Model;
  using smallarea::Structure;
  const std::vector<Row> rows{
      {"empirical_bayes, Poisson", [](const Region& r) { return global(r, Model::kPoisson); }},
      {"empirical_bayes, binomial", [](const Region& r) { return global(r, Model::kBinomial); },
       false, false},
      {"empirical_bayes, Poisson, neighbours alike",
       [](const Region& r) { return global(r, Model::kPoisson); }, true},
      {"local, geoda, neighbours alike",
       [](const Region& r) { return local(r, LocalForm::kGeoda); }, true},
      {"local, geoda, not alike", [](const Region& r) { return local(r, LocalForm::kGeoda); }},
      {"local, spdep, neighbours alike",
       [](const Region& r) { return local(r, LocalForm::kSpdep); }, true},
      {"regression_bayes, Poisson, none",
       [](const Region& r) { return regression(r, Model::kPoisson, false); }},
      {"regression_bayes, Poisson, trait",
       [](const Region& r) { return regression(r, Model::kPoisson, true); }},
      {"regression_bayes, binomial, trait",
       [](const Region& r) { return regression(r, Model::kBinomial, true); }, false, false},
      {"fay_herriot, trait", area_model, false, true, true},
      {"logit_shrinkage", by_logit, false, false},
      spatial_row("bym2, Poisson, neighbours alike", Structure::kBym2, {.alike = true}),
      spatial_row("bym2, Poisson, not alike", Structure::kBym2, {}),
      spatial_row("bym2, binomial, neighbours alike", Structure::kBym2,
                  {.alike = true, .events = false}),
      spatial_row("bym2, binomial, not alike", Structure::kBym2, {.events = false}),
      spatial_row("bym2, Poisson, trait, neighbours alike", Structure::kBym2,
                  {.alike = true, .trait = true}),
      spatial_row("leroux, Poisson, neighbours alike", Structure::kLeroux, {.alike = true}),
      spatial_row("leroux, Poisson, not alike", Structure::kLeroux, {}),
      spatial_row("leroux, binomial, neighbours alike", Structure::kLeroux,
                  {.alike = true, .events = false}),
      spatial_row("leroux, binomial, not alike", Structure::kLeroux, {.events = false}),
      spatial_row("leroux, Poisson, trait, neighbours alike", Structure::kLeroux,
                  {.alike = true, .trait = true}),
      spatial_row("icar, Poisson, neighbours alike", Structure::kIcar, {.alike = true}),
      spatial_row("proper_car, Poisson, neighbours alike", Structure::kProperCar, {.alike = true}),
      spatial_row("iid, Poisson, not alike", Structure::kIid, {}),
  };
  fmt::print("| estimator | areas | coverage | of 5 to 30 people | width / raw | error / raw |\n");
  fmt::print("|---|---|---|---|---|---|\n");
  for (const Row& row : rows) {
    if (arguments < 2 || row.name.find(values[1]) != std::string::npos) print(row);
  }
}
