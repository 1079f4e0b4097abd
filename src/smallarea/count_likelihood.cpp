#include "smallarea/count_likelihood.hpp"

#include <algorithm>
#include <cmath>

#include "smallarea/log_gamma.hpp"
#include "smallarea/rising_sums.hpp"
#include "sozialraum/core/parallel.hpp"

namespace sozialraum::smallarea {
namespace {

constexpr std::size_t kChunk = 2048;
constexpr int kMostSteps = 60;
constexpr int kMostHalvings = 30;
/// A step that promises less than this is the last: half of it is what is left to gain.
constexpr double kPromised = 1e-11;
constexpr double kRounding = 1e-13;
/// The variance of a standardised coefficient is about 1 / cases; beyond this the coefficient is on
/// its way to infinity, where the areas that have a trait have no cases.
constexpr double kEndless = 1e3;

struct Term {
  double log_likelihood = 0.0;
  double slope = 0.0;      ///< by the linear predictor
  double curvature = 0.0;  ///< its negative second derivative
  double safe = 0.0;       ///< a part of that which is never negative
};

// Both leave out of the logarithm what depends on the counts and the scatter alone, as this is the
// same for all coefficients: CountLikelihood::without_coefficients().

/// y cases where exp(log_mean) are expected, of which true means scatter with variance mean² c.
Term negative_binomial(double y, double log_mean, double c) {
  const double mean = std::exp(log_mean);
  const double whole = 1.0 + c * mean;
  const double log_whole = std::log1p(c * mean);
  const double information = mean * (1.0 + c * y) / (whole * whole);
  return {.log_likelihood = y * (log_mean - log_whole) - (c == 0.0 ? mean : log_whole / c),
          .slope = (y - mean) / whole,
          .curvature = information,
          .safe = information};
}

/// y of n where the share p is expected, of which true shares scatter with c = 1/(alpha + beta).
Term beta_binomial(double y, double n, double eta, double c) {
  const double odds = std::exp(-std::abs(eta));
  const double less = odds / (1.0 + odds);
  const double more = 1.0 / (1.0 + odds);
  const double p = eta > 0.0 ? more : less;
  const double q = eta > 0.0 ? less : more;
  const RisingSums cases = rising_sums(y, c / p);
  const RisingSums others = rising_sums(n - y, c / q);
  // log p and log q without rounding where one of them is next to 1.
  const double log_more = -std::log1p(odds);
  const double log_p = eta > 0.0 ? log_more : eta + log_more;
  const double log_q = log_p - eta;
  const double slope = q * cases.parts - p * others.parts;  // p q (d log / dp)
  const double safe = q * q * cases.squares + p * p * others.squares;
  return {.log_likelihood = y * log_p + cases.logs + (n - y) * log_q + others.logs,
          .slope = slope,
          .curvature = safe - (q - p) * slope,
          .safe = safe};
}

double dot(std::span<const double> x, std::span<const double> beta) {
  double sum = 0.0;
  for (std::size_t j = 0; j < x.size(); ++j) sum += x[j] * beta[j];
  return sum;
}

void add(std::vector<double>& to, const std::vector<double>& part) {
  for (std::size_t j = 0; j < to.size(); ++j) to[j] += part[j];
}

bool is_bounded(const std::vector<double>& covariance, std::size_t columns) {
  for (std::size_t j = 0; j < columns; ++j) {
    if (!(covariance[j * columns + j] < kEndless)) return false;
  }
  return true;
}

double logit(double p) { return std::log(p / (1.0 - p)); }

}  // namespace

double CountFit::expected(Model model, std::span<const double> x) const {
  const double eta = dot(x, beta);
  return model == Model::kPoisson ? std::exp(eta) : 1.0 / (1.0 + std::exp(-eta));
}

double CountFit::expected_variance(Model model, std::span<const double> x) const {
  double form = 0.0;
  for (std::size_t j = 0; j < x.size(); ++j) {
    for (std::size_t k = 0; k < x.size(); ++k) form += x[j] * covariance[j * x.size() + k] * x[k];
  }
  const double m = expected(model, x);
  const double slope = model == Model::kPoisson ? m : m * (1.0 - m);
  return slope * slope * form;
}

Prior CountFit::prior(Model model, std::span<const double> x) const {
  const double m = expected(model, x);
  const double variance = model == Model::kPoisson
                              ? m * m * dispersion
                              : m * (1.0 - m) * dispersion / (1.0 + dispersion);
  return {.mean = m, .variance = variance, .model = model};
}

CountLikelihood::CountLikelihood(const Design& design, const CountRows& rows, Model model,
                                 const core::Execution& execution)
    : design_(design), rows_(rows), model_(model), execution_(execution) {
  double cases = 0.0;
  double people = 0.0;
  double largest_base = 0.0;
  for (std::size_t i = 0; i < rows.count.size(); ++i) {
    const double y = rows.count[i];
    const double n = rows.base[i];
    cases += y;
    people += n;
    largest_base = std::max(largest_base, n);
    if (model == Model::kPoisson) log_base_.push_back(std::log(n));
    constant_ -= log_gamma(y + 1.0);
    constant_ += model == Model::kPoisson ? 0.0 : log_gamma(n + 1.0) - log_gamma(n - y + 1.0);
  }
  std::vector<double> numbers = model == Model::kPoisson ? rows.count : rows.base;
  std::ranges::sort(numbers);
  for (const double number : numbers) {
    if (repeated_.empty() || repeated_.back().value != number) repeated_.push_back({number, 0.0});
    repeated_.back().rows += 1.0;
  }
  pooled_ = cases / people;
  const bool poisson = model == Model::kPoisson;
  // A coefficient of variation of 10, or true shares of next to 0 and 1 only.
  widest_ = poisson ? 100.0 : 1e3;
  least_ = poisson ? 1.0 / std::max(1e-300, pooled_ * largest_base) : 1.0 / largest_base;
  least_ = std::min(least_, 0.1 * widest_);
}

CountLikelihood::Sums CountLikelihood::sums(std::span<const double> beta, double dispersion) const {
  const std::size_t p = beta.size();
  const std::size_t n = design_.rows();
  const Sums nothing{.score = std::vector(p, 0.0),
                     .information = std::vector(p * p, 0.0),
                     .expected = std::vector(p * p, 0.0)};
  std::vector<Sums> parts((n + kChunk - 1) / kChunk, nothing);
  core::parallel_for(n, kChunk, execution_, [&](std::size_t begin, std::size_t end) {
    Sums& part = parts[begin / kChunk];
    for (std::size_t i = begin; i < end; ++i) {
      const auto x = design_.row(i);
      const double eta = dot(x, beta);
      const Term term = model_ == Model::kPoisson
                            ? negative_binomial(rows_.count[i], log_base_[i] + eta, dispersion)
                            : beta_binomial(rows_.count[i], rows_.base[i], eta, dispersion);
      part.log_likelihood += term.log_likelihood;
      for (std::size_t j = 0; j < p; ++j) {
        part.score[j] += x[j] * term.slope;
        for (std::size_t k = 0; k <= j; ++k) {
          part.information[j * p + k] += x[j] * x[k] * term.curvature;
          part.expected[j * p + k] += x[j] * x[k] * term.safe;
        }
      }
    }
  });
  Sums all = nothing;
  for (const Sums& part : parts) {  // in the order of the chunks
    all.log_likelihood += part.log_likelihood;
    add(all.score, part.score);
    add(all.information, part.information);
    add(all.expected, part.expected);
  }
  return all;
}

double CountLikelihood::without_coefficients(double dispersion) const {
  double sum = 0.0;
  for (const auto& [number, rows] : repeated_) sum += rows * rising_sums(number, dispersion).logs;
  return constant_ + (model_ == Model::kPoisson ? sum : -sum);
}

CountFit CountLikelihood::fit(double dispersion, std::span<const double> start) const {
  CountFit fit{.dispersion = dispersion, .beta = {start.begin(), start.end()}};
  if (fit.beta.empty()) {
    fit.beta.assign(design_.columns(), 0.0);
    fit.beta[0] = model_ == Model::kPoisson ? std::log(pooled_) : logit(pooled_);
  }
  const bool none = !(pooled_ > 0.0);
  if (none || (model_ == Model::kBinomial && pooled_ >= 1.0)) return fit;
  Sums now = sums(fit.beta, dispersion);
  for (int step = 0; step < kMostSteps; ++step) {
    execution_.advance();
    auto factor = Factor::of(now.information, fit.beta.size());
    if (!factor) factor = Factor::of(now.expected, fit.beta.size());
    if (!factor) return fit;
    const std::vector<double> direction = factor->solve(now.score);
    const double promised = dot(direction, now.score);
    if (promised < kPromised) {
      fit.log_likelihood = now.log_likelihood + without_coefficients(dispersion);
      fit.covariance = factor->inverse();
      fit.log_det_covariance = -factor->log_determinant();
      fit.finite = is_bounded(fit.covariance, fit.beta.size());
      return fit;
    }
    double length = 1.0;
    for (int halving = 0; halving < kMostHalvings; ++halving, length /= 2.0) {
      std::vector<double> next = fit.beta;
      for (std::size_t j = 0; j < next.size(); ++j) next[j] += length * direction[j];
      Sums there = sums(next, dispersion);
      if (!(there.log_likelihood >=
            now.log_likelihood - kRounding * std::abs(now.log_likelihood))) {
        continue;
      }
      fit.beta = std::move(next);
      now = std::move(there);
      break;
    }
  }
  return fit;
}

}  // namespace sozialraum::smallarea
