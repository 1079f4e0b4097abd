#include "typology/mixture_fit.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "sozialraum/core/parallel.hpp"
#include "sozialraum/indicator/moments.hpp"
#include "typology/cholesky.hpp"

namespace sozialraum::typology {
namespace {

/// Blocks of eight rows a thread takes at once; the cut never depends on the threads.
constexpr std::size_t kChunk = 128;
/// Blocks whose densities are kept before their rows are added to the types.
constexpr std::size_t kGroup = 16;

constexpr double kNowhere = -std::numeric_limits<double>::infinity();

std::size_t packed(std::size_t i, std::size_t j) {
  return i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i;
}

/// Entry (i, j) of a matrix in its shape; 0 beside a diagonal.
double entry_of(std::span<const double> matrix, const Shape& shape, std::size_t i, std::size_t j) {
  if (shape.diagonal) return i == j ? matrix[i] : 0.0;
  return matrix[packed(i, j)];
}

bool shares_one_matrix(CovarianceFamily family) { return family == CovarianceFamily::kTied; }

// ---- one pass over the areas

/// What the kernels want of all types, made once a pass.
class Clouds {
 public:
  Clouds(const MixtureState& state, const Shape& shape) : state_(state), shape_(shape) {
    const std::size_t types = state.shares.size();
    for (std::size_t k = 0; k < types; ++k) add(k);
  }

  [[nodiscard]] std::size_t count() const { return constants_.size(); }
  [[nodiscard]] Cloud operator[](std::size_t k) const {
    return {.mean = state_.means.data() + k * shape_.columns,
            .spread = state_.spread.data() + k * shape_.matrix(),
            .whiten = whiten_[k].data(),
            .log_constant = constants_[k],
            .log_share = shares_[k]};
  }

 private:
  void add(std::size_t k) {
    const std::size_t d = shape_.columns;
    const auto spread = std::span(state_.spread).subspan(k * shape_.matrix(), shape_.matrix());
    double log_root = 0.0;  // log of the root of the determinant
    std::vector<double> whiten;
    if (shape_.diagonal) {
      for (const double variance : spread) {
        whiten.push_back(1.0 / std::sqrt(variance));
        log_root += 0.5 * std::log(variance);
      }
    } else {
      std::vector<double> full(d * d);
      for (std::size_t i = 0; i < d * d; ++i) full[i] = spread[packed(i / d, i % d)];
      std::vector<double> root;
      const bool positive = cholesky(full, d, root);
      assert(positive);  // the least spread stands on the diagonal
      static_cast<void>(positive);
      whiten = inverse_lower(root, d);
      for (std::size_t i = 0; i < d; ++i) log_root += std::log(root[packed(i, i)]);
    }
    const double share = state_.shares[k] > 0.0 ? std::log(state_.shares[k]) : kNowhere;
    const double pi = 0.5 * static_cast<double>(d) * std::log(2.0 * std::numbers::pi);
    whiten_.push_back(std::move(whiten));
    constants_.push_back(share - pi - log_root);
    shares_.push_back(share - pi);
  }

  const MixtureState& state_;
  const Shape& shape_;
  std::vector<std::vector<double>> whiten_;
  std::vector<double> constants_;
  std::vector<double> shares_;
};

/// What a pass adds up: types x (weight, column sums, matrix), and the log-likelihood.
struct Sums {
  std::vector<double> of_types{};
  double log_likelihood = 0.0;
};

/// Goes through a chunk of blocks with working memory of its own.
class Expectation {
 public:
  Expectation(const ScaledAreas& areas, const Clouds& clouds)
      : areas_(areas),
        clouds_(clouds),
        with_errors_(!areas.errors.empty()),
        group_(with_errors_ ? 1 : kGroup),
        lane_sums_(clouds.count() * areas.shape.sums() * kLanes),
        logs_(clouds.count() * group_ * kLanes),
        scores_(with_errors_ ? clouds.count() * score_size() : 0),
        work_(with_errors_ && !areas.shape.diagonal
                  ? (2 * areas.shape.matrix() + areas.shape.columns) * kLanes
                  : 0) {}

  [[nodiscard]] Sums run(std::size_t begin, std::size_t end) {
    std::ranges::fill(lane_sums_, 0.0);
    std::ranges::fill(lane_logs_, 0.0);
    for (std::size_t b = begin; b < end; b += group_) {
      const std::size_t count = std::min(group_, end - b);
      for (std::size_t k = 0; k < clouds_.count(); ++k) measure(k, b, count);
      for (std::size_t g = 0; g < count; ++g) share_out(g, b + g);
      for (std::size_t k = 0; k < clouds_.count(); ++k) collect(k, b, count);
    }
    return added_up();
  }

 private:
  [[nodiscard]] std::size_t score_size() const {
    return (areas_.shape.columns + areas_.shape.matrix()) * kLanes;
  }
  [[nodiscard]] const double* block(std::size_t b) const {
    return areas_.blocks.values.data() + b * areas_.shape.columns * kLanes;
  }
  [[nodiscard]] double* logs(std::size_t k, std::size_t g) {
    return logs_.data() + (k * group_ + g) * kLanes;
  }

  void measure(std::size_t k, std::size_t first, std::size_t count) {
    for (std::size_t g = 0; g < count; ++g) {
      if (with_errors_) {
        const double* errors = areas_.errors.data() + (first + g) * areas_.shape.matrix() * kLanes;
        log_densities_with_errors(block(first + g), errors, areas_.shape, clouds_[k],
                                  scores_.data() + k * score_size(), work_.data(), logs(k, g));
      } else {
        log_densities(block(first + g), areas_.shape, clouds_[k], logs(k, g));
      }
    }
  }

  /// Log densities become the weighted probabilities of the types.
  void share_out(std::size_t g, std::size_t b) {
    for (std::size_t l = 0; l < kLanes; ++l) {
      double most = kNowhere;
      for (std::size_t k = 0; k < clouds_.count(); ++k) most = std::max(most, logs(k, g)[l]);
      double sum = 0.0;
      for (std::size_t k = 0; k < clouds_.count(); ++k) {
        double& density = logs(k, g)[l];
        density = std::exp(density - most);
        sum += density;
      }
      const double weight = areas_.blocks.weights[b * kLanes + l];
      if (weight > 0.0) lane_logs_[l] += weight * (most + std::log(sum));
      for (std::size_t k = 0; k < clouds_.count(); ++k) logs(k, g)[l] *= weight / sum;
    }
  }

  void collect(std::size_t k, std::size_t first, std::size_t count) {
    double* const sums = lane_sums_.data() + k * areas_.shape.sums() * kLanes;
    for (std::size_t g = 0; g < count; ++g) {
      const double* q = logs(k, g);
      if (std::all_of(q, q + kLanes, [](double part) { return part == 0.0; })) continue;
      if (with_errors_) {
        add_scores(scores_.data() + k * score_size(), areas_.shape, q, sums);
      } else {
        add_moments(block(first + g), areas_.shape, clouds_[k].mean, q, sums);
      }
    }
  }

  [[nodiscard]] Sums added_up() const {
    Sums result;
    result.of_types.resize(lane_sums_.size() / kLanes);
    for (std::size_t i = 0; i < lane_sums_.size(); ++i) {
      result.of_types[i / kLanes] += lane_sums_[i];
    }
    for (const double log : lane_logs_) result.log_likelihood += log;
    return result;
  }

  const ScaledAreas& areas_;
  const Clouds& clouds_;
  bool with_errors_;
  std::size_t group_;
  std::vector<double> lane_sums_;
  std::vector<double> logs_;  // types x blocks of the group x lanes
  std::vector<double> scores_;
  std::vector<double> work_;
  std::array<double, kLanes> lane_logs_{};
};

Sums expect(const ScaledAreas& areas, const MixtureState& state, const core::Execution& execution) {
  const Clouds clouds(state, areas.shape);
  const std::size_t blocks = areas.blocks.blocks();
  std::vector<Sums> parts((blocks + kChunk - 1) / kChunk);
  core::parallel_for(blocks, kChunk, execution, [&](std::size_t begin, std::size_t end) {
    parts[begin / kChunk] = Expectation(areas, clouds).run(begin, end);
  });
  for (std::size_t p = 1; p < parts.size(); ++p) {
    for (std::size_t i = 0; i < parts[0].of_types.size(); ++i) {
      parts[0].of_types[i] += parts[p].of_types[i];
    }
    parts[0].log_likelihood += parts[p].log_likelihood;
  }
  return std::move(parts[0]);
}

// ---- the types that fit best to what was added up

/// V M V for symmetric matrices in their shape.
std::vector<double> between(std::span<const double> v, std::span<const double> m,
                            const Shape& shape) {
  const std::size_t d = shape.columns;
  std::vector<double> result(shape.matrix());
  if (shape.diagonal) {
    for (std::size_t j = 0; j < d; ++j) result[j] = v[j] * m[j] * v[j];
    return result;
  }
  std::vector<double> vm(d * d, 0.0);
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t k = 0; k < d; ++k) {
      const double left = v[packed(i, k)];
      for (std::size_t j = 0; j < d; ++j) vm[i * d + j] += left * m[packed(k, j)];
    }
  }
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = 0.0;
      for (std::size_t k = 0; k < d; ++k) sum += vm[i * d + k] * v[packed(k, j)];
      result[packed(i, j)] = sum;
    }
  }
  return result;
}

class Maximisation {
 public:
  Maximisation(const ScaledAreas& areas, const MixtureOptions& options)
      : shape_(areas.shape), family_(options.family) {
    for (const double variance : areas.variance) least_.push_back(options.least_spread * variance);
  }

  /// `corrections`: the matrices are q (u u' - P) and the sums q u, of areas with errors.
  void run(const Sums& sums, bool corrections, MixtureState& state) const {
    const std::size_t types = state.shares.size();
    double all = 0.0;
    for (std::size_t k = 0; k < types; ++k) all += sums.of_types[k * shape_.sums()];
    for (std::size_t k = 0; k < types; ++k) {
      const auto sum = std::span(sums.of_types).subspan(k * shape_.sums(), shape_.sums());
      state.shares[k] = sum[0] / all;
      if (sum[0] > 0.0) move(sum, corrections, k, state);
    }
    if (shares_one_matrix(family_)) pool(state);
    for (std::size_t k = 0; k < types; ++k) fit_family(spread(k, state));
  }

 private:
  [[nodiscard]] std::span<double> spread(std::size_t k, MixtureState& state) const {
    return std::span(state.spread).subspan(k * shape_.matrix(), shape_.matrix());
  }

  void move(std::span<const double> sum, bool corrections, std::size_t k,
            MixtureState& state) const {
    const std::size_t d = shape_.columns;
    std::vector<double> step(d);
    std::vector<double> matrix(shape_.matrix());
    for (std::size_t j = 0; j < d; ++j) step[j] = sum[1 + j] / sum[0];
    for (std::size_t e = 0; e < matrix.size(); ++e) matrix[e] = sum[1 + d + e] / sum[0];
    const auto own = spread(k, state);
    if (corrections) {
      std::vector<double> moved(d, 0.0);
      for (std::size_t i = 0; i < d; ++i) {
        for (std::size_t j = 0; j < d; ++j) moved[i] += entry_of(own, shape_, i, j) * step[j];
      }
      step = moved;
      matrix = between(own, matrix, shape_);
      for (std::size_t e = 0; e < matrix.size(); ++e) matrix[e] += own[e];
    }
    for (std::size_t i = 0; i < d; ++i) {
      state.means[k * d + i] += step[i];
      for (std::size_t j = shape_.diagonal ? i : 0; j <= i; ++j) {
        const std::size_t e = shape_.diagonal ? i : packed(i, j);
        own[e] = matrix[e] - step[i] * step[j];
      }
    }
  }

  /// One matrix for all types: the mean of theirs by their shares.
  void pool(MixtureState& state) const {
    std::vector<double> mean(shape_.matrix(), 0.0);
    for (std::size_t k = 0; k < state.shares.size(); ++k) {
      const auto own = spread(k, state);
      for (std::size_t e = 0; e < mean.size(); ++e) mean[e] += state.shares[k] * own[e];
    }
    for (std::size_t k = 0; k < state.shares.size(); ++k) {
      std::ranges::copy(mean, spread(k, state).begin());
    }
  }

  /// The nearest matrix of the family, and the least spread on its diagonal.
  void fit_family(std::span<double> own) const {
    const std::size_t d = shape_.columns;
    const bool spherical = family_ == CovarianceFamily::kSpherical;
    const bool apart = spherical || family_ == CovarianceFamily::kDiagonal;
    double trace = 0.0;
    for (std::size_t i = 0; i < d; ++i) trace += entry_of(own, shape_, i, i);
    for (std::size_t i = 0; i < d; ++i) {
      for (std::size_t j = 0; !shape_.diagonal && apart && j < i; ++j) own[packed(i, j)] = 0.0;
      double& variance = own[shape_.diagonal ? i : packed(i, i)];
      if (spherical) variance = trace / static_cast<double>(d);
      variance = std::max(variance, 0.0) + least_[i];
    }
  }

  const Shape& shape_;
  CovarianceFamily family_;
  std::vector<double> least_;
};

double power_of_two_near(double x) { return std::exp2(std::round(std::log2(x))); }

/// Errors of a row in the shape, whichever way they were told.
double error_entry(const KnownErrors& known, std::size_t area, std::size_t columns, std::size_t i,
                   std::size_t j) {
  if (!known.covariances.empty()) return known.covariances[(area * columns + i) * columns + j];
  return i == j ? known.variances[area * columns + i] : 0.0;
}

}  // namespace

ScaledAreas::ScaledAreas(const Points& points, const KnownErrors& known, CovarianceFamily family)
    : blocks(points), shape{.columns = points.columns()} {
  const std::size_t d = shape.columns;
  shape.diagonal = known.covariances.empty() && (family == CovarianceFamily::kSpherical ||
                                                 family == CovarianceFamily::kDiagonal);
  for (std::size_t j = 0; j < d; ++j) {
    indicator::MeanSums sums;
    for (std::size_t r = 0; r < blocks.rows; ++r) sums.add(blocks.at(r, j), blocks.weights[r]);
    centre.push_back(sums.finish().mean);
    indicator::SpreadSums spread(sums.finish());
    for (std::size_t r = 0; r < blocks.rows; ++r) spread.add(blocks.at(r, j), blocks.weights[r]);
    const double whole = spread.finish().variance;
    unit.push_back(power_of_two_near(std::sqrt(whole)));
    variance.push_back(whole / unit[j] / unit[j]);
  }
  for (std::size_t i = 0; i < blocks.values.size(); ++i) {
    const std::size_t j = i / kLanes % d;
    blocks.values[i] = (blocks.values[i] - centre[j]) / unit[j];
  }
  const double all = std::accumulate(blocks.weights.begin(), blocks.weights.end(), 0.0);
  const auto counting = static_cast<double>(
      std::ranges::count_if(blocks.weights, [](double weight) { return weight > 0.0; }));
  for (double& weight : blocks.weights) weight *= counting / all;
  if (known.empty()) return;
  errors.resize(blocks.weights.size() * shape.matrix());
  for (std::size_t r = 0; r < blocks.weights.size(); ++r) {
    const std::size_t area = blocks.area_of_rank[std::min(r, blocks.rows - 1)];
    std::size_t entry = 0;
    for (std::size_t i = 0; i < d; ++i) {
      for (std::size_t j = shape.diagonal ? i : 0; j <= i; ++j, ++entry) {
        errors[(r / kLanes * shape.matrix() + entry) * kLanes + r % kLanes] =
            error_entry(known, area, d, i, j) / unit[i] / unit[j];
      }
    }
  }
}

MixtureState state_of(const ScaledAreas& areas, std::span<const std::uint32_t> types,
                      const MixtureOptions& options) {
  const Shape& shape = areas.shape;
  const std::size_t d = shape.columns;
  MixtureState state{.shares = std::vector<double>(options.types),
                     .means = std::vector<double>(options.types * d),
                     .spread = std::vector<double>(options.types * shape.matrix())};
  Sums sums{.of_types = std::vector<double>(options.types * shape.sums())};
  std::vector<double> row(d);
  for (std::size_t r = 0; r < areas.blocks.rows; ++r) {
    double* const sum = sums.of_types.data() + types[r] * shape.sums();
    const double weight = areas.blocks.weights[r];
    areas.blocks.copy_row(r, row);
    sum[0] += weight;
    std::size_t entry = 1 + d;
    for (std::size_t i = 0; i < d; ++i) {
      sum[1 + i] += weight * row[i];
      for (std::size_t j = shape.diagonal ? i : 0; j <= i; ++j) {
        sum[entry++] += weight * row[i] * row[j];
      }
    }
  }
  Maximisation(areas, options).run(sums, false, state);
  return state;
}

MixtureFit improve(const ScaledAreas& areas, MixtureState state, const MixtureOptions& options,
                   const core::Execution& execution) {
  const Maximisation maximisation(areas, options);
  const std::size_t types = state.shares.size();
  double areas_in_all = 0.0;
  for (const double weight : areas.blocks.weights) areas_in_all += weight;
  MixtureFit fit{.state = std::move(state), .held = std::vector<double>(types)};
  double before = kNowhere;
  while (true) {
    execution.advance();
    const Sums sums = expect(areas, fit.state, execution);
    fit.log_likelihood = sums.log_likelihood;
    for (std::size_t k = 0; k < types; ++k) fit.held[k] = sums.of_types[k * areas.shape.sums()];
    fit.converged = (fit.log_likelihood - before) / areas_in_all < options.tolerance;
    if (fit.converged || fit.passes == options.passes) return fit;
    maximisation.run(sums, !areas.errors.empty(), fit.state);
    before = fit.log_likelihood;
    ++fit.passes;
  }
}

}  // namespace sozialraum::typology
