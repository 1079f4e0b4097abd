#include "sozialraum/smallarea/fay_herriot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <limits>

#include "smallarea/area_model.hpp"
#include "smallarea/estimate_rows.hpp"
#include "smallarea/gauss_legendre.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/indicator/interval.hpp"

namespace sozialraum::smallarea {
namespace {

using core::CellState;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kChunk = 1024;
constexpr int kScan = 24;
constexpr int kHalvings = 14;
constexpr int kMostSteps = 100;
constexpr double kSettled = 1e-13;
constexpr double kDrop = 6.0;  // log posterior; 3.5 standard deviations

double score(const AreaFit& fit, VarianceMethod method) {
  const double degrees = method == VarianceMethod::kReml ? fit.projected : 0.0;
  return 0.5 * (fit.squared_residual - (fit.weights - degrees));
}

double information(const AreaFit& fit, VarianceMethod method) {
  if (method == VarianceMethod::kMl) return 0.5 * fit.squared_weights;
  return 0.5 * (fit.squared_weights - 2.0 * fit.projected_cubes + fit.projected_squares);
}

/// The A with the largest likelihood: a scan, Brent's method, and Fisher's scoring for the last
/// digits.
AreaFit most_likely(const AreaModel& model, VarianceMethod method) {
  const double stretch = std::log1p(model.widest() / model.smallest());
  const auto variance = [&](double u) { return model.smallest() * std::expm1(u * stretch); };
  const auto value = [&](double u) {
    const AreaFit fit = model.fit(variance(u));
    return method == VarianceMethod::kReml ? fit.restricted() : fit.log_likelihood;
  };
  constexpr double kStep = 1.0 / kScan;
  int best = 0;
  double most = value(0.0);
  for (int i = 1; i <= kScan; ++i) {
    const double there = value(kStep * i);
    if (there <= most) continue;
    most = there;
    best = i;
  }
  const auto [u, least] = boost::math::tools::brent_find_minima(
      [&](double x) { return -value(x); }, kStep * std::max(0, best - 1),
      kStep * std::min(kScan, best + 1), 20);
  if (best == 0 && -least <= most && score(model.fit(0.0), method) <= 0.0) return model.fit(0.0);
  AreaFit fit = model.fit(variance(u));
  for (int step = 0; step < kMostSteps; ++step) {
    const double change = score(fit, method) / information(fit, method);
    fit = model.fit(std::max(0.0, fit.variance + change));
    if (std::abs(change) <= kSettled * fit.variance || fit.variance == 0.0) break;
  }
  return fit;
}

/// Sum of (y - x'beta)² / (A + psi) = areas - coefficients: falls with A and is convex, so Newton's
/// steps from 0 never pass the root.
AreaFit by_moments(const AreaModel& model, std::size_t coefficients) {
  const double wanted = static_cast<double>(model.rows() - coefficients);
  AreaFit fit = model.fit(0.0);
  for (int step = 0; step < kMostSteps && fit.residual > wanted; ++step) {
    const double change = (fit.residual - wanted) / fit.squared_residual;
    fit = model.fit(fit.variance + change);
    if (change <= kSettled * fit.variance) break;
  }
  return fit;
}

/// A variance that the measurements allow, and how probable it is.
struct CredibleFit {
  AreaFit fit;
  double probability = 0.0;
};

std::vector<CredibleFit> credible_fits(const AreaModel& model) {
  const double stretch = std::log1p(model.widest() / model.smallest());
  const auto at = [&](double u) { return model.fit(model.smallest() * std::expm1(u * stretch)); };
  // Equal steps of u are steps of A that grow with it.
  const auto log_posterior = [&](double u) { return at(u).restricted() + u * stretch; };
  double mode = 0.0;
  double top = log_posterior(0.0);
  for (int i = 1; i <= 2 * kScan; ++i) {
    const double u = static_cast<double>(i) / (2 * kScan);
    if (const double value = log_posterior(u); value > top) {
      top = value;
      mode = u;
    }
  }
  const auto edge = [&](double outside) {
    if (log_posterior(outside) > top - kDrop) return outside;
    double inside = mode;
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = (inside + outside) / 2.0;
      (log_posterior(middle) > top - kDrop ? inside : outside) = middle;
    }
    return outside;
  };
  const double low = edge(0.0);
  const double high = edge(1.0);
  std::vector<CredibleFit> fits;
  double all = 0.0;
  for (const auto& [point, weight] : kGaussLegendre11) {
    const double u = low + (high - low) * point;
    AreaFit fit = at(u);
    const double probability = weight * std::exp(fit.restricted() + u * stretch - top);
    all += probability;
    fits.push_back({std::move(fit), probability});
  }
  for (CredibleFit& fit : fits) fit.probability /= all;
  return fits;
}

/// What the published mean squared errors need beside the row: the variance of A and its bias.
struct ErrorTerms {
  double variance = 0.0;
  double bias = 0.0;
};

ErrorTerms error_terms(const AreaFit& fit, VarianceMethod method, std::size_t areas) {
  const double n = static_cast<double>(areas);
  const double sum = fit.weights;
  const double squares = fit.squared_weights;
  switch (method) {
    case VarianceMethod::kReml:
      return {2.0 / squares, 0.0};
    case VarianceMethod::kMl:
      return {2.0 / squares, -fit.projected / squares};
    case VarianceMethod::kMoments:
      break;
  }
  return {2.0 * n / (sum * sum), 2.0 * (n * squares - sum * sum) / (sum * sum * sum)};
}

/// Fills one row after the other from the fits.
class Answer {
 public:
  Answer(const Estimates& estimates, const Covariates& covariates, const Design& design,
         const FayHerriotOptions& options)
      : estimates_(estimates),
        covariates_(covariates),
        design_(design),
        options_(options),
        deviate_(indicator::normal_deviate(options.level)) {}

  void fill(const AreaFit& best, const std::vector<CredibleFit>& fits,
            FayHerriotResult& result) const {
    const ErrorTerms terms = error_terms(best, options_.method, design_.rows());
    core::parallel_for(estimates_.size(), kChunk, options_.execution,
                       [&](std::size_t begin, std::size_t end) {
                         std::vector<double> x(design_.columns());
                         for (std::size_t i = begin; i < end; ++i) {
                           if (!has_covariates(covariates_, i)) continue;
                           design_.scale(covariates_, i, x);
                           result.expected[i] = best.expected(x);
                           if (!is_measured(estimates_, i)) continue;
                           fill_value(i, x, best, terms, result);
                           fill_interval(i, x, fits, result);
                         }
                         options_.execution.advance(end - begin);
                       });
  }

 private:
  void fill_value(std::size_t row, std::span<const double> x, const AreaFit& best,
                  const ErrorTerms& terms, FayHerriotResult& result) const {
    const double psi = estimates_.variance[row];
    const double total = best.variance + psi;
    const double weight = best.variance / total;
    const double rest = psi / total;
    const double expected = result.expected[row];
    result.value[row] = expected + weight * (estimates_.value[row] - expected);
    result.weight[row] = weight;
    result.states[row] = state_of(estimates_, row);
    const double known = weight * psi;
    const double from_beta = rest * rest * best.expected_variance(x);
    const double from_variance = rest * rest / total * terms.variance;
    result.squared_error[row] = known + from_beta + 2.0 * from_variance - terms.bias * rest * rest;
  }

  void fill_interval(std::size_t row, std::span<const double> x,
                     const std::vector<CredibleFit>& fits, FayHerriotResult& result) const {
    const double psi = estimates_.variance[row];
    double probability = 0.0;
    double mean = 0.0;
    double variance = 0.0;
    for (const auto& [fit, p] : fits) {
      const double weight = fit.variance / (fit.variance + psi);
      const double expected = fit.expected(x);
      const double centre = expected + weight * (estimates_.value[row] - expected);
      const double rest = 1.0 - weight;
      probability += p;
      const double step = centre - mean;
      mean += step * p / probability;
      variance +=
          p * (weight * psi + rest * rest * fit.expected_variance(x) + step * (centre - mean));
    }
    const double half = deviate_ * std::sqrt(variance);
    result.posterior_mean[row] = mean;
    result.posterior_variance[row] = variance;
    result.lower[row] = std::min(mean - half, result.value[row]);
    result.upper[row] = std::max(mean + half, result.value[row]);
  }

  const Estimates& estimates_;
  const Covariates& covariates_;
  const Design& design_;
  const FayHerriotOptions& options_;
  double deviate_;
};

/// In an order of their own, so that sums are the same for any other.
std::vector<std::size_t> rows_taking_part(const Estimates& estimates,
                                          const Covariates& covariates) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    if (is_measured(estimates, i) && has_covariates(covariates, i)) rows.push_back(i);
  }
  const std::size_t p = covariates.columns();
  std::ranges::sort(rows, [&](std::size_t a, std::size_t b) {
    if (estimates.variance[a] != estimates.variance[b]) {
      return estimates.variance[a] < estimates.variance[b];
    }
    if (estimates.value[a] != estimates.value[b]) return estimates.value[a] < estimates.value[b];
    return std::ranges::lexicographical_compare(covariates.values.subspan(a * p, p),
                                                covariates.values.subspan(b * p, p));
  });
  return rows;
}

FayHerriotResult nothing_known(const Estimates& estimates, const Covariates& covariates) {
  const std::vector<double> missing(estimates.size(), kMissing);
  FayHerriotResult result{.value = missing,
                          .weight = missing,
                          .lower = missing,
                          .upper = missing,
                          .expected = missing,
                          .squared_error = missing,
                          .posterior_mean = missing,
                          .posterior_variance = missing};
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    const bool told = is_measured(estimates, i) && has_covariates(covariates, i);
    result.states.push_back(told || !is_measured(estimates, i) ? state_of(estimates, i)
                                                               : CellState::kNotReported);
  }
  return result;
}

void tell(const Estimates& estimates, const Covariates& covariates, FayHerriotResult& result) {
  std::vector<std::size_t> without;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    if (is_measured(estimates, i) && !has_covariates(covariates, i)) without.push_back(i);
  }
  if (!without.empty()) {
    result.findings.push_back({.code = "missing_covariates",
                               .severity = core::Severity::kWarning,
                               .message = fmt::format("{} area(s) lack a covariate; they take no "
                                                      "part and get no value",
                                                      without.size()),
                               .hint = "leave out the covariate, or estimate without covariates",
                               .areas = estimates.areas.of(without)});
  }
  if (result.variance == 0.0) {
    result.findings.push_back(
        {.code = "no_spread",
         .severity = core::Severity::kWarning,
         .message = "the areas differ from what is expected of them no more "
                    "than their errors make them; all get what is expected",
         .hint = "the squared errors are too small then; take the intervals"});
  }
}

}  // namespace

FayHerriotResult fay_herriot(const Estimates& estimates, const Covariates& covariates,
                             const FayHerriotOptions& options) {
  require_estimates(estimates);
  require_covariates(covariates, estimates.size(), estimates.areas);
  static_cast<void>(indicator::normal_deviate(options.level));  // refuses a level outside 0..1
  const std::vector<std::size_t> rows = rows_taking_part(estimates, covariates);
  require_areas(rows.size(), covariates.columns() + 1, "value");
  const Design design(covariates, rows);
  MeasuredRows figures;
  for (const std::size_t i : rows) {
    figures.value.push_back(estimates.value[i]);
    figures.variance.push_back(estimates.variance[i]);
  }
  options.execution.expect(estimates.size());
  const AreaModel model(design, figures, options.execution);
  const AreaFit best = options.method == VarianceMethod::kMoments
                           ? by_moments(model, design.columns())
                           : most_likely(model, options.method);
  FayHerriotResult result = nothing_known(estimates, covariates);
  result.coefficients = design.in_units(covariates, best.beta, best.covariance);
  result.variance = best.variance;
  result.log_likelihood = best.log_likelihood;
  Answer(estimates, covariates, design, options).fill(best, credible_fits(model), result);
  tell(estimates, covariates, result);
  return result;
}

}  // namespace sozialraum::smallarea
