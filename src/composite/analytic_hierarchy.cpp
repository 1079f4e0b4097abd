#include "sozialraum/composite/analytic_hierarchy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::composite {
namespace {

// Mean consistency index of random matrices of 1..10 rows (Saaty 1980).
constexpr std::array<double, 10> kRandomIndex{0.0,  0.0,  0.58, 0.90, 1.12,
                                              1.24, 1.32, 1.41, 1.45, 1.49};

void require_judgements(std::span<const double> a, std::size_t n) {
  if (n == 0 || n > kRandomIndex.size() || a.size() != n * n) {
    core::invalid_argument(
        "judgements", fmt::format("has {} entries for {} rows; it must be square, with 1 to {} "
                                  "rows",
                                  a.size(), n, kRandomIndex.size()));
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const double there = a[i * n + j];
      const double back = a[j * n + i];
      if (there > 0.0 && back > 0.0 && std::abs(there * back - 1.0) < 1e-6) continue;
      core::invalid_argument(
          "judgements",
          fmt::format("says {} in row {}, column {}, but {} the other way round", there, i + 1,
                      j + 1, back),
          "the other way round must stand the reciprocal, and 1 on the diagonal");
    }
  }
}

std::vector<double> product(std::span<const double> a, const std::vector<double>& x) {
  std::vector<double> result(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    result[i] = std::inner_product(x.begin(), x.end(),
                                   a.begin() + static_cast<std::ptrdiff_t>(i * x.size()), 0.0);
  }
  return result;
}

}  // namespace

AnalyticHierarchy analytic_hierarchy(std::span<const double> judgements, std::size_t n) {
  require_judgements(judgements, n);
  const auto size = static_cast<double>(n);
  AnalyticHierarchy result{.weights = std::vector(n, 1.0 / size)};
  // Power iteration: the matrix is positive, so it converges to the one positive eigenvector.
  double change = 1.0;
  for (int step = 0; step < 1000 && change > 1e-15; ++step) {
    std::vector<double> next = product(judgements, result.weights);
    result.largest_eigenvalue = std::accumulate(next.begin(), next.end(), 0.0);
    change = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      next[i] /= result.largest_eigenvalue;
      change = std::max(change, std::abs(next[i] - result.weights[i]));
    }
    result.weights = std::move(next);
  }
  if (n > 1) result.consistency_index = (result.largest_eigenvalue - size) / (size - 1.0);
  if (n > 2) result.consistency_ratio = result.consistency_index / kRandomIndex[n - 1];
  return result;
}

}  // namespace sozialraum::composite
