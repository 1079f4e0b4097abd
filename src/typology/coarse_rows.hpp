#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "typology/coarse_kernel.hpp"
#include "typology/ranked_rows.hpp"

namespace sozialraum::typology {

/// The rows once more in single precision, to see quickly what is near and what is far.
///
/// Each column less its mean, times a power of two that brings all into -1 to 1. A distance taken
/// from them is off by a known amount at most (see below), so a centre that is nearer by more than
/// that is the nearest one; only where it is not, the rows in double precision have to be looked
/// at. 4 bytes a value and 4 a row.
///
/// The bound: with u = 2^-24, n columns, a row x and a centre c of the shifted and scaled numbers,
/// |c|² / 2 - x c is computed with an error below (n + 8) u (|c|² / 2 + |x| |c|): rounding of the
/// numbers 2 u, n products and sums in any order, fused or not, (n + 1) u, the half of the norm 2 u
/// (Higham 2002, section 3.1); |x| |c| is at most (|x|² + |c|²) / 2. The difference of two is off
/// by twice this, and rounding in double precision feigns far less than the 2.5 taken instead.
class CoarseRows {
 public:
  explicit CoarseRows(const RankedRows& rows);

  /// Room for so many rows of a table, none of them filled.
  CoarseRows(const CoarseRows& table, std::size_t rows);

  /// Copies a row of the table to the place `to`.
  void take(const CoarseRows& table, std::size_t rank, std::size_t to);

  [[nodiscard]] std::size_t blocks() const { return norms_.size() / kCoarseLanes; }
  [[nodiscard]] std::size_t padded() const { return norms_.size(); }
  [[nodiscard]] CoarseBlocks view(std::size_t block, std::size_t count) const;

  /// The centres as the rows are; the lists keep what the answer shows.
  [[nodiscard]] CoarseCentres hold(std::span<const double> centres, std::vector<float>& values,
                                   std::vector<float>& halves) const;

  /// A distance between centres as the rows are measured, rounded up.
  [[nodiscard]] float scaled_up(double distance) const;

 private:
  void measure(const RankedRows& rows);
  void fill(const RankedRows& rows);
  void fill_half(const double* from, std::size_t half);

  std::size_t columns_;
  std::vector<double> means_{};
  double scale_ = 1.0;
  std::vector<float> values_{};
  std::vector<float> norms_{};
};

}  // namespace sozialraum::typology
