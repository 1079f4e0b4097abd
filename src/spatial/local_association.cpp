#include "sozialraum/spatial/local_association.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/random.hpp"
#include "spatial/taking_part.hpp"

namespace sozialraum::spatial {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kChunk = 16;

/// Sums over the neighbours of one area; exact, so that their order does not matter.
struct Around {
  double weight = 0.0;   // Σ w
  double weight2 = 0.0;  // Σ w²
  double lag = 0.0;      // Σ w z
  double gap2 = 0.0;     // Σ w (z_i - z_j)²
  double largest = 0.0;  // of the weights
};

Around around(const std::vector<Neighbour>& row, const std::vector<double>& z, double own) {
  core::ExactSum weight;
  core::ExactSum weight2;
  core::ExactSum lag;
  core::ExactSum gap2;
  double largest = 0.0;
  for (const Neighbour& neighbour : row) {
    const double other = z[core::index(neighbour.area)];
    weight.add(neighbour.weight);
    weight2.add(neighbour.weight * neighbour.weight);
    lag.add(neighbour.weight * other);
    gap2.add(neighbour.weight * ((own - other) * (own - other)));
    largest = std::max(largest, neighbour.weight);
  }
  return {weight.value(), weight2.value(), lag.value(), gap2.value(), largest};
}

double sum_of_squares(const std::vector<double>& z) {
  core::ExactSum sum;
  for (const double x : z) sum.add(x * x);
  return sum.value();
}

Quadrant quadrant_of(double own, double lag) {
  if (own > 0.0) return lag > 0.0 ? Quadrant::kHighHigh : Quadrant::kHighLow;
  return lag > 0.0 ? Quadrant::kLowHigh : Quadrant::kLowLow;
}

/// All figures but p of every area that takes part.
class Figures {
 public:
  Figures(const Part& part, const std::vector<double>& z, LocalAssociation& result)
      : part_(part),
        z_(z),
        result_(result),
        n_(static_cast<double>(z.size())),
        squares_(sum_of_squares(z)),
        m2_(squares_ / n_) {}

  void fill() {
    core::ExactSum gaps;
    core::ExactSum weights;
    for (std::size_t i = 0; i < z_.size(); ++i) {
      if (part_.rows[i].empty()) continue;
      const Around near = around(part_.rows[i], z_, z_[i]);
      gaps.add(near.gap2);
      weights.add(near.weight);
      fill_moran(i, near);
      fill_g(i, near);
      result_.geary[part_.area[i]] = near.gap2 / (squares_ / (n_ - 1.0));
      result_.quadrant[part_.area[i]] = quadrant_of(z_[i], near.lag);
    }
    result_.geary_all = (n_ - 1.0) * gaps.value() / (2.0 * weights.value() * squares_);
  }

 private:
  void fill_moran(std::size_t i, const Around& near) {
    const std::size_t area = part_.area[i];
    const double z2 = z_[i] * z_[i];
    result_.moran[area] = z_[i] * near.lag / m2_;
    result_.moran_sample[area] = z_[i] * near.lag / (squares_ / (n_ - 1.0));
    result_.expectation[area] = -z2 * near.weight / ((n_ - 1.0) * m2_);
    result_.variance[area] = z2 / (m2_ * m2_) * (n_ / (n_ - 2.0)) *
                             (near.weight2 - near.weight * near.weight / (n_ - 1.0)) *
                             (m2_ - z2 / (n_ - 1.0));
  }

  /// Deviations do as well as values: G is standardised.
  void fill_g(std::size_t i, const Around& near) {
    const std::size_t area = part_.area[i];
    const double rest = n_ - 1.0;
    const double mean = -z_[i] / rest;  // of the others
    const double spread = std::sqrt((squares_ - z_[i] * z_[i]) / rest - mean * mean);
    const double share = (rest * near.weight2 - near.weight * near.weight) / (rest - 1.0);
    result_.g[area] = (near.lag - near.weight * mean) / (spread * std::sqrt(share));
    const double own = near.largest;
    const double weight = near.weight + own;
    const double both = (n_ * (near.weight2 + own * own) - weight * weight) / rest;
    result_.g_star[area] = (near.lag + own * z_[i]) / (std::sqrt(m2_) * std::sqrt(both));
  }

  const Part& part_;
  const std::vector<double>& z_;
  LocalAssociation& result_;
  double n_;
  double squares_;
  double m2_;
};

/// Gives the neighbours of one area after another the values of others, by chance.
class Permutations {
 public:
  Permutations(const Part& part, const std::vector<double>& z, const Weights& weights,
               const LocalOptions& options)
      : part_(part), z_(z), weights_(weights), options_(options), by_code_(z.size()) {
    std::iota(by_code_.begin(), by_code_.end(), std::size_t{0});
    std::ranges::sort(by_code_, {}, [&](std::size_t i) -> const core::AreaCode& {
      return weights_.codes()[part_.area[i]];
    });
    rank_.resize(z.size());
    for (std::size_t r = 0; r < by_code_.size(); ++r) rank_[by_code_[r]] = r;
  }

  /// Share of permutations as far out as the area, on the side on which it lies.
  [[nodiscard]] double p(std::size_t i) const {
    const std::vector<double> slots = slots_of(i);
    core::RandomStream dice(options_.seed, "local association",
                            weights_.codes()[part_.area[i]].text());
    double observed = 0.0;
    std::size_t slot = 0;
    for (const Neighbour& neighbour : in_order(i)) {
      observed += slots[slot++] * z_[core::index(neighbour.area)];
    }
    std::vector<std::size_t> drawn;
    std::size_t above = 0;
    for (std::size_t k = 0; k < options_.permutations; ++k) {
      if (z_[i] * lag_of(draw(dice, rank_[i], slots.size(), drawn), slots) >= z_[i] * observed) {
        ++above;
      }
    }
    const std::size_t fewer = std::min(above, options_.permutations - above);
    return static_cast<double>(fewer + 1) / static_cast<double>(options_.permutations + 1);
  }

 private:
  /// The neighbours in the order of their codes.
  [[nodiscard]] std::vector<Neighbour> in_order(std::size_t i) const {
    std::vector<Neighbour> row = part_.rows[i];
    std::ranges::sort(row, {}, [&](const Neighbour& n) { return rank_[core::index(n.area)]; });
    return row;
  }

  [[nodiscard]] std::vector<double> slots_of(std::size_t i) const {
    std::vector<double> slots;
    for (const Neighbour& neighbour : in_order(i)) slots.push_back(neighbour.weight);
    return slots;
  }

  /// So many different ranks, the own left out.
  const std::vector<std::size_t>& draw(core::RandomStream& dice, std::size_t own, std::size_t count,
                                       std::vector<std::size_t>& drawn) const {
    drawn.clear();
    while (drawn.size() < count) {
      std::size_t rank = dice.below(z_.size() - 1);
      if (rank >= own) ++rank;
      if (std::ranges::find(drawn, rank) == drawn.end()) drawn.push_back(rank);
    }
    return drawn;
  }

  [[nodiscard]] double lag_of(const std::vector<std::size_t>& drawn,
                              const std::vector<double>& slots) const {
    double lag = 0.0;
    for (std::size_t s = 0; s < slots.size(); ++s) lag += slots[s] * z_[by_code_[drawn[s]]];
    return lag;
  }

  const Part& part_;
  const std::vector<double>& z_;
  const Weights& weights_;
  const LocalOptions& options_;
  std::vector<std::size_t> by_code_;
  std::vector<std::size_t> rank_;
};

void require_comparable(const Part& part) {
  if (part.values.size() < 4) {
    refuse_values("fewer_areas_than_needed",
                  fmt::format("{} areas have a value and a neighbour; at least 4 are needed",
                              part.values.size()),
                  "use more areas, or k-nearest neighbours");
  }
  if (std::ranges::all_of(part.values, [&](double x) { return x == part.values[0]; })) {
    refuse_values("constant_column", "all values are equal: there is nothing to compare", "");
  }
}

}  // namespace

LocalAssociation local_association(const core::Cells& values, const Weights& weights,
                                   const LocalOptions& options) {
  require_one_per_area(values, weights);
  Part part = those_that_take_part(values, weights);
  require_comparable(part);
  if (options.row_standardise) row_standardise(part.rows);
  const std::vector<double> z = deviations(part.values);
  LocalAssociation result{.areas = z.size(), .findings = std::move(part.findings)};
  for (auto* column : {&result.moran, &result.moran_sample, &result.expectation, &result.variance,
                       &result.geary, &result.g, &result.g_star, &result.p}) {
    column->assign(values.size(), kNone);
  }
  result.quadrant.assign(values.size(), Quadrant::kNone);
  Figures(part, z, result).fill();
  if (options.permutations == 0) return result;
  const Permutations permutations(part, z, weights, options);
  core::parallel_for(z.size(), kChunk, options.execution, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (!part.rows[i].empty()) result.p[part.area[i]] = permutations.p(i);
    }
  });
  return result;
}

}  // namespace sozialraum::spatial
