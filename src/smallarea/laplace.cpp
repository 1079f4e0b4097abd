#include "smallarea/laplace.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "smallarea/log_gamma.hpp"

namespace sozialraum::smallarea {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Coefficients are as good as free: a normal prior with this standard deviation, on covariates of
/// variance 1, keeps those finite that the counts leave open on one side.
constexpr double kFree = 100.0;
constexpr int kMostSteps = 60;
/// Old equations serve while the gain of a step is at most this part of the one before.
constexpr double kFaster = 0.25;
/// Longest step of a linear predictor: beyond, a quadratic says nothing about an exponential.
constexpr double kLongest = 4.0;
/// Added where a part of the map without any count is only fixed by its centring.
constexpr double kRidge = 1e-6;

double log_sum_exp(double x) {
  return x > 0.0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}
double logistic(double x) { return 1.0 / (1.0 + std::exp(-x)); }

double constant_of(const Observations& seen) {
  double sum = 0.0;
  for (std::size_t i = 0; i < seen.areas(); ++i) {
    if (!seen.seen[i]) continue;
    const double y = seen.count[i];
    const double n = seen.base[i];
    sum += seen.model == Model::kPoisson
               ? y * std::log(n) - log_gamma(y + 1.0)
               : log_gamma(n + 1.0) - log_gamma(y + 1.0) - log_gamma(n - y + 1.0);
  }
  return sum;
}

/// Log of the mean of a likelihood's ratio to the normal one over the normal marginal.
double log_mean_ratio(const Marginal& marginal) {
  constexpr int kSteps = 24;
  const auto [low, high] = reach_of(marginal);
  const double step = (high - low) / kSteps;
  double mass = 0.0;
  for (int k = 0; k <= kSteps; ++k) {
    const double d = low + step * k;
    mass += std::exp(marginal.height(std::expm1(d), d));
  }
  return std::log(mass * step / std::sqrt(2.0 * std::numbers::pi * marginal.variance));
}

/// One search for the mode: the state, and what one factorisation knows.
class Search {
 public:
  Search(const Precision& precision, const Observations& seen, const Hyper& hyper)
      : precision_(precision),
        seen_(seen),
        hyper_(hyper),
        values_(precision.values(hyper)),
        cholesky_(precision.plan()),
        pooled_(pooled()) {
    const std::vector<bool> parts = parts_seen();
    if (precision_.constrained().empty()) return;
    for (std::size_t i = 0; i < precision_.size(); ++i) {
      if (!parts[precision_.part(i)] && precision_.constrained()[i] != 0.0) ridge_.push_back(i);
    }
  }

  void begin(const Mode& start) {
    const std::size_t p = seen_.design.size();
    mode_.hyper = hyper_;
    mode_.coefficients = start.coefficients;
    mode_.differences = start.differences;
    if (mode_.coefficients.size() != p || mode_.differences.size() != precision_.size()) {
      mode_.coefficients.assign(p, 0.0);
      mode_.coefficients[0] = pooled_;
      mode_.differences.assign(precision_.size(), 0.0);
    }
    mode_.linear = linear_of(mode_.coefficients, mode_.differences);
    height_ = height(mode_);
  }

  /// The equations of a step from where it stands. False if they are not positive definite.
  [[nodiscard]] bool factorise();

  /// A step by the equations factorised last.
  void step() {
    const std::size_t p = seen_.design.size();
    std::vector<double> pull(precision_.size());
    multiply(mode_.differences, pull);
    for (double& x : pull) x = -x;
    VectorXd slope = VectorXd::Zero(static_cast<Index>(p));
    for (std::size_t i = 0; i < seen_.areas(); ++i) {
      if (!seen_.seen[i]) continue;
      const double g = gradient(i);
      pull[i] += g;
      for (std::size_t k = 0; k < p; ++k) slope[static_cast<Index>(k)] += seen_.design[k][i] * g;
    }
    for (std::size_t k = 0; k < p; ++k) {
      slope[static_cast<Index>(k)] -= (mode_.coefficients[k] - prior_mean(k)) / (kFree * kFree);
    }
    std::vector<double> moved = pull;
    const std::vector<double> change = solve_all(moved, slope);
    double gain = 0.0;
    for (std::size_t k = 0; k < p; ++k) gain += change[k] * slope[static_cast<Index>(k)];
    for (std::size_t i = 0; i < moved.size(); ++i) gain += moved[i] * pull[i];
    move(change, moved, gain);
  }

  [[nodiscard]] double gain() const { return gain_; }

  /// Four normal numbers of each unknown and coefficient become deviations of the areas.
  [[nodiscard]] std::vector<double> deviations(ModeSampler::Numbers normal) const;

  [[nodiscard]] Mode finish(double log_determinant, Approximation approximation) {
    const std::size_t p = seen_.design.size();
    double log_posterior = 2.0 * MatrixXd(schur_.matrixL()).diagonal().array().log().sum();
    log_posterior += cholesky_.log_determinant() + centring_determinant();
    mode_.log_likelihood = height_ + constant_of(seen_) + 0.5 * (log_determinant - log_posterior) +
                           0.5 * static_cast<double>(p) * std::log(2.0 * std::numbers::pi) -
                           seen_.log_scale;
    const MatrixXd covariance =
        schur_.solve(MatrixXd::Identity(static_cast<Index>(p), static_cast<Index>(p)));
    mode_.coefficient_covariance.assign(covariance.data(), covariance.data() + covariance.size());
    fill_variance(covariance);
    if (approximation == Approximation::kCorrected) correct();
    return std::move(mode_);
  }

 private:
  double pooled() const {
    double cases = 0.5;
    double base = 0.0;
    for (std::size_t i = 0; i < seen_.areas(); ++i) {
      if (!seen_.seen[i]) continue;
      cases += seen_.count[i];
      base += seen_.base[i];
    }
    return seen_.model == Model::kPoisson ? std::log(cases / base)
                                          : std::log(cases / (base + 1.0 - cases));
  }

  std::vector<bool> parts_seen() const {
    std::vector<bool> parts(precision_.graph().part_size.size(), false);
    for (std::size_t i = 0; i < seen_.areas(); ++i) {
      if (seen_.seen[i]) parts[precision_.part(i)] = true;
    }
    return parts;
  }

  double prior_mean(std::size_t k) const { return k == 0 ? pooled_ : 0.0; }

  double expected(std::size_t i) const {
    const double x = mode_.linear[i];
    return seen_.base[i] * (seen_.model == Model::kPoisson ? std::exp(x) : logistic(x));
  }
  double gradient(std::size_t i) const { return seen_.count[i] - expected(i); }
  double curvature(std::size_t i) const {
    const double mu = expected(i);
    return seen_.model == Model::kPoisson ? mu : mu * (1.0 - mu / seen_.base[i]);
  }

  std::vector<double> linear_of(const std::vector<double>& coefficients,
                                const std::vector<double>& differences) const {
    std::vector<double> linear(differences.begin(),
                               differences.begin() + static_cast<std::ptrdiff_t>(seen_.areas()));
    for (std::size_t k = 0; k < coefficients.size(); ++k) {
      for (std::size_t i = 0; i < linear.size(); ++i) {
        linear[i] += seen_.design[k][i] * coefficients[k];
      }
    }
    return linear;
  }

  void multiply(const std::vector<double>& x, std::vector<double>& y) const {
    const SparsePattern& pattern = precision_.pattern();
    std::ranges::fill(y, 0.0);
    for (std::size_t j = 0; j < x.size(); ++j) {
      std::size_t p = pattern.first[j];
      double sum = values_[p] * x[j];
      for (++p; p < pattern.first[j + 1]; ++p) {
        sum += values_[p] * x[pattern.row[p]];
        y[pattern.row[p]] += values_[p] * x[j];
      }
      y[j] += sum;
    }
  }

  /// Log of likelihood and priors, without what does not depend on the unknowns.
  double height(const Mode& mode) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < seen_.areas(); ++i) {
      if (!seen_.seen[i]) continue;
      const double x = mode.linear[i];
      sum += seen_.count[i] * x -
             seen_.base[i] * (seen_.model == Model::kPoisson ? std::exp(x) : log_sum_exp(x));
    }
    std::vector<double> pull(mode.differences.size());
    multiply(mode.differences, pull);
    for (std::size_t i = 0; i < pull.size(); ++i) sum -= 0.5 * pull[i] * mode.differences[i];
    for (std::size_t k = 0; k < mode.coefficients.size(); ++k) {
      const double away = (mode.coefficients[k] - prior_mean(k)) / kFree;
      sum -= 0.5 * away * away;
    }
    return sum;
  }

  /// What conditioning on the sums of the parts takes (Rue and Held 2005, 2.3.3): the parts do not
  /// touch each other, so one solution serves all of them.
  void centre() {
    if (precision_.constrained().empty()) return;
    centre_ = precision_.constrained();
    cholesky_.solve(centre_);
    part_sum_.assign(precision_.graph().part_size.size(), 0.0);
    for (std::size_t i = 0; i < centre_.size(); ++i) {
      part_sum_[precision_.part(i)] += precision_.constrained()[i] * centre_[i];
    }
  }

  double centring_determinant() const {
    if (precision_.constrained().empty()) return 0.0;
    double sum = 0.0;
    for (std::size_t k = 0; k < part_sum_.size(); ++k) {
      const std::size_t size = precision_.graph().part_size[k];
      if (size > 1) sum += std::log(part_sum_[k] / static_cast<double>(size));
    }
    return sum;
  }

  void solve(std::vector<double>& x) const {
    cholesky_.solve(x);
    condition(x);
  }

  void condition(std::vector<double>& x) const {
    if (centre_.empty()) return;
    std::vector<double> sums(part_sum_.size(), 0.0);
    for (std::size_t i = 0; i < x.size(); ++i) {
      sums[precision_.part(i)] += precision_.constrained()[i] * x[i];
    }
    for (std::size_t i = 0; i < x.size(); ++i) {
      const std::uint32_t k = precision_.part(i);
      if (part_sum_[k] > 0.0) x[i] -= centre_[i] * sums[k] / part_sum_[k];
    }
  }

  /// Differences (in place) and coefficients that answer to a pull on both.
  std::vector<double> solve_all(std::vector<double>& pull, VectorXd slope) const {
    const std::size_t p = seen_.design.size();
    for (std::size_t k = 0; k < p; ++k) {
      double sum = 0.0;
      for (std::size_t i = 0; i < pull.size(); ++i) sum += carried_[k][i] * pull[i];
      slope[static_cast<Index>(k)] -= sum;
    }
    slope = schur_.solve(slope);
    solve(pull);
    std::vector<double> change(p);
    for (std::size_t k = 0; k < p; ++k) {
      change[k] = slope[static_cast<Index>(k)];
      for (std::size_t i = 0; i < pull.size(); ++i) pull[i] -= carried_[k][i] * change[k];
    }
    return change;
  }

  void move(const std::vector<double>& coefficients, const std::vector<double>& moved,
            double gain) {
    double longest = 0.0;
    for (const double x : linear_of(coefficients, moved)) longest = std::max(longest, std::abs(x));
    double part = longest > kLongest ? kLongest / longest : 1.0;
    const Mode before = mode_;
    for (int halving = 0; halving < 40; ++halving, part /= 2.0) {
      for (std::size_t k = 0; k < coefficients.size(); ++k) {
        mode_.coefficients[k] = before.coefficients[k] + part * coefficients[k];
      }
      for (std::size_t i = 0; i < moved.size(); ++i) {
        mode_.differences[i] = before.differences[i] + part * moved[i];
      }
      mode_.linear = linear_of(mode_.coefficients, mode_.differences);
      const double reached = height(mode_);
      if (reached >= height_ - 1e-12 * std::abs(height_)) {
        height_ = reached;
        gain_ = gain;
        return;
      }
    }
    mode_ = before;
    gain_ = 0.0;
  }

  void fill_variance(const MatrixXd& covariance) {
    std::vector<double> diagonal = cholesky_.inverse_diagonal();
    mode_.variance.resize(seen_.areas());
    const std::size_t p = seen_.design.size();
    VectorXd off(static_cast<Index>(p));
    for (std::size_t i = 0; i < seen_.areas(); ++i) {
      double v = diagonal[i];
      if (!centre_.empty() && part_sum_[precision_.part(i)] > 0.0) {
        v -= centre_[i] * centre_[i] / part_sum_[precision_.part(i)];
      }
      for (std::size_t k = 0; k < p; ++k) {
        off[static_cast<Index>(k)] = seen_.design[k][i] - carried_[k][i];
      }
      mode_.variance[i] = v + off.dot(covariance * off);
    }
  }

  /// What the likelihoods' skewness adds to second order (Shun and McCullagh 1995): each area's own
  /// part exactly, the shifts that the areas give each other by one more solution.
  void correct() {
    const std::size_t n = seen_.areas();
    const std::size_t p = seen_.design.size();
    std::vector<double> skew(precision_.size(), 0.0);
    VectorXd slope = VectorXd::Zero(static_cast<Index>(p));
    for (std::size_t i = 0; i < n; ++i) {
      if (!seen_.seen[i]) continue;
      const Residual residual(seen_, i, mode_.linear[i]);
      mode_.log_likelihood += log_mean_ratio({residual, mode_.variance[i]});
      skew[i] = residual.skewness() * mode_.variance[i];
      for (std::size_t k = 0; k < p; ++k) {
        slope[static_cast<Index>(k)] += seen_.design[k][i] * skew[i];
      }
    }
    std::vector<double> answer = skew;
    const std::vector<double> coefficients = solve_all(answer, slope);
    mode_.shift = linear_of(coefficients, answer);
    for (std::size_t i = 0; i < n; ++i) {
      const double others = mode_.shift[i] - mode_.variance[i] * skew[i];
      mode_.log_likelihood += 0.125 * skew[i] * others;
      mode_.shift[i] = -0.5 * others;
    }
  }

  const Precision& precision_;
  const Observations& seen_;
  Hyper hyper_;
  std::vector<double> values_;
  SparseCholesky cholesky_;
  double pooled_ = 0.0;
  std::vector<std::size_t> ridge_;
  Mode mode_;
  double height_ = 0.0;
  double gain_ = 0.0;
  std::vector<std::vector<double>> carried_;  // what a coefficient's step moves the differences by
  Eigen::LLT<MatrixXd> schur_;
  std::vector<double> centre_;
  std::vector<double> part_sum_;
};

bool Search::factorise() {
  std::vector<double> matrix = values_;
  const SparsePattern& pattern = precision_.pattern();
  std::vector<double> weight(seen_.areas(), 0.0);
  for (std::size_t i = 0; i < seen_.areas(); ++i) {
    if (seen_.seen[i]) weight[i] = curvature(i);
    matrix[pattern.first[i]] += weight[i];
  }
  for (const std::size_t i : ridge_) matrix[pattern.first[i]] *= 1.0 + kRidge;
  if (!cholesky_.factorise(matrix)) return false;
  centre();
  const std::size_t p = seen_.design.size();
  std::vector<double> together(precision_.size() * p, 0.0);
  for (std::size_t i = 0; i < seen_.areas(); ++i) {
    for (std::size_t k = 0; k < p; ++k) together[i * p + k] = weight[i] * seen_.design[k][i];
  }
  cholesky_.solve(together, p);
  carried_.assign(p, std::vector<double>(precision_.size()));
  MatrixXd schur =
      MatrixXd::Identity(static_cast<Index>(p), static_cast<Index>(p)) / (kFree * kFree);
  for (std::size_t k = 0; k < p; ++k) {
    for (std::size_t i = 0; i < precision_.size(); ++i) carried_[k][i] = together[i * p + k];
    condition(carried_[k]);
    for (std::size_t l = 0; l <= k; ++l) {
      double sum = 0.0;
      for (std::size_t i = 0; i < seen_.areas(); ++i) {
        sum += weight[i] * seen_.design[l][i] * (seen_.design[k][i] - carried_[k][i]);
      }
      schur(static_cast<Index>(k), static_cast<Index>(l)) += sum;
    }
  }
  schur = MatrixXd(schur.selfadjointView<Eigen::Lower>());
  schur_.compute(schur);
  return schur_.info() == Eigen::Success;
}

std::vector<double> Search::deviations(ModeSampler::Numbers normal) const {
  constexpr std::size_t kTogether = ModeSampler::kTogether;
  cholesky_.colour(normal.unknowns, kTogether);
  const std::size_t p = seen_.design.size();
  std::vector<double> deviation(kTogether * seen_.areas());
  std::vector<double> one(precision_.size());
  VectorXd coefficients(static_cast<Index>(p));
  for (std::size_t c = 0; c < kTogether; ++c) {
    for (std::size_t i = 0; i < one.size(); ++i) one[i] = normal.unknowns[i * kTogether + c];
    condition(one);
    for (std::size_t k = 0; k < p; ++k) {
      coefficients[static_cast<Index>(k)] = normal.coefficients[k * kTogether + c];
    }
    schur_.matrixU().solveInPlace(coefficients);
    for (std::size_t i = 0; i < seen_.areas(); ++i) {
      double sum = one[i];
      for (std::size_t k = 0; k < p; ++k) {
        sum += coefficients[static_cast<Index>(k)] * (seen_.design[k][i] - carried_[k][i]);
      }
      deviation[i * kTogether + c] = sum;
    }
  }
  return deviation;
}

}  // namespace

// Made where it stays: Eigen's factor holds no result to hand on before the first factorisation.
struct ModeSampler::State {
  State(const Precision& precision, const Observations& seen, const Hyper& hyper)
      : search(precision, seen, hyper) {}

  Search search;
};

ModeSampler::ModeSampler(const Precision& precision, const Observations& seen, const Mode& mode)
    : state_(std::make_unique<State>(precision, seen, mode.hyper)) {
  state_->search.begin(mode);
  const bool positive = state_->search.factorise();
  assert(positive);  // it was so when the mode was found
  static_cast<void>(positive);
}

ModeSampler::~ModeSampler() = default;

std::vector<double> ModeSampler::deviations(Numbers normal) const {
  return state_->search.deviations(std::move(normal));
}

Marginal marginal_of(const Mode& mode, const Observations& seen, std::size_t area,
                     Approximation approximation) {
  if (approximation == Approximation::kLaplace) return {.variance = mode.variance[area]};
  return {Residual(seen, area, mode.linear[area]), mode.variance[area], mode.shift[area]};
}

Residual::Residual(const Observations& seen, std::size_t area, double linear)
    : binomial_(seen.model == Model::kBinomial) {
  if (!seen.seen[area]) return;
  if (binomial_) {
    size_ = seen.base[area];
    share_ = logistic(linear);
    curvature_ = size_ * share_ * (1.0 - share_);
  } else {
    size_ = seen.base[area] * std::exp(linear);
    curvature_ = size_;
  }
}

double Residual::operator()(double expm1, double d) const {
  if (!binomial_) return -size_ * (expm1 - d - 0.5 * d * d);
  return -size_ * (std::log1p(share_ * expm1) - share_ * d) + 0.5 * curvature_ * d * d;
}

double Residual::slope(double expm1, double d) const {
  if (!binomial_) return -size_ * (expm1 - d);
  return -size_ * (share_ * (1.0 + expm1) / (1.0 + share_ * expm1) - share_) + curvature_ * d;
}

double Residual::bend(double expm1) const {
  if (!binomial_) return -size_ * expm1;
  const double other = 1.0 + share_ * expm1;
  return curvature_ - curvature_ * (1.0 + expm1) / (other * other);
}

std::optional<Mode> find_mode(const Precision& precision, const Observations& seen,
                              const Mode& start, const ModeOptions& options) {
  Search search(precision, seen, start.hyper);
  search.begin(start);
  const double enough = 1e-10 * (1.0 + 0.1 * static_cast<double>(seen.areas()));
  bool converged = false;
  for (int i = 0; i < kMostSteps && !converged; ++i) {
    if (options.execution != nullptr) options.execution->advance();
    if (!search.factorise()) return std::nullopt;
    search.step();
    converged = search.gain() < enough;
    // A factorisation costs ten steps: it serves on while each step takes most of what is left.
    for (double before = search.gain() / kFaster; search.gain() >= enough; search.step()) {
      if (search.gain() > kFaster * before) break;
      before = search.gain();
    }
  }
  Mode mode = search.finish(options.log_determinant, options.approximation);
  mode.converged = converged;
  return mode;
}

/// Minus the log density is convex. Newton's method to its lowest point, and from outside down to
/// where it is 17 higher (e^-17 = 4e-8).
Reach reach_of(const Marginal& marginal) {
  constexpr double kHeight = 17.0;
  constexpr double kNear = 1e-3;  // where nearly all ends need not be known any better
  const double precision = 1.0 / marginal.variance;
  const double without = std::max(precision - marginal.residual.curvature(), 1e-4 * precision);
  const double outside = std::sqrt(2.0 * kHeight / without);
  double top = 0.0;
  for (int i = 0; i < 6 && marginal.shift != 0.0; ++i) {
    const double expm1 = std::expm1(top);
    top += std::clamp(marginal.slope(expm1, top) / (precision - marginal.residual.bend(expm1)),
                      -3.0, 3.0);
  }
  const double floor = marginal.height(std::expm1(top), top) - kHeight;
  const auto edge = [&](double d) {
    for (int i = 0; i < 6; ++i) {
      const double expm1 = std::expm1(d);
      const double step = (floor - marginal.height(expm1, d)) / marginal.slope(expm1, d);
      d += step;
      if (std::abs(step) < kNear * outside) break;
    }
    return d;
  };
  return {edge(top - outside), edge(top + std::min(outside, 40.0))};
}

}  // namespace sozialraum::smallarea
