#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "typology/coarse_rows.hpp"
#include "typology/ranked_rows.hpp"

namespace sozialraum::typology {

/// Which rows may have another nearest centre than before, now that the centres have moved?
///
/// Of every row two numbers are kept: its own centre is no farther than `upper`, every other one at
/// least as far as `lower`. A centre that moves by d changes them by d at most, so most rows are
/// known to stay without a look at their values (Hamerly 2010, "Making k-means even faster").
/// Bounds are widened by more than rounding can feign: the nearest centres, and of equally near
/// ones the first, are those that a look at all rows gives, bit by bit.
///
/// Rows are looked at in single precision, and in double where that cannot tell.
///
/// The rows and their coarse copy must outlive it. 8 bytes a row.
class NearBounds {
 public:
  NearBounds(const RankedRows& rows, const CoarseRows& coarse);

  /// Looks at all rows. `nearest`, here and below, has room for coarse.padded() of them.
  void look_at_all(std::span<const double> centres, std::uint32_t* nearest);

  /// Looks at those rows that may have another nearest centre than `own`, writes what is nearest to
  /// them, and tells which they are, in rising order.
  std::span<const std::uint32_t> look(std::span<const double> centres,
                                      std::span<const std::uint32_t> own, std::uint32_t* nearest);

  /// Rows whose move to another type may win something, in rising order, and by how much the sum of
  /// squares falls with the best of them: those of all others are below 0.
  std::span<const std::uint32_t> look_for_transfers(const Centres& centres,
                                                    std::span<const std::uint32_t> own,
                                                    std::vector<double>& falls);

  /// A row that was given another type: nothing is known of it.
  void forget(std::size_t rank);

 private:
  void hold(std::span<const double> centres);
  void measure_drift(std::span<const double> centres);
  void collect(std::span<const std::uint32_t> own, double factor);
  void look_at_blocks(std::size_t block, std::size_t count, std::uint32_t* nearest);
  void look_at_waiting(std::uint32_t* nearest);
  void look_closely(const Centres& centres, std::uint32_t* nearest);

  const RankedRows& rows_;
  const CoarseRows& coarse_;
  double above_;  ///< what is multiplied by it has grown by more than rounding took away
  double heaviest_ = 0.0;
  std::vector<float> upper_;  ///< of the coarse rows, infinite where nothing is known
  std::vector<float> lower_;
  std::vector<double> centres_{};  ///< that the bounds hold for
  CoarseCentres held_{};           ///< the same for the coarse rows
  std::vector<float> held_values_{};
  std::vector<float> held_halves_{};
  std::vector<float> drift_{};   ///< of each centre
  std::vector<float> others_{};  ///< the largest drift of the other centres
  std::vector<std::uint32_t> ranks_{};
  RowPack some_;            ///< gathered rows
  CoarseRows some_coarse_;  ///< gathered coarse rows
  std::vector<std::uint32_t> some_nearest_;
  std::vector<double> some_distance2_;
  std::vector<float> some_upper_;
  std::vector<float> some_lower_;
  std::vector<std::uint32_t> waiting_{};  ///< ranks to be gathered
  std::vector<std::uint32_t> open_{};     ///< ranks to be looked at closely
};

}  // namespace sozialraum::typology
