#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "typology/blocks.hpp"

namespace sozialraum::typology {

/// Which rows may have another nearest centre than before, now that the centres have moved?
///
/// Of every row two numbers are kept: its own centre is no farther than `upper`, every other one at
/// least as far as `lower`. A centre that moves by d changes them by d at most, so most rows are
/// known to stay without a look at their values (Hamerly 2010, "Making k-means even faster").
/// Bounds are widened by more than rounding can feign: the nearest centres, and of equally near
/// ones the first, are those that a look at all rows gives, bit by bit.
///
/// The blocks must outlive it.
class NearBounds {
 public:
  explicit NearBounds(const Blocks& blocks);

  /// Looks at all rows.
  void look_at_all(std::span<const double> centres, std::uint32_t* nearest);

  /// Looks at those rows that may have another nearest centre than `own`, writes what is nearest to
  /// them, and tells which they are, in rising order.
  std::span<const std::uint32_t> look(std::span<const double> centres,
                                      std::span<const std::uint32_t> own, std::uint32_t* nearest);

  /// Rows whose move to another type may win something, in rising order, and by how much the sum of
  /// squares falls with the best of them: best_transfers() of all others are below 0.
  std::span<const std::uint32_t> look_for_transfers(const Centres& centres,
                                                    std::span<const std::uint32_t> own,
                                                    std::vector<double>& falls);

  /// A row that was given another type: nothing is known of it.
  void forget(std::size_t rank);

 private:
  void measure_drift(std::span<const double> centres);
  void collect(std::span<const std::uint32_t> own, double factor);
  [[nodiscard]] TwoNearest bounds_into(double* upper, double* lower) const;
  void look_at_block(std::size_t block, const Centres& centres, std::uint32_t* nearest);
  void look_at_waiting(const Centres& centres, std::uint32_t* nearest);
  void gather(std::span<const std::uint32_t> ranks);

  const Blocks& blocks_;
  double above_;  ///< what is multiplied by it has grown by more than rounding took away
  double below_;
  double heaviest_ = 0.0;
  std::vector<double> upper_;
  std::vector<double> lower_;
  std::vector<double> centres_{};  ///< that the bounds hold for
  std::vector<double> drift_{};    ///< of each centre
  std::vector<double> others_{};   ///< the largest drift of the other centres
  std::vector<std::uint32_t> ranks_{};
  Blocks some_;  ///< gathered rows
  std::vector<std::uint32_t> some_nearest_{};
  std::vector<double> some_upper_{};
  std::vector<double> some_lower_{};
  std::vector<std::uint32_t> waiting_{};  ///< ranks to be gathered
};

}  // namespace sozialraum::typology
