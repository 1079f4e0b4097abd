#include "smallarea/posterior_rates.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "smallarea/marginal_distribution.hpp"

namespace sozialraum::smallarea {
namespace {

constexpr double kNoMatter = 1e-7;  // probability of a node

struct Weighted {
  double probability = 0.0;
  MarginalDistribution marginal;
};

double quantile(const std::vector<Weighted>& mixture, double p) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const Weighted& one : mixture) {
    low = std::min(low, one.marginal.low());
    high = std::max(high, one.marginal.high());
  }
  for (int i = 0; i < 36; ++i) {
    const double middle = 0.5 * (low + high);
    double below = 0.0;
    for (const Weighted& one : mixture) below += one.probability * one.marginal.below(middle);
    (below < p ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace

PosteriorRate posterior_rate(const HyperGrid& grid, const Observations& seen, std::size_t area,
                             const SpatialModelOptions& options) {
  const bool binomial = options.model == Model::kBinomial;
  const auto rate = [&](double x) { return binomial ? 1.0 / (1.0 + std::exp(-x)) : std::exp(x); };
  std::vector<Weighted> mixture;
  PosteriorRate result;
  double square = 0.0;
  double all = 0.0;
  for (const HyperNode& node : grid.nodes) {
    if (node.probability < kNoMatter) continue;
    const double linear = node.mode.linear[area];
    const double variance = node.mode.variance[area];
    const Residual exact(seen, area, linear);
    const MarginalDistribution marginal(marginal_of(node.mode, seen, area, options.approximation),
                                        linear);
    mixture.push_back({node.probability, marginal});
    all += node.probability;
    result.mean += node.probability * marginal.mean_of(rate);
    square += node.probability * marginal.mean_of([&](double x) { return rate(x) * rate(x); });
    result.weight += node.probability * std::min(1.0, exact.curvature() * variance);
  }
  result.mean /= all;
  result.weight /= all;
  result.sd = std::sqrt(std::max(0.0, square / all - result.mean * result.mean));
  const double tail = 0.5 * (1.0 - options.level) * all;
  // The mean of a very skewed posterior may lie beyond a quantile: the interval holds it.
  result.lower = std::min(result.mean, rate(quantile(mixture, tail)));
  result.upper = std::max(result.mean, rate(quantile(mixture, all - tail)));
  return result;
}

}  // namespace sozialraum::smallarea
