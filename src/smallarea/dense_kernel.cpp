#include "smallarea/dense_kernel.hpp"

#include <algorithm>
#include <cmath>

// Compiled once for each instruction set; the best one is chosen when the program runs.
// Not for SVE and RVV, whose vectors have no fixed length; ARM and RISC-V have others.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "smallarea/dense_kernel.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sozialraum::smallarea::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<double, kPadding> kTag;
using Vector = hn::Vec<decltype(kTag)>;
constexpr std::size_t kWide = hn::MaxLanes(kTag);

/// A tile of kVectors vectors of rows and kColumns columns, held in registers while the inner
/// index runs.
template <std::size_t kVectors, std::size_t kColumns>
HWY_INLINE void Tile(double* HWY_RESTRICT target, std::size_t target_stride, const Block& left,
                     const double* HWY_RESTRICT a, const Reader& right,
                     const double* HWY_RESTRICT b, std::size_t inner) {
  Vector sum[kVectors][kColumns];
  for (auto& row : sum) {
    for (Vector& one : row) one = hn::Zero(kTag);
  }
  for (std::size_t k = 0; k < inner; ++k) {
    Vector rows[kVectors];
    for (std::size_t v = 0; v < kVectors; ++v) rows[v] = hn::LoadU(kTag, a + v * kWide);
    for (std::size_t j = 0; j < kColumns; ++j) {
      const Vector factor = hn::Set(kTag, b[j * right.by_column]);
      for (std::size_t v = 0; v < kVectors; ++v) {
        sum[v][j] = hn::Add(sum[v][j], hn::Mul(rows[v], factor));
      }
    }
    a += left.stride;
    b += right.by_row;
  }
  for (std::size_t j = 0; j < kColumns; ++j) {
    for (std::size_t v = 0; v < kVectors; ++v) {
      double* to = target + j * target_stride + v * kWide;
      hn::StoreU(hn::Sub(hn::LoadU(kTag, to), sum[v][j]), kTag, to);
    }
  }
}

/// Rows first..end (multiples of the padding) of kColumns columns.
template <std::size_t kColumns>
HWY_INLINE void Strip(const Block& target, const Block& left, const Reader& right,
                      std::size_t first, std::size_t end, std::size_t inner) {
  constexpr std::size_t kHigh = 3;
  std::size_t i = first;
  for (; i + kHigh * kWide <= end; i += kHigh * kWide) {
    Tile<kHigh, kColumns>(target.values + i, target.stride, left, left.values + i, right,
                          right.values, inner);
  }
  for (; i < end; i += kWide) {
    Tile<1, kColumns>(target.values + i, target.stride, left, left.values + i, right, right.values,
                      inner);
  }
}

HWY_INLINE void AnyStrip(const Block& target, const Block& left, const Reader& right,
                         std::size_t first, std::size_t end, const Extent& extent) {
  switch (extent.columns) {
    case 1:
      return Strip<1>(target, left, right, first, end, extent.inner);
    case 2:
      return Strip<2>(target, left, right, first, end, extent.inner);
    case 3:
      return Strip<3>(target, left, right, first, end, extent.inner);
    default:
      return Strip<4>(target, left, right, first, end, extent.inner);
  }
}

constexpr std::size_t kStrip = 4;

HWY_INLINE std::size_t DownToPadding(std::size_t row) { return row / kPadding * kPadding; }

void SubtractProduct(const Block& target, const Block& left, const Reader& right,
                     const Extent& extent) {
  const std::size_t end = padded(extent.rows);
  for (std::size_t j = 0; j < extent.columns; j += kStrip) {
    AnyStrip({target.column(j), target.stride}, left,
             {right.values + j * right.by_column, right.by_row, right.by_column}, 0, end,
             {.columns = std::min(kStrip, extent.columns - j), .inner = extent.inner});
  }
}

/// The triangle on the diagonal of a few columns whose earlier columns are taken off already.
HWY_INLINE bool Corner(const Block& front, std::size_t first, std::size_t columns) {
  for (std::size_t c = 0; c < columns; ++c) {
    double* own = front.column(first + c) + first;
    for (std::size_t b = 0; b < c; ++b) {
      const double* before = front.column(first + b) + first;
      for (std::size_t i = c; i < columns; ++i) own[i] -= before[i] * before[c];
    }
    if (!(own[c] > 0.0)) return false;
    const double pivot = std::sqrt(own[c]);
    own[c] = pivot;
    for (std::size_t i = c + 1; i < columns; ++i) own[i] /= pivot;
  }
  return true;
}

/// Divides rows first..end of a few columns by the triangle on their diagonal.
template <std::size_t kColumns>
HWY_INLINE void UnderCorner(const Block& front, std::size_t at, std::size_t first,
                            std::size_t end) {
  Vector inverse[kColumns];
  for (std::size_t c = 0; c < kColumns; ++c) {
    inverse[c] = hn::Set(kTag, 1.0 / front.column(at + c)[at + c]);
  }
  for (std::size_t i = first; i < end; i += kWide) {
    Vector x[kColumns];
    for (std::size_t c = 0; c < kColumns; ++c) {
      x[c] = hn::LoadU(kTag, front.column(at + c) + i);
      for (std::size_t b = 0; b < c; ++b) {
        x[c] = hn::Sub(x[c], hn::Mul(x[b], hn::Set(kTag, front.column(at + b)[at + c])));
      }
      x[c] = hn::Mul(x[c], inverse[c]);
      hn::StoreU(x[c], kTag, front.column(at + c) + i);
    }
  }
}

/// Rows below the corner and up to the next multiple of the padding, one by one.
HWY_INLINE void Ragged(const Block& front, std::size_t at, std::size_t columns, std::size_t end) {
  for (std::size_t i = at + columns; i < end; ++i) {
    for (std::size_t c = 0; c < columns; ++c) {
      double x = front.column(at + c)[i];
      for (std::size_t b = 0; b < c; ++b) {
        x -= front.column(at + b)[i] * front.column(at + b)[at + c];
      }
      front.column(at + c)[i] = x * (1.0 / front.column(at + c)[at + c]);
    }
  }
}

HWY_INLINE bool FactoriseColumns(const Block& front, std::size_t at, std::size_t columns,
                                 std::size_t rows) {
  if (!Corner(front, at, columns)) return false;
  const std::size_t even = std::min(padded(at + columns), rows);
  Ragged(front, at, columns, even);
  const std::size_t first = padded(at + columns);
  const std::size_t end = padded(rows);
  if (first >= end) return true;
  if (columns == 4) UnderCorner<4>(front, at, first, end);
  if (columns == 3) UnderCorner<3>(front, at, first, end);
  if (columns == 2) UnderCorner<2>(front, at, first, end);
  if (columns == 1) UnderCorner<1>(front, at, first, end);
  return true;
}

bool FactoriseBlock(const Block& front, std::size_t rows, std::size_t columns) {
  const std::size_t end = padded(rows);
  for (std::size_t j = 0; j < rows;) {
    // Never a strip across the last column of the factor.
    const std::size_t limit = j < columns ? columns : rows;
    const std::size_t wide = std::min(kStrip, limit - j);
    const std::size_t inner = std::min(j, columns);
    AnyStrip({front.column(j), front.stride}, front, {front.values + j, front.stride, 1},
             DownToPadding(j), end, {.columns = wide, .inner = inner});
    if (j < columns && !FactoriseColumns(front, j, wide, rows)) return false;
    j += wide;
  }
  return true;
}

void DivideByLower(const Block& target, std::size_t rows, const Reader& lower,
                   std::size_t columns) {
  const std::size_t end = padded(rows);
  for (std::size_t done = 0; done < columns;) {
    const std::size_t wide = std::min(kStrip, columns - done);
    const std::size_t at = columns - done - wide;
    // What the columns behind have taken already.
    AnyStrip({target.column(at), target.stride}, {target.column(at + wide), target.stride},
             {lower.values + at * lower.by_column + at + wide, 1, lower.by_column}, 0, end,
             {.columns = wide, .inner = done});
    for (std::size_t i = 0; i < end; i += kWide) {
      for (std::size_t c = wide; c-- > 0;) {
        const double* own = lower.values + (at + c) * lower.by_column + at;
        Vector x = hn::LoadU(kTag, target.column(at + c) + i);
        for (std::size_t b = c + 1; b < wide; ++b) {
          const Vector behind = hn::LoadU(kTag, target.column(at + b) + i);
          x = hn::Sub(x, hn::Mul(behind, hn::Set(kTag, own[b])));
        }
        hn::StoreU(hn::Mul(x, hn::Set(kTag, 1.0 / own[c])), kTag, target.column(at + c) + i);
      }
    }
    done += wide;
  }
}

}  // namespace sozialraum::smallarea::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sozialraum::smallarea {

HWY_EXPORT(SubtractProduct);
HWY_EXPORT(FactoriseBlock);
HWY_EXPORT(DivideByLower);

void subtract_product(const Block& target, const Block& left, const Reader& right,
                      const Extent& extent) {
  HWY_DYNAMIC_DISPATCH(SubtractProduct)(target, left, right, extent);
}

bool factorise_block(const Block& front, std::size_t rows, std::size_t columns) {
  return HWY_DYNAMIC_DISPATCH(FactoriseBlock)(front, rows, columns);
}

void divide_by_lower(const Block& target, std::size_t rows, const Reader& lower,
                     std::size_t columns) {
  HWY_DYNAMIC_DISPATCH(DivideByLower)(target, rows, lower, columns);
}

}  // namespace sozialraum::smallarea
#endif  // HWY_ONCE
