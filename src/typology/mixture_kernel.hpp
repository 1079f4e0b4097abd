#pragma once

#include <cstddef>

#include "typology/distance_kernel.hpp"

namespace sozialraum::typology {

/// Numbers of a symmetric matrix that are kept: all of its lower triangle, row by row, or its
/// diagonal alone.
struct Shape {
  std::size_t columns = 0;
  bool diagonal = false;

  [[nodiscard]] std::size_t matrix() const {
    return diagonal ? columns : columns * (columns + 1) / 2;
  }
  /// Weight, column sums and a matrix.
  [[nodiscard]] std::size_t sums() const { return 1 + columns + matrix(); }
};

/// One type, as the kernels want it.
struct Cloud {
  const double* mean = nullptr;
  const double* spread = nullptr;  ///< covariance in its shape
  const double* whiten = nullptr;  ///< inverse of its Cholesky factor (diagonal: of its roots)
  double log_constant = 0.0;       ///< log share - log of the root of 2 pi^columns det(covariance)
  double log_share = 0.0;          ///< log share - columns / 2 * log(2 pi)
};

// All of these treat one block of eight rows, a row a lane, by the rules of distance_kernel.hpp: no
// fused multiplication, lanes apart until the end, so that all machines give the same bits. A
// `block` holds value j of lane l at j * 8 + l, its errors entry e of their matrix at e * 8 + l.

/// Log of share times density, without errors.
void log_densities(const double* block, const Shape& shape, const Cloud& cloud, double* out);

/// Adds per lane: q, q (x - mean), q (x - mean)(x - mean)'.
void add_moments(const double* block, const Shape& shape, const double* mean, const double* q,
                 double* sums);

/// The same density where every row has errors of its own: covariance + errors. Leaves in `scores`
/// (columns + matrix, eight lanes each) u = T^-1 (x - mean) and P = T^-1; `work` has room for two
/// matrices and two columns.
void log_densities_with_errors(const double* block, const double* errors, const Shape& shape,
                               const Cloud& cloud, double* scores, double* work, double* out);

/// Adds per lane: q, q u, q (u u' - P).
void add_scores(const double* scores, const Shape& shape, const double* q, double* sums);

}  // namespace sozialraum::typology
