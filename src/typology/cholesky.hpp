#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace sozialraum::typology {

/// The lower Cholesky factor of a symmetric matrix (columns x columns, row by row), packed row by
/// row. False, and nothing of use in `root`, unless the matrix is positive definite. O(columns³).
inline bool cholesky(std::span<const double> matrix, std::size_t columns,
                     std::vector<double>& root) {
  root.assign(columns * (columns + 1) / 2, 0.0);
  for (std::size_t i = 0; i < columns; ++i) {
    double* const row = root.data() + i * (i + 1) / 2;
    for (std::size_t j = 0; j <= i; ++j) {
      const double* const other = root.data() + j * (j + 1) / 2;
      double sum = matrix[i * columns + j];
      for (std::size_t k = 0; k < j; ++k) sum -= row[k] * other[k];
      if (i == j && !(sum > 0.0)) return false;
      row[j] = i == j ? std::sqrt(sum) : sum / other[j];
    }
  }
  return true;
}

/// Solves root * y = right in place.
inline void solve_lower(const std::vector<double>& root, std::span<double> right) {
  for (std::size_t i = 0; i < right.size(); ++i) {
    const double* const row = root.data() + i * (i + 1) / 2;
    for (std::size_t k = 0; k < i; ++k) right[i] -= row[k] * right[k];
    right[i] /= row[i];
  }
}

/// The inverse of a packed lower factor, packed alike. O(columns³).
inline std::vector<double> inverse_lower(const std::vector<double>& root, std::size_t columns) {
  std::vector<double> inverse(root.size());
  std::vector<double> unit(columns);
  for (std::size_t j = 0; j < columns; ++j) {
    unit.assign(columns, 0.0);
    unit[j] = 1.0;
    solve_lower(root, unit);
    for (std::size_t i = j; i < columns; ++i) inverse[i * (i + 1) / 2 + j] = unit[i];
  }
  return inverse;
}

}  // namespace sozialraum::typology
