#include "sozialraum/smallarea/spatial_fay_herriot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <numeric>
#include <optional>
#include <utility>

#include "smallarea/design.hpp"
#include "smallarea/estimate_rows.hpp"
#include "smallarea/gauss_legendre.hpp"
#include "smallarea/quadratic_peak.hpp"
#include "smallarea/sparse_cholesky.hpp"
#include "sozialraum/indicator/interval.hpp"

namespace sozialraum::smallarea {
namespace {

using core::CellState;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kLargest = 0.995;  // of the correlation: at 1 the covariance has no end
constexpr double kLeast = 1e-7;     // of the smallest psi, for A: at 0 the precision has no end
constexpr double kDrop = 6.0;       // log posterior; 3.5 standard deviations
constexpr int kScan = 10;
constexpr int kHalvings = 8;
constexpr int kBits = 24;
constexpr std::size_t kFewAreas = 50;
/// From here on A and rho are known so well that the likelihood is a parabola near its top.
constexpr std::size_t kManyAreas = 400;
constexpr double kUnlike = 1.5;  // of the log: what a node may lie off the parabola

/// The rows of the model in the order of their codes, so that no other order changes a byte.
struct Rows {
  std::vector<std::size_t> order{};    // row of the caller for each row of the model
  std::vector<std::uint32_t> place{};  // and back
  std::vector<double> value{};         // 0 where nothing was measured
  std::vector<double> precision{};     // 1 / psi; 0 where nothing was measured
  double log_variances = 0.0;          // sum of log psi
  double smallest = 0.0;               // psi
  double widest = 0.0;                 // a variance beyond which none is looked for
  std::size_t measured = 0;
};

Rows rows_of(const Estimates& estimates, const spatial::Weights& weights) {
  Rows rows;
  const std::size_t n = estimates.size();
  rows.order.resize(n);
  rows.place.resize(n);
  std::iota(rows.order.begin(), rows.order.end(), std::size_t{0});
  std::ranges::sort(rows.order, [&](std::size_t a, std::size_t b) {
    return weights.codes()[a].text() < weights.codes()[b].text();
  });
  rows.smallest = std::numeric_limits<double>::infinity();
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t i = rows.order[k];
    rows.place[i] = static_cast<std::uint32_t>(k);
    const bool known = is_measured(estimates, i);
    rows.value.push_back(known ? estimates.value[i] : 0.0);
    rows.precision.push_back(known ? 1.0 / estimates.variance[i] : 0.0);
    if (!known) continue;
    ++rows.measured;
    rows.log_variances += std::log(estimates.variance[i]);
    rows.smallest = std::min(rows.smallest, estimates.variance[i]);
    rows.widest = std::max(rows.widest, estimates.variance[i]);
    low = std::min(low, estimates.value[i]);
    high = std::max(high, estimates.value[i]);
  }
  rows.widest += 10.0 * (high - low) * (high - low);
  return rows;
}

/// I - rho (W + W') + rho² W'W of the row-standardised weights: one pattern, three lists of values.
struct Autoregression {
  SparsePattern pattern{};
  std::vector<double> sum{};     // of W + W'
  std::vector<double> square{};  // of W'W
  std::vector<std::size_t> diagonal{};
};

Autoregression autoregression_of(const spatial::Weights& weights, const Rows& rows) {
  const spatial::Weights shares = weights.row_standardised();
  const std::size_t n = rows.order.size();
  std::vector<std::map<std::uint32_t, std::array<double, 2>>> below(n);
  const auto add = [&](std::uint32_t a, std::uint32_t b, std::size_t list, double value) {
    below[std::min(a, b)][std::max(a, b)][list] += value;
  };
  for (std::uint32_t k = 0; k < n; ++k) {
    below[k][k];
    const auto near = shares.neighbours(static_cast<core::AreaId>(rows.order[k]));
    std::vector<std::pair<std::uint32_t, double>> mine;
    for (const spatial::Neighbour& other : near) {
      mine.emplace_back(rows.place[core::index(other.area)], other.weight);
    }
    std::ranges::sort(mine);
    for (std::size_t i = 0; i < mine.size(); ++i) {
      add(k, mine[i].first, 0, mine[i].second);
      for (std::size_t j = 0; j <= i; ++j) {
        add(mine[i].first, mine[j].first, 1, mine[i].second * mine[j].second);
      }
    }
  }
  Autoregression result;
  for (std::uint32_t column = 0; column < n; ++column) {
    result.diagonal.push_back(result.pattern.entries());
    for (const auto& [row, lists] : below[column]) {
      result.pattern.row.push_back(row);
      result.sum.push_back(lists[0]);
      result.square.push_back(lists[1]);
    }
    result.pattern.first.push_back(result.pattern.entries());
  }
  return result;
}

/// The best coefficients for one A and rho, and what neighbours then tell.
struct SpatialFit {
  double variance = 0.0;
  double correlation = 0.0;
  double log_likelihood = -std::numeric_limits<double>::infinity();
  double restricted = -std::numeric_limits<double>::infinity();
  std::vector<double> beta{};
  std::vector<double> covariance{};   // of beta
  std::vector<double> shift{};        // of each row from what is expected of it
  std::vector<double> passed_on{};    // rows x columns: H⁻¹ Psi⁻¹ X
  std::vector<double> uncertainty{};  // of each row, for beta given
};

class SpatialModelOfMeans {
 public:
  SpatialModelOfMeans(const Rows& rows, const Autoregression& links, std::vector<double> design,
                      std::size_t columns)
      : rows_(rows),
        links_(links),
        design_(std::move(design)),
        columns_(columns),
        plan_(links.pattern),
        prior_(plan_),
        posterior_(plan_),
        values_(links.pattern.entries()) {}

  [[nodiscard]] std::span<const double> x(std::size_t row) const {
    return std::span(design_).subspan(row * columns_, columns_);
  }

  /// Log determinant of the autoregression for an A of 1; nothing if there is none.
  [[nodiscard]] std::optional<double> log_determinant(double rho) {
    fill(rho, 1.0);
    if (!prior_.factorise(values_)) return std::nullopt;
    return prior_.log_determinant();
  }

  /// `whole` also finds shifts and uncertainties.
  [[nodiscard]] SpatialFit fit(double variance, double rho, double log_determinant, bool whole) {
    SpatialFit result{.variance = variance, .correlation = rho};
    const std::size_t n = rows_.order.size();
    fill(rho, 1.0 / variance);
    for (std::size_t k = 0; k < n; ++k) values_[links_.diagonal[k]] += rows_.precision[k];
    if (!posterior_.factorise(values_)) return result;
    const std::size_t sides = columns_ + 1;
    std::vector<double> solved(n * sides);
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t c = 0; c < columns_; ++c)
        solved[k * sides + c] = rows_.precision[k] * x(k)[c];
      solved[k * sides + columns_] = rows_.precision[k] * rows_.value[k];
    }
    posterior_.solve(solved, sides);
    std::vector<double> normal(columns_ * columns_, 0.0);
    std::vector<double> right(columns_, 0.0);
    double squares = 0.0;
    for (std::size_t k = 0; k < n; ++k) {
      const double w = rows_.precision[k];
      const double* own = &solved[k * sides];
      const double rest = rows_.value[k] - own[columns_];
      for (std::size_t c = 0; c < columns_; ++c) {
        for (std::size_t d = 0; d < columns_; ++d) {
          normal[c * columns_ + d] += w * x(k)[c] * (x(k)[d] - own[d]);
        }
        right[c] += w * x(k)[c] * rest;
      }
      squares += w * rows_.value[k] * rest;
    }
    const std::optional<Factor> factor = Factor::of(normal, columns_);
    if (!factor) return result;
    result.beta = factor->solve(right);
    double explained = 0.0;
    for (std::size_t c = 0; c < columns_; ++c) explained += right[c] * result.beta[c];
    const double m = static_cast<double>(rows_.measured);
    const double log_prior = log_determinant - static_cast<double>(n) * std::log(variance);
    result.log_likelihood = -0.5 * (m * std::log(2.0 * std::numbers::pi) + rows_.log_variances +
                                    posterior_.log_determinant() - log_prior + squares - explained);
    result.restricted = result.log_likelihood - 0.5 * factor->log_determinant();
    if (whole) spread(*factor, solved, result);
    return result;
  }

 private:
  void fill(double rho, double precision) {
    for (std::size_t e = 0; e < values_.size(); ++e) {
      values_[e] = precision * (rho * rho * links_.square[e] - rho * links_.sum[e]);
    }
    for (const std::size_t e : links_.diagonal) values_[e] += precision;
  }

  void spread(const Factor& factor, const std::vector<double>& solved, SpatialFit& result) const {
    const std::size_t n = rows_.order.size();
    const std::size_t sides = columns_ + 1;
    result.covariance = factor.inverse();
    result.uncertainty = posterior_.inverse_diagonal();
    for (std::size_t k = 0; k < n; ++k) {
      double shift = solved[k * sides + columns_];
      for (std::size_t c = 0; c < columns_; ++c) {
        const double passed = solved[k * sides + c];
        shift -= passed * result.beta[c];
        result.passed_on.push_back(passed);
      }
      result.shift.push_back(shift);
    }
  }

  const Rows& rows_;
  const Autoregression& links_;
  std::vector<double> design_;
  std::size_t columns_;
  CholeskyPlan plan_;
  SparseCholesky prior_;
  SparseCholesky posterior_;
  std::vector<double> values_;
};

/// The searches over A and rho, on a scale of A that is linear near 0 and logarithmic beyond.
class Search {
 public:
  Search(SpatialModelOfMeans& model, const Rows& rows, const SpatialFayHerriotOptions& options)
      : model_(model),
        options_(options),
        many_(rows.measured >= kManyAreas),
        smallest_(rows.smallest),
        stretch_(std::log1p(rows.widest / rows.smallest)) {}

  /// The largest likelihood.
  [[nodiscard]] SpatialFit best() {
    if (many_) top_ = parabola([&](double u, double rho) { return likelihood(u, rho); }, {});
    if (top_) return whole(top_->at[0], std::tanh(top_->at[1]));
    const auto value = [&](double rho) { return best_of(rho).first; };
    const auto [rho, top] = peak(value, -kLargest, kLargest, 2 * kScan);
    return whole(best_of(rho).second, rho);
  }

  /// A and rho that the measurements allow, each with its probability.
  [[nodiscard]] std::vector<std::pair<SpatialFit, double>> credible() {
    if (auto nine = by_parabola(); !nine.empty()) return nine;
    return by_lines();
  }

 private:
  /// Eleven rho, eleven A at each.
  [[nodiscard]] std::vector<std::pair<SpatialFit, double>> by_lines() {
    const auto ridge = [&](double rho) { return best_of_posterior(rho).first; };
    const auto [mode, top] = peak(ridge, -kLargest, kLargest, 2 * kScan);
    const double low = edge(ridge, mode, -kLargest, top);
    const double high = edge(ridge, mode, kLargest, top);
    std::vector<std::pair<SpatialFit, double>> fits;
    double all = 0.0;
    for (const auto& [at, share] : kGaussLegendre11) {
      const double rho = low + (high - low) * at;
      if (!log_determinant(rho)) continue;
      const auto height = [&](double u) { return posterior(u, rho); };
      const auto [middle, most] = peak(height, 0.0, 1.0, kScan);
      const double from = edge(height, middle, 0.0, most);
      const double to = edge(height, middle, 1.0, most);
      for (const auto& [part, weight] : kGaussLegendre11) {
        const double u = from + (to - from) * part;
        SpatialFit fit = whole(u, rho);
        const double probability =
            share * weight * (to - from) * std::exp(fit.restricted + u * stretch_ - top);
        if (!(probability > 0.0)) continue;
        all += probability;
        fits.emplace_back(std::move(fit), probability);
      }
      options_.execution.advance(1);
    }
    for (auto& [fit, probability] : fits) probability /= all;
    return fits;
  }

  /// Nine points of the rule of Gauss and Hermite that is exact to the third degree, on u and on z
  /// with rho = tanh z, each with what the posterior is more than the parabola there; nothing if it
  /// is none.
  [[nodiscard]] std::vector<std::pair<SpatialFit, double>> by_parabola() {
    if (!top_) return {};
    const auto height = [&](double u, double rho) {
      return posterior(u, rho) + std::log1p(-rho * rho);
    };
    const auto peak = parabola(height, top_);
    if (!peak) return {};
    std::vector<std::pair<PlanePoint, double>> nodes;
    double all = 0.0;
    for (const int i : {-1, 0, 1}) {
      for (const int j : {-1, 0, 1}) {
        const PlanePoint at = peak->away(i * std::numbers::sqrt3, j * std::numbers::sqrt3);
        if (at[0] < 0.0 || at[0] > 1.0 || std::abs(std::tanh(at[1])) > kLargest) return {};
        const double more = height(at[0], std::tanh(at[1])) - peak->top + 1.5 * (i * i + j * j);
        if (!(std::abs(more) < kUnlike)) return {};
        const double weight = (i == 0 ? 4.0 : 1.0) * (j == 0 ? 4.0 : 1.0) * std::exp(more);
        all += weight;
        nodes.emplace_back(at, weight);
      }
    }
    std::vector<std::pair<SpatialFit, double>> fits;
    for (const auto& [at, weight] : nodes) {
      fits.emplace_back(whole(at[0], std::tanh(at[1])), weight / all);
      options_.execution.advance(1);
    }
    return fits;
  }

  /// The parabola at the top of a function of u and rho, from a scan or from another top.
  template <class Function>
  [[nodiscard]] std::optional<QuadraticPeak> parabola(Function function,
                                                      const std::optional<QuadraticPeak>& from) {
    const auto of_z = [&](const PlanePoint& at) {
      options_.execution.advance(0);  // throws if the caller cancelled
      return function(at[0], std::tanh(at[1]));
    };
    const double most = std::atanh(kLargest);
    PeakSearch search{.width = {0.05, 0.2}, .low = {0.0, -most}, .high = {1.0, most}};
    if (from) {
      search.start = from->at;
      search.width = from->width;
      return quadratic_peak(of_z, search);
    }
    double top = -std::numeric_limits<double>::infinity();
    for (const double z : {-0.9, 0.0, 0.7, 1.5}) {
      for (const double u : {0.06, 0.2, 0.4, 0.6, 0.85}) {
        const double there = of_z({u, z});
        if (there <= top) continue;
        top = there;
        search.start = {u, z};
      }
    }
    return quadratic_peak(of_z, search);
  }

  [[nodiscard]] double variance(double u) const {
    return smallest_ * (kLeast + std::expm1(u * stretch_));
  }

  [[nodiscard]] const std::optional<double>& log_determinant(double rho) {
    const auto known = determinants_.find(rho);
    if (known != determinants_.end()) return known->second;
    return determinants_.emplace(rho, model_.log_determinant(rho)).first->second;
  }

  struct Heights {
    double log_likelihood = -std::numeric_limits<double>::infinity();
    double restricted = log_likelihood;
  };

  /// Asked once for every u and rho, by whatever search.
  [[nodiscard]] const Heights& heights(double u, double rho) {
    const auto [at, is_new] = heights_.try_emplace({u, rho});
    const auto& log = log_determinant(rho);
    if (is_new && log) {
      const SpatialFit fit = model_.fit(variance(u), rho, *log, false);
      at->second = {fit.log_likelihood, fit.restricted};
    }
    return at->second;
  }

  /// REQUIRES a rho that has a determinant.
  [[nodiscard]] SpatialFit whole(double u, double rho) {
    return model_.fit(variance(u), rho, *log_determinant(rho), true);
  }

  [[nodiscard]] double likelihood(double u, double rho) {
    const Heights& found = heights(u, rho);
    return options_.method == VarianceMethod::kMl ? found.log_likelihood : found.restricted;
  }

  /// Equal steps of u are steps of A that grow with it.
  [[nodiscard]] double posterior(double u, double rho) {
    return heights(u, rho).restricted + u * stretch_;
  }

  [[nodiscard]] std::pair<double, double> best_of(double rho) {
    return top_of([&](double u) { return likelihood(u, rho); }, rho);
  }

  [[nodiscard]] std::pair<double, double> best_of_posterior(double rho) {
    return top_of([&](double u) { return posterior(u, rho); }, rho);
  }

  /// The highest value at a rho, and the u where it stands.
  template <class Function>
  [[nodiscard]] std::pair<double, double> top_of(Function function, double rho) {
    if (!log_determinant(rho)) return {-std::numeric_limits<double>::infinity(), 0.0};
    const auto [u, top] = peak(function, 0.0, 1.0, kScan);
    return {top, u};
  }

  /// Where a function is largest, and how large: a scan, then Brent's method around the best.
  template <class Function>
  [[nodiscard]] std::pair<double, double> peak(Function function, double from, double to,
                                               int steps) const {
    const double step = (to - from) / steps;
    int best = 0;
    double most = -std::numeric_limits<double>::infinity();
    for (int i = 0; i <= steps; ++i) {
      if (const double there = function(from + step * i); there > most) {
        most = there;
        best = i;
      }
    }
    const auto [at, least] = boost::math::tools::brent_find_minima(
        [&](double x) { return -function(x); }, from + step * std::max(0, best - 1),
        from + step * std::min(steps, best + 1), kBits);
    options_.execution.advance(0);  // throws if the caller cancelled
    return -least > most ? std::pair{at, -least} : std::pair{from + step * best, most};
  }

  /// Where the function has fallen by kDrop on the way from its peak.
  template <class Function>
  [[nodiscard]] static double edge(Function function, double peak, double outside, double top) {
    if (function(outside) > top - kDrop) return outside;
    double inside = peak;
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = (inside + outside) / 2.0;
      (function(middle) > top - kDrop ? inside : outside) = middle;
    }
    return outside;
  }

  SpatialModelOfMeans& model_;
  const SpatialFayHerriotOptions& options_;
  bool many_;
  double smallest_;
  double stretch_;
  std::optional<QuadraticPeak> top_;  // of the likelihood, where it is a parabola
  std::map<double, std::optional<double>> determinants_;
  std::map<std::pair<double, double>, Heights> heights_;
};

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
};

double expected_of(std::span<const double> x, const SpatialFit& fit) {
  return std::inner_product(x.begin(), x.end(), fit.beta.begin(), 0.0);
}

/// One row under one A and rho, with the uncertainty of beta.
Moments moments_of(std::span<const double> x, std::size_t row, const SpatialFit& fit) {
  const std::size_t p = x.size();
  double variance = fit.uncertainty[row];
  for (std::size_t c = 0; c < p; ++c) {
    for (std::size_t d = 0; d < p; ++d) {
      variance += (x[c] - fit.passed_on[row * p + c]) * fit.covariance[c * p + d] *
                  (x[d] - fit.passed_on[row * p + d]);
    }
  }
  return {expected_of(x, fit) + fit.shift[row], variance};
}

void fill(const Rows& rows, const SpatialModelOfMeans& model, const SpatialFit& best,
          const std::vector<std::pair<SpatialFit, double>>& fits, double deviate,
          SpatialFayHerriotResult& result) {
  for (std::size_t k = 0; k < rows.order.size(); ++k) {
    const std::size_t i = rows.order[k];
    const std::span<const double> x = model.x(k);
    result.expected[i] = expected_of(x, best);
    result.value[i] = result.expected[i] + best.shift[k];
    result.weight[i] = best.uncertainty[k] * rows.precision[k];
    Moments all;
    double between = 0.0;
    for (const auto& [fit, p] : fits) {
      const Moments one = moments_of(x, k, fit);
      all.mean += p * one.mean;
      all.variance += p * one.variance;
    }
    for (const auto& [fit, p] : fits) {
      const double step = moments_of(x, k, fit).mean - all.mean;
      between += p * step * step;
    }
    all.variance += between;
    const double half = deviate * std::sqrt(all.variance);
    result.posterior_mean[i] = all.mean;
    result.posterior_variance[i] = all.variance;
    result.lower[i] = std::min(all.mean - half, result.value[i]);
    result.upper[i] = std::max(all.mean + half, result.value[i]);
  }
}

SpatialFayHerriotResult empty_of(const Estimates& estimates) {
  const std::vector<double> missing(estimates.size(), kMissing);
  SpatialFayHerriotResult result{.value = missing,
                                 .weight = missing,
                                 .lower = missing,
                                 .upper = missing,
                                 .expected = missing,
                                 .posterior_mean = missing,
                                 .posterior_variance = missing};
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    result.states.push_back(is_measured(estimates, i) ? state_of(estimates, i)
                                                      : CellState::kEstimated);
  }
  return result;
}

void require_input(const Estimates& estimates, const spatial::Weights& weights,
                   const Covariates& covariates, const SpatialFayHerriotOptions& options) {
  require_estimates(estimates);
  require_covariates(covariates, estimates.size(), estimates.areas);
  if (options.method == VarianceMethod::kMoments) {
    core::invalid_argument("method", "is 'moments'; with neighbours there are 'reml' and 'ml'");
  }
  if (weights.size() != estimates.size()) {
    throw core::InvalidInput({.code = "length_mismatch",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("{} values for weights of {} areas",
                                                     estimates.size(), weights.size()),
                              .place = {.argument = "weights"}});
  }
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    if (has_covariates(covariates, i)) continue;
    throw core::InvalidInput({.code = "missing_covariates",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("{} lacks a covariate", estimates.areas[i]),
                              .place = {.argument = "covariates"},
                              .hint = "neighbours hang together: leave out the covariate, or the "
                                      "area from values and weights",
                              .areas = {estimates.areas[i]}});
  }
}

void tell(const Rows& rows, const SpatialFit& best, SpatialFayHerriotResult& result) {
  if (rows.measured < kFewAreas) {
    result.findings.push_back(
        {.code = "few_areas",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} areas tell little of how alike neighbours are", rows.measured),
         .hint = "the intervals carry it; fay_herriot makes do without neighbours"});
  }
  if (best.variance <= 2.0 * kLeast * rows.smallest) {
    result.findings.push_back(
        {.code = "no_spread",
         .severity = core::Severity::kWarning,
         .message = "the areas differ from what is expected of them no more than their errors make "
                    "them; all get what is expected"});
  }
}

}  // namespace

SpatialFayHerriotResult spatial_fay_herriot(const Estimates& estimates,
                                            const spatial::Weights& weights,
                                            const Covariates& covariates,
                                            const SpatialFayHerriotOptions& options) {
  require_input(estimates, weights, covariates, options);
  const double deviate = indicator::normal_deviate(options.level);
  const Rows rows = rows_of(estimates, weights);
  require_areas(rows.measured, covariates.columns() + 1, "value");
  std::vector<std::size_t> measured;
  for (const std::size_t i : rows.order) {
    if (is_measured(estimates, i)) measured.push_back(i);
  }
  const Design design(covariates, measured);
  std::vector<double> scaled(rows.order.size() * design.columns());
  for (std::size_t k = 0; k < rows.order.size(); ++k) {
    design.scale(covariates, rows.order[k],
                 std::span(scaled).subspan(k * design.columns(), design.columns()));
  }
  const Autoregression links = autoregression_of(weights, rows);
  SpatialModelOfMeans model(rows, links, std::move(scaled), design.columns());
  options.execution.expect(kGaussLegendre11.size());
  Search search(model, rows, options);
  const SpatialFit best = search.best();
  SpatialFayHerriotResult result = empty_of(estimates);
  result.coefficients = design.in_units(covariates, best.beta, best.covariance);
  result.variance = best.variance <= 2.0 * kLeast * rows.smallest ? 0.0 : best.variance;
  result.correlation = best.correlation;
  result.log_likelihood = best.log_likelihood;
  fill(rows, model, best, search.credible(), deviate, result);
  tell(rows, best, result);
  return result;
}

}  // namespace sozialraum::smallarea
