#include "sozialraum/typology/clustgeo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

#include "sozialraum/core/magnitude.hpp"
#include "typology/region_sums.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Both squared distances by rank of the codes, and weights that sum to 1.
struct Mixture {
  std::vector<std::uint32_t> area_of_rank{};
  std::vector<double> values{};  // n x n, largest 1
  std::vector<double> places{};
  std::vector<double> weights{};

  [[nodiscard]] std::size_t size() const { return area_of_rank.size(); }
};

void require_distances(const Points& points, std::span<const double> distances) {
  const std::size_t n = points.areas();
  if (distances.size() != n * n) {
    throw core::InvalidInput({.code = "length_mismatch",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("{} distances for {} areas; {} are needed",
                                                     distances.size(), n, n * n),
                              .place = {.argument = "distances"}});
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const double d = distances[i * n + j];
      const bool good = d >= 0.0 && d == distances[j * n + i] && (i != j || d == 0.0);
      if (good) continue;
      core::invalid_argument(
          "distances",
          fmt::format("is {} from '{}' to '{}'", d, points.codes[i].text(), points.codes[j].text()),
          "give a symmetric table of zero or more, 0 from an area to itself");
    }
  }
  core::require_magnitude(distances, "distances", {distances.size(), [&](std::size_t at) {
                                                     return points.codes[at / n].text() + " and " +
                                                            points.codes[at % n].text();
                                                   }});
  if (std::ranges::max(distances) == 0.0) {
    core::invalid_argument("distances", "is 0 between all areas", "give distances that differ");
  }
}

void scale(std::vector<double>& squares) {
  const double most = std::ranges::max(squares);
  for (double& x : squares) x /= most;
}

Mixture mixture_of(const Points& points, std::span<const double> distances) {
  require_valid(points);
  require_every_weight(points);
  require_distances(points, distances);
  const std::size_t n = points.areas();
  Mixture result;
  result.area_of_rank.resize(n);
  std::iota(result.area_of_rank.begin(), result.area_of_rank.end(), 0U);
  std::ranges::sort(result.area_of_rank, [&](std::uint32_t a, std::uint32_t b) {
    return points.codes[a] < points.codes[b];
  });
  double all = 0.0;
  for (const std::uint32_t a : result.area_of_rank) all += points.weight(a);
  for (const std::uint32_t a : result.area_of_rank) {
    result.weights.push_back(points.weight(a) / all);
    for (const std::uint32_t b : result.area_of_rank) {
      double sum = 0.0;
      for (std::size_t j = 0; j < points.columns(); ++j) {
        const double gap = points.row(a)[j] - points.row(b)[j];
        sum += gap * gap;
      }
      result.values.push_back(sum);
      const double d = distances[a * n + b];
      result.places.push_back(d * d);
    }
  }
  scale(result.values);
  scale(result.places);
  return result;
}

void require_alpha(double alpha) {
  if (alpha >= 0.0 && alpha <= 1.0) return;
  core::invalid_argument("alpha", fmt::format("is {}", alpha), "give a number from 0 to 1");
}

/// Costs of merging, kept up by the formula of Lance and Williams.
class Costs {
 public:
  Costs(const Mixture& mixture, double alpha)
      : n_(mixture.size()), weights_(mixture.weights), alive_(n_, true), costs_(n_ * n_) {
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t j = 0; j < n_; ++j) {
        const double share = weights_[i] * weights_[j] / (weights_[i] + weights_[j]);
        const std::size_t at = i * n_ + j;
        costs_[at] = share * ((1.0 - alpha) * mixture.values[at] + alpha * mixture.places[at]);
      }
    }
  }

  [[nodiscard]] bool alive(std::size_t i) const { return alive_[i]; }
  [[nodiscard]] double cost(std::size_t i, std::size_t j) const { return costs_[i * n_ + j]; }

  /// The cheapest partner; `before` wins ties, then the lowest.
  [[nodiscard]] std::size_t cheapest(std::size_t i, std::size_t before) const {
    std::size_t best = before;
    double least = before < n_ ? cost(i, before) : kInfinity;
    for (std::size_t j = 0; j < n_; ++j) {
      if (j == i || !alive_[j] || cost(i, j) >= least) continue;
      least = cost(i, j);
      best = j;
    }
    return best;
  }

  /// The union stays in the lower place.
  void merge(std::size_t i, std::size_t j) {
    const double wi = weights_[i];
    const double wj = weights_[j];
    const double between = cost(i, j);
    alive_[j] = false;
    for (std::size_t k = 0; k < n_; ++k) {
      if (k == i || !alive_[k]) continue;
      const double wk = weights_[k];
      const double now =
          ((wi + wk) * cost(i, k) + (wj + wk) * cost(j, k) - wk * between) / (wi + wj + wk);
      costs_[i * n_ + k] = costs_[k * n_ + i] = std::max(now, 0.0);
    }
    weights_[i] = wi + wj;
  }

 private:
  std::size_t n_;
  std::vector<double> weights_;
  std::vector<bool> alive_;
  std::vector<double> costs_;
};

struct RawMerge {
  std::uint32_t low = 0;  // places of the first areas
  std::uint32_t high = 0;
  double cost = 0.0;
};

std::vector<RawMerge> follow_chains(Costs costs, std::size_t n, const core::Execution& execution) {
  std::vector<RawMerge> merges;
  std::vector<std::size_t> chain;
  while (merges.size() + 1 < n) {
    if (chain.empty()) chain.push_back(0);  // the lower place of a union is never emptied
    const std::size_t tip = chain.back();
    const std::size_t before = chain.size() > 1 ? chain[chain.size() - 2] : n;
    const std::size_t partner = costs.cheapest(tip, before);
    if (partner != before) {
      chain.push_back(partner);
      continue;
    }
    const std::size_t low = std::min(tip, partner);
    const std::size_t high = std::max(tip, partner);
    merges.push_back(
        {static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(high), costs.cost(low, high)});
    costs.merge(low, high);
    chain.resize(chain.size() - 2);
    execution.advance(1);
  }
  return merges;
}

std::vector<Merge> in_order(std::vector<RawMerge> raw, std::size_t n) {
  std::ranges::stable_sort(raw, {}, &RawMerge::cost);
  std::vector<std::uint32_t> number(n);
  std::vector<std::uint32_t> size(n, 1);
  std::vector<std::uint32_t> parent(n);
  std::iota(number.begin(), number.end(), 0U);
  std::iota(parent.begin(), parent.end(), 0U);
  const auto root = [&](std::uint32_t x) {
    while (parent[x] != x) x = parent[x] = parent[parent[x]];
    return x;
  };
  std::vector<Merge> merges;
  for (const RawMerge& merge : raw) {
    const std::uint32_t a = root(merge.low);
    const std::uint32_t b = root(merge.high);
    const auto [low, high] = std::minmax(a, b);
    parent[high] = low;
    size[low] += size[high];
    merges.push_back(
        {std::min(number[a], number[b]), std::max(number[a], number[b]), merge.cost, size[low]});
    number[low] = static_cast<std::uint32_t>(n + merges.size() - 1);
  }
  return merges;
}

Hierarchy grow(const Points& points, const Mixture& mixture, double alpha,
               const core::Execution& execution) {
  const std::size_t n = mixture.size();
  Hierarchy result{.area_of_group = mixture.area_of_rank};
  for (const std::uint32_t a : mixture.area_of_rank) result.codes.push_back(points.codes[a].text());
  result.merges = in_order(follow_chains(Costs(mixture, alpha), n, execution), n);
  result.findings = scale_doubts(points);
  return result;
}

/// 1 - within / total of squared distances.
double homogeneity(const Mixture& mixture, std::span<const double> squares,
                   std::span<const std::uint32_t> types, std::size_t count) {
  const std::size_t n = mixture.size();
  std::vector<double> weight(count);
  std::vector<double> sum(count);
  double total = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t type = types[mixture.area_of_rank[i]];
    weight[type] += mixture.weights[i];
    for (std::size_t j = 0; j < n; ++j) {
      const double part = mixture.weights[i] * mixture.weights[j] * squares[i * n + j];
      total += part;
      if (types[mixture.area_of_rank[j]] == type) sum[type] += part;
    }
  }
  double within = 0.0;
  for (std::size_t t = 0; t < count; ++t) within += weight[t] > 0.0 ? sum[t] / weight[t] : 0.0;
  return 1.0 - within / total;
}

}  // namespace

Hierarchy clustgeo(const Points& points, std::span<const double> distances, double alpha,
                   const core::Execution& execution) {
  require_alpha(alpha);
  const Mixture mixture = mixture_of(points, distances);
  execution.expect(points.areas() - 1);
  return grow(points, mixture, alpha, execution);
}

std::vector<AlphaRow> clustgeo_alphas(const Points& points, std::span<const double> distances,
                                      std::size_t types, std::span<const double> alphas) {
  for (const double alpha : alphas) require_alpha(alpha);
  const Mixture mixture = mixture_of(points, distances);
  std::vector<AlphaRow> rows;
  for (const double alpha : alphas) {
    const auto cut = grow(points, mixture, alpha, {}).cut(types);
    rows.push_back({alpha, homogeneity(mixture, mixture.values, cut, types),
                    homogeneity(mixture, mixture.places, cut, types)});
  }
  return rows;
}

}  // namespace sozialraum::typology
