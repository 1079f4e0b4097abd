#pragma once

#include <cstddef>
#include <cstdint>

namespace sozialraum::typology {

/// Rows in single precision are handled in blocks of this many, one row a lane.
inline constexpr std::size_t kCoarseLanes = 16;
/// Centres are held against a row by fours.
inline constexpr std::size_t kCoarseCentres = 4;

/// Rows of single precision: value j of row r at values[(r / 16 * columns + j) * 16 + r % 16].
struct CoarseBlocks {
  const float* values = nullptr;
  const float* norms = nullptr;  ///< squared length of every row
  std::size_t blocks = 0;
  std::size_t columns = 0;
};

/// Centres by fours: value j of centre c at values[(c / 4 * columns + j) * 4 + c % 4]. What fills
/// up the last four has an infinite half.
struct CoarseCentres {
  const float* values = nullptr;
  const float* halves = nullptr;  ///< half of the squared length of every centre
  std::size_t fours = 0;
  float slack = 0.0F;  ///< a doubled difference may be off by slack + row_slack * norm of the row
  float row_slack = 0.0F;
};

/// What coarse_nearest tells of every row.
struct CoarseNearest {
  std::uint32_t* nearest = nullptr;
  float* upper = nullptr;  ///< the nearest is no farther; infinite: another may be as near
  float* lower = nullptr;  ///< every other one is at least so far
};

// The kernels use the widest vectors of the machine they run on (Highway, chosen at run time) and
// may fuse a multiplication with an addition. What they say holds on all machines; which rows they
// leave open does not.

/// The nearest centre of every row where no rounding can have feigned it. True if some row is left
/// open.
bool coarse_nearest(const CoarseBlocks& rows, const CoarseCentres& centres,
                    const CoarseNearest& out);

/// How far centres have moved since the bounds were taken.
struct Drift {
  const float* own = nullptr;     ///< of every centre, rounded up
  const float* others = nullptr;  ///< the largest of all others, rounded up
  std::size_t types = 0;
};

/// Bounds of rows that move along.
struct MovingBounds {
  const std::uint32_t* own = nullptr;
  float* upper = nullptr;
  float* lower = nullptr;
  std::size_t blocks = 0;  ///< of kCoarseLanes rows
};

/// Moves the bounds along with the centres and lists the rows with upper * factor >= lower; room
/// for kCoarseLanes more is needed. Returns how many they are.
std::size_t move_bounds(const MovingBounds& bounds, const Drift& drift, float factor,
                        std::uint32_t* ranks);

}  // namespace sozialraum::typology
