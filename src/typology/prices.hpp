#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "typology/items.hpp"

namespace sozialraum::typology {

/// What would every type have to pay for a person, a child, an area, so that each gets enough?
///
/// The prices of the Lagrangian relaxation of "give items to types at least cost, every type within
/// its ranges": an item goes to the type with the least cost less payments. For any prices the sum
/// of these, with the payments for the bounds, is a lower bound of the cost of every assignment
/// that keeps the ranges (also of one that may divide items: it is the bound of the linear
/// program at the best prices). Links between items are not looked at: the bound stays one.
class Prices {
 public:
  Prices(const Items& items, std::span<const Range> ranges, std::size_t types);

  /// Sets one price after the other to its best value, the others kept, until no range is missed
  /// or after so many rounds. Keeps the prices of the call before as its start.
  void settle(std::span<const double> costs, std::size_t rounds);
  /// Improves the bound by steps along the subgradient (Held, Wolfe and Crowder 1974); `known` is
  /// the cost of an assignment that keeps the ranges.
  double improve(std::span<const double> costs, double known, std::size_t steps);

  /// The type of least cost less payments for every item; the first of equal ones.
  [[nodiscard]] std::vector<std::uint32_t> assignment() const;

 private:
  [[nodiscard]] double& price(std::size_t type, std::size_t bound) {
    return prices_[type * ranges_.size() + bound];
  }
  void take(std::span<const double> costs);
  [[nodiscard]] std::vector<double> totals() const;
  [[nodiscard]] double bound() const;
  bool settle_one(std::size_t type, std::size_t bound);
  [[nodiscard]] double best_price(std::size_t type, std::size_t bound);

  const Items& items_;
  std::span<const Range> ranges_;
  std::size_t types_;
  std::vector<double> prices_;   // types x bounds; above 0 pays for a floor, below 0 for a ceiling
  std::vector<double> reduced_;  // items x types: cost less payments
  std::vector<std::pair<double, double>> offers_;  // price from which an item comes, its count
};

}  // namespace sozialraum::typology
