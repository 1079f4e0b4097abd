#include "sozialraum/smallarea/credible_priors.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <compare>
#include <span>
#include <utility>

#include "smallarea/gauss_legendre.hpp"
#include "smallarea/quantiles.hpp"
#include "sozialraum/core/vector_math.hpp"

namespace sozialraum::smallarea {
namespace {

/// What is less likely than the best by more than this log does not count: 3.5 standard deviations.
constexpr double kDrop = 6.0;
/// The variance of true rates is at most this many times the largest squared deviation.
constexpr double kWidest = 25.0;
constexpr int kScan = 24;
constexpr int kGoldenSteps = 24;
constexpr int kHalvings = 20;
/// Logarithms taken at once.
constexpr std::size_t kTogether = 64;

/// Areas of the same base together: what the likelihood needs of them.
struct Group {
  double base = 0.0;
  double areas = 0.0;
  double deviation = 0.0;  ///< sum of rate - pooled rate
  double squares = 0.0;    ///< sum of its squares
};

struct Row {
  double base = 0.0;
  double count = 0.0;
  double variance = 0.0;  ///< of the count, if it is an expectation
  double weight = 1.0;    ///< how much the area counts

  friend auto operator<=>(const Row&, const Row&) = default;
};

/// Areas in a stated order, so that every sum below is the same for any order of rows.
std::vector<Row> sorted_rows(const indicator::Counts& counts, const CrediblePriorOptions& options) {
  const auto at = [](std::span<const double> list, std::size_t i, double otherwise) {
    return list.empty() ? otherwise : list[i];
  };
  std::vector<Row> rates;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!counts.has_value(i) || !(counts.base[i] > 0.0)) continue;
    const double weight = at(options.row_weight, i, 1.0);
    if (!(weight > 0.0)) continue;
    rates.push_back({counts.base[i], counts.count[i], at(options.count_variance, i, 0.0), weight});
  }
  std::ranges::sort(rates);
  return rates;
}

/// The likelihood of the variance A of true rates, as a function of u in 0..1 with
/// A = least (exp(u stretch) - 1): steps of equal size near 0, of equal ratio beyond the least
/// variance that chance gives any area.
class Likelihood {
 public:
  Likelihood(const std::vector<Row>& rows, const CrediblePriorOptions& options)
      : model_(options.model), execution_(options.execution) {
    double cases = 0.0;
    double areas = 0.0;
    for (const Row& row : rows) {
      cases += row.weight * row.count;
      total_ += row.weight * row.base;
      areas += row.weight;
    }
    // Half a case more than counted, so that no cases do not mean that there can be none.
    mean_ = (cases + 0.5) / (total_ + (binomial() ? 1.0 : 0.0));
    pooled_ = cases / total_;
    chance_ = binomial() ? mean_ * (1.0 - mean_) : mean_;
    const double typical = chance_ * areas / total_;
    least_ = chance_ / rows.back().base;
    for (const Row& row : rows) add(row);
    double widest = kWidest * (typical + largest_);
    if (binomial()) widest = std::min(widest, chance_ * (1.0 - 1e-9));
    stretch_ = std::log1p(widest / least_);
  }

  [[nodiscard]] double variance(double u) const { return least_ * std::expm1(u * stretch_); }

  [[nodiscard]] double log_posterior(double u) const {
    execution_.advance();
    const double variance_of_rates = variance(u);
    const auto [mean, mean_variance] = mean_given(variance_of_rates);
    const double shift = mean - pooled_;
    double sum = 0.0;
    for (std::size_t first = 0; first < groups_.size(); first += kTogether) {
      const auto groups =
          std::span(groups_).subspan(first).first(std::min(kTogether, groups_.size() - first));
      std::array<double, kTogether> scatters{};
      for (std::size_t i = 0; i < groups.size(); ++i) {
        scatters[i] = scatter(groups[i].base, variance_of_rates);
      }
      std::array<double, kTogether> logs = scatters;
      core::logarithms(std::span(logs).first(groups.size()));
      for (std::size_t i = 0; i < groups.size(); ++i) {
        const Group& g = groups[i];
        const double squares = g.squares - 2.0 * shift * g.deviation + g.areas * shift * shift;
        sum += g.areas * logs[i] + squares / scatters[i];
      }
    }
    // The last term: equal steps of u are steps of A that grow with it.
    return -0.5 * sum + 0.5 * std::log(mean_variance) + u * stretch_;
  }

  [[nodiscard]] CrediblePrior at(double u) const {
    const auto [mean, mean_variance] = mean_given(variance(u));
    const double possible = mean * (1.0 - mean) * (1.0 - 1e-9);
    const double a = binomial() ? std::min(variance(u), possible) : variance(u);
    return {.prior = {.mean = mean, .variance = a, .model = model_},
            .mean_variance = mean_variance};
  }

 private:
  [[nodiscard]] bool binomial() const { return model_ == Model::kBinomial; }

  void add(const Row& row) {
    if (groups_.empty() || groups_.back().base != row.base) groups_.push_back({.base = row.base});
    Group& group = groups_.back();
    const double deviation = row.count / row.base - pooled_;
    group.areas += row.weight;
    group.deviation += row.weight * deviation;
    group.squares += row.weight * (deviation * deviation + row.variance / (row.base * row.base));
    largest_ = std::max(largest_, deviation * deviation);
  }

  /// Variance of an observed rate around the common mean.
  [[nodiscard]] double scatter(double base, double variance_of_rates) const {
    const double part = binomial() ? std::max(0.0, 1.0 - 1.0 / base) : 1.0;
    return variance_of_rates * part + chance_ / base;
  }

  /// The mean with the inverse variances as weights, and its own variance.
  [[nodiscard]] std::pair<double, double> mean_given(double variance_of_rates) const {
    double weights = 0.0;
    double deviations = 0.0;
    for (const Group& g : groups_) {
      const double weight = 1.0 / scatter(g.base, variance_of_rates);
      weights += g.areas * weight;
      deviations += g.deviation * weight;
    }
    const double found = std::max(0.0, pooled_ + deviations / weights);
    const double mean = (found * total_ + 0.5) / (total_ + (binomial() ? 1.0 : 0.0));
    return {mean, 1.0 / weights};
  }

  Model model_;
  const core::Execution& execution_;
  std::vector<Group> groups_;
  double total_ = 0.0;
  double mean_ = 0.0;
  double pooled_ = 0.0;
  double chance_ = 0.0;
  double least_ = 0.0;
  double largest_ = 0.0;  // squared deviation
  double stretch_ = 0.0;
};

/// The best u: a scan, then golden sections around its best point.
double mode_of(const Likelihood& likelihood) {
  const double step = 1.0 / kScan;
  int best = 0;
  double most = likelihood.log_posterior(0.0);
  for (int i = 1; i <= kScan; ++i) {
    const double value = likelihood.log_posterior(step * i);
    if (value <= most) continue;
    most = value;
    best = i;
  }
  double low = step * std::max(0, best - 1);
  double high = step * std::min(kScan, best + 1);
  constexpr double kGolden = 0.61803398874989484820;
  double left = high - kGolden * (high - low);
  double right = low + kGolden * (high - low);
  double at_left = likelihood.log_posterior(left);
  double at_right = likelihood.log_posterior(right);
  for (int i = 0; i < kGoldenSteps; ++i) {
    if (at_left >= at_right) {
      high = right;
      right = std::exchange(left, right - kGolden * (right - low));
      at_right = std::exchange(at_left, likelihood.log_posterior(left));
    } else {
      low = left;
      left = std::exchange(right, left + kGolden * (high - left));
      at_left = std::exchange(at_right, likelihood.log_posterior(right));
    }
  }
  return (low + high) / 2.0;
}

/// From the mode towards `outside`, where the posterior has fallen to next to nothing.
double edge(const Likelihood& likelihood, double mode, double outside, double floor) {
  if (likelihood.log_posterior(outside) > floor) return outside;
  double inside = mode;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (inside + outside) / 2.0;
    (likelihood.log_posterior(middle) > floor ? inside : outside) = middle;
  }
  return outside;
}

}  // namespace

std::vector<CrediblePrior> credible_priors(const indicator::Counts& counts,
                                           const CrediblePriorOptions& options) {
  const std::vector<Row> rows = sorted_rows(counts, options);
  if (rows.empty()) return {};
  const Likelihood likelihood(rows, options);
  const double mode = mode_of(likelihood);
  const double top = likelihood.log_posterior(mode);
  const double low = edge(likelihood, mode, 0.0, top - kDrop);
  const double high = edge(likelihood, mode, 1.0, top - kDrop);
  std::vector<CrediblePrior> priors;
  double all = 0.0;
  for (const auto& [point, weight] : kGaussLegendre11) {
    const double u = low + (high - low) * point;
    priors.push_back(likelihood.at(u));
    priors.back().probability = weight * std::exp(likelihood.log_posterior(u) - top);
    all += priors.back().probability;
  }
  for (CrediblePrior& credible : priors) credible.probability /= all;
  return priors;
}

PosteriorMoments credible_moments(std::span<const CrediblePrior> priors,
                                  const indicator::Share& share) {
  assert(!priors.empty());
  const bool binomial = priors.front().prior.model == Model::kBinomial;
  double probability = 0.0;
  double mean = 0.0;
  double variance = 0.0;
  for (const CrediblePrior& credible : priors) {
    const double m = credible.prior.mean;
    const double a = credible.prior.variance;
    // base / (base + prior_base), written so that a variance of 0 divides nothing.
    const double known = a * share.base;
    const double weight = known / (known + (binomial ? m * (1.0 - m) - a : m));
    const double own = share.base > 0.0 ? share.count / share.base : m;
    const double centre = m + weight * (own - m);
    const double spread =
        binomial ? a * centre * (1.0 - centre) / (known + m * (1.0 - m)) : a * centre / (known + m);
    const double from_mean = (1.0 - weight) * (1.0 - weight) * credible.mean_variance;
    probability += credible.probability;
    const double step = centre - mean;
    mean += step * credible.probability / probability;
    variance += credible.probability * (spread + from_mean + step * (centre - mean));
  }
  return {mean, variance};
}

indicator::Interval interval_of(const PosteriorMoments& moments, Model model, double level) {
  return model == Model::kBinomial ? beta_interval_of(moments.mean, moments.variance, level)
                                   : gamma_interval_of(moments.mean, moments.variance, level);
}

indicator::Interval credible_interval(std::span<const CrediblePrior> priors,
                                      const indicator::Share& share, double level) {
  return interval_of(credible_moments(priors, share), priors.front().prior.model, level);
}

}  // namespace sozialraum::smallarea
