#include "smallarea/area_model.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "sozialraum/core/parallel.hpp"

namespace sozialraum::smallarea {
namespace {

constexpr std::size_t kChunk = 2048;
constexpr double kWidest = 25.0;

double dot(std::span<const double> x, std::span<const double> beta) {
  double sum = 0.0;
  for (std::size_t j = 0; j < x.size(); ++j) sum += x[j] * beta[j];
  return sum;
}

/// Sums over the rows of one chunk; added up in the order of the chunks.
struct Sums {
  std::vector<double> first{};   // X'WX, symmetric
  std::vector<double> second{};  // X'W²X
  std::vector<double> third{};   // X'W³X
  std::vector<double> right{};   // X'Wy
  double weights = 0.0;
  double squared_weights = 0.0;
  double logs = 0.0;

  explicit Sums(std::size_t p) : first(p * p), second(p * p), third(p * p), right(p) {}

  void add(std::span<const double> x, double value, double weight) {
    const std::size_t p = x.size();
    weights += weight;
    squared_weights += weight * weight;
    logs -= std::log(weight);
    for (std::size_t j = 0; j < p; ++j) {
      right[j] += weight * x[j] * value;
      for (std::size_t k = 0; k < p; ++k) {
        const double both = weight * x[j] * x[k];
        first[j * p + k] += both;
        second[j * p + k] += weight * both;
        third[j * p + k] += weight * weight * both;
      }
    }
  }

  void merge(const Sums& other) {
    const auto join = [](std::vector<double>& to, const std::vector<double>& part) {
      for (std::size_t j = 0; j < to.size(); ++j) to[j] += part[j];
    };
    join(first, other.first);
    join(second, other.second);
    join(third, other.third);
    join(right, other.right);
    weights += other.weights;
    squared_weights += other.squared_weights;
    logs += other.logs;
  }
};

std::vector<double> product(const std::vector<double>& a, const std::vector<double>& b,
                            std::size_t p) {
  std::vector<double> result(p * p, 0.0);
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t k = 0; k < p; ++k) {
      for (std::size_t j = 0; j < p; ++j) result[i * p + j] += a[i * p + k] * b[k * p + j];
    }
  }
  return result;
}

double trace(const std::vector<double>& matrix, std::size_t p) {
  double sum = 0.0;
  for (std::size_t i = 0; i < p; ++i) sum += matrix[i * p + i];
  return sum;
}

}  // namespace

double AreaFit::expected(std::span<const double> x) const { return dot(x, beta); }

double AreaFit::expected_variance(std::span<const double> x) const {
  const std::size_t p = x.size();
  double form = 0.0;
  for (std::size_t j = 0; j < p; ++j) {
    for (std::size_t k = 0; k < p; ++k) form += x[j] * covariance[j * p + k] * x[k];
  }
  return form;
}

AreaModel::AreaModel(const Design& design, const MeasuredRows& rows,
                     const core::Execution& execution)
    : design_(design), rows_(rows), execution_(execution) {
  smallest_ = *std::ranges::min_element(rows.variance);
  const double largest_variance = *std::ranges::max_element(rows.variance);
  widest_ = largest_variance;
  const AreaFit even = fit(largest_variance);
  double largest = 0.0;
  for (std::size_t i = 0; i < rows.value.size(); ++i) {
    const double residual = rows.value[i] - even.expected(design.row(i));
    largest = std::max(largest, residual * residual);
  }
  widest_ = kWidest * (largest_variance + largest);
}

AreaFit AreaModel::fit(double variance) const {
  execution_.advance();
  const std::size_t p = design_.columns();
  const std::size_t n = design_.rows();
  const std::size_t chunks = (n + kChunk - 1) / kChunk;
  std::vector<Sums> parts(chunks, Sums(p));
  core::parallel_for(n, kChunk, execution_, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      parts[begin / kChunk].add(design_.row(i), rows_.value[i],
                                1.0 / (variance + rows_.variance[i]));
    }
  });
  Sums sums(p);
  for (const Sums& part : parts) sums.merge(part);
  const auto factor = Factor::of(sums.first, p);
  assert(factor);  // the design is independent and every weight is above 0
  AreaFit fit{.variance = variance,
              .beta = factor->solve(sums.right),
              .covariance = factor->inverse(),
              .log_determinant = factor->log_determinant(),
              .weights = sums.weights,
              .squared_weights = sums.squared_weights};
  std::vector<double> residuals(chunks, 0.0);
  std::vector<double> squared(chunks, 0.0);
  core::parallel_for(n, kChunk, execution_, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const double r = rows_.value[i] - dot(design_.row(i), fit.beta);
      const double weight = 1.0 / (variance + rows_.variance[i]);
      residuals[begin / kChunk] += weight * r * r;
      squared[begin / kChunk] += weight * weight * r * r;
    }
  });
  for (std::size_t c = 0; c < chunks; ++c) {
    fit.residual += residuals[c];
    fit.squared_residual += squared[c];
  }
  fit.log_likelihood =
      -0.5 * (static_cast<double>(n) * std::log(2.0 * std::numbers::pi) + sums.logs + fit.residual);
  const std::vector<double> projected = product(fit.covariance, sums.second, p);
  fit.projected = trace(projected, p);
  fit.projected_squares = trace(product(projected, projected, p), p);
  fit.projected_cubes = trace(product(fit.covariance, sums.third, p), p);
  return fit;
}

}  // namespace sozialraum::smallarea
