#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sozialraum::composite {

/// Weights out of pairwise judgements, and how well the judgements agree among themselves.
struct AnalyticHierarchy {
  std::vector<double> weights{};  ///< add up to 1
  double largest_eigenvalue = 0.0;
  double consistency_index = 0.0;  ///< (largest eigenvalue - n) / (n - 1)
  double consistency_ratio = 0.0;  ///< below 0.1 is usable; 0 for one or two indicators
};

/// Which weights follow from "this matters three times as much as that"? (Saaty 1980)
///
/// `judgements` is the n x n matrix row by row: entry (i, j) says how many times as much i matters
/// as j. The weights are its principal eigenvector; the ratio divides the consistency index by that
/// of random judgements. O(n² * iterations).
///
/// Throws InvalidInput unless the matrix is square, positive, reciprocal and of 1 to 10 rows.
[[nodiscard]] AnalyticHierarchy analytic_hierarchy(std::span<const double> judgements,
                                                   std::size_t n);

}  // namespace sozialraum::composite
