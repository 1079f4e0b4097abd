#pragma once

#include <cstddef>

namespace sozialraum::smallarea {

/// Columns of a dense block are this many numbers long or a multiple of it, so that vectors of
/// any machine fit.
inline constexpr std::size_t kPadding = 4;

[[nodiscard]] constexpr std::size_t padded(std::size_t rows) {
  return (rows + kPadding - 1) / kPadding * kPadding;
}

/// A dense matrix by columns.
struct Block {
  double* values = nullptr;
  std::size_t stride = 0;  ///< from one column to the next; padded

  [[nodiscard]] double* column(std::size_t j) const { return values + j * stride; }
};

/// One factor of a product, read number by number: entry (k, j) stands at k * by_row + j *
/// by_column.
struct Reader {
  const double* values = nullptr;
  std::size_t by_row = 0;
  std::size_t by_column = 0;
};

struct Extent {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::size_t inner = 0;
};

// These use the widest vectors of the machine, a row a lane. The terms of every number are added
// in their order and no multiplication is fused with an addition: all machines give the same bits.

/// target -= left * right for the rows up to padded(extent.rows).
void subtract_product(const Block& target, const Block& left, const Reader& right,
                      const Extent& extent);

/// The first `columns` of a symmetric block (lower triangle, `rows` long) become those of its
/// Cholesky factor, and what they take from the rest is taken from it. What stands above the
/// diagonal is used up. False if the matrix is not positive definite.
[[nodiscard]] bool factorise_block(const Block& front, std::size_t rows, std::size_t columns);

/// The rows of `target` times the inverse of the lower triangle.
void divide_by_lower(const Block& target, std::size_t rows, const Reader& lower,
                     std::size_t columns);

}  // namespace sozialraum::smallarea
