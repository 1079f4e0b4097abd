#pragma once

#include <cstddef>
#include <cstdint>

namespace sozialraum::typology {

/// Rows are handled in blocks of this many, one row a lane.
inline constexpr std::size_t kLanes = 8;

/// Rows as the kernels want them: value j of row r at values[(r / 8 * columns + j) * 8 + r % 8].
struct RowBlocks {
  const double* values = nullptr;
  std::size_t blocks = 0;
  std::size_t columns = 0;
  const double* weights = nullptr;  ///< one a row; not all kernels need them
};

/// Points that rows are held against: count x columns, row by row.
struct Centres {
  const double* values = nullptr;
  std::size_t count = 0;
  const double* weights = nullptr;  ///< sum of weights of each; not all kernels need them
};

// The kernels use the widest vectors of the machine they run on (Highway, chosen at run time). They
// add each row's terms in column order, never fuse a multiplication with an addition, and add up
// lanes in their order: all machines give the same bits.

/// The nearest centre of every row, the first of equally near ones, and its squared distance.
void nearest_of_rows(const RowBlocks& rows, const Centres& centres, std::uint32_t* nearest,
                     double* distance2);

/// nearer = min(distance2, squared distance to the one centre); returns the weighted sum.
double nearer_of_rows(const RowBlocks& rows, const double* centre, const double* distance2,
                      double* nearer);

inline constexpr std::size_t kMostAtOnce = 16;

/// The same for up to kMostAtOnce centres in one pass: centre c writes nearer[c] and adds to its
/// kLanes running sums in lanes[c * kLanes], so that rows may come in parts.
void nearer_of_rows(const RowBlocks& rows, const Centres& centres, const double* distance2,
                    double* const* nearer, double* lanes);

/// For every row, by how much the sum of squares falls if the row moves from its own to the best
/// other centre.
void transfers_of_rows(const RowBlocks& rows, const Centres& centres, const std::uint32_t* own,
                       double* fall);

/// Weighted sum of the distances of all rows to a point.
double sum_of_distances(const RowBlocks& rows, const double* point);

/// A group that looks for a partner among the rows.
struct Seeker {
  const double* centre = nullptr;
  double weight = 0.0;
  double slack = 1.0;  ///< the bound is multiplied by it
  double limit = 0.0;
};

/// The blocks from `from` on, until one has a row with min(weights) * squared distance * slack
/// below the limit; or the number of blocks.
std::size_t next_below(const RowBlocks& rows, std::size_t from, const Seeker& seeker);

}  // namespace sozialraum::typology
