#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "typology/bounded_search.hpp"

namespace sozialraum::typology {

/// A type as a set of items, bit i for item i, and what it costs.
struct Group {
  std::uint64_t items = 0;
  double cost = 0.0;
};

/// The costs of all sets of up to 64 items, and the sets of little cost among them.
class GroupSearch {
 public:
  explicit GroupSearch(const Task& task);

  /// Squares within the group, and what its pulls cost.
  [[nodiscard]] double cost(std::uint64_t items) const;
  /// Keeps ranges and links.
  [[nodiscard]] bool allowed(std::uint64_t items) const;

  /// The group from which no single item more or less gets the cost less prizes lower; allowed.
  [[nodiscard]] Group improve(std::span<const double> prizes, std::uint64_t items) const;

  /// Calls `found` with every allowed group whose cost less the prizes of its items is below
  /// `limit`; `found` returns the limit from then on. False if more than `nodes` sets would have to
  /// be looked at, which are counted down.
  ///
  /// Sets grow item by item. Where it is certain that no way to go on gets below the limit, the
  /// branch is cut: with t more items of the rest R, of which the heaviest make the weight W', the
  /// squares are at least [Q + sum over them of (Q to the set + half of the t - 1 least to
  /// others)] / W', Q = sum of w w d² over pairs; the t best of R by that measure bound all
  /// choices.
  bool visit(std::span<const double> prizes, double limit, std::uint64_t& nodes,
             const std::function<double(const Group&)>& found, const core::Execution& execution);

 private:
  struct Set {
    std::uint64_t items = 0;
    double pairs = 0.0;  // sum of w w d² over the pairs
    double weight = 0.0;
    double rest = 0.0;  // inner squares, pulls, less the prizes
  };
  void grow(const Set& set, std::uint64_t candidates, std::size_t depth);
  void look_at(const Set& set, std::size_t depth);
  [[nodiscard]] bool hopeless(const Set& set, std::uint64_t candidates, std::size_t depth);
  [[nodiscard]] bool out_of_range(std::uint64_t candidates, std::size_t depth) const;
  [[nodiscard]] bool keeps_ranges(std::span<const double> totals) const;
  [[nodiscard]] double pairs_of(std::uint64_t items) const;

  const Task& task_;
  std::size_t count_;
  bool pulled_ = false;
  std::vector<double> pairs_;       // items x items: w w d²
  std::vector<double> pulls_;       // items x items
  std::vector<double> best_pulls_;  // of each item: half of all that can lower the cost
  std::vector<double> near_;        // items x items: sum of its m least pairs
  std::vector<std::uint64_t> apart_;
  // of a visit
  std::vector<double> worth_;   // of each item: inner squares less prize
  std::vector<double> to_set_;  // depth x items: pairs of each item with the set
  std::vector<double> pull_to_set_;
  std::vector<double> totals_;  // depth x bounds
  std::vector<double> values_;
  std::vector<double> heavy_;
  double limit_ = 0.0;
  std::uint64_t* nodes_ = nullptr;
  bool stopped_ = false;
  const std::function<double(const Group&)>* found_ = nullptr;
  const core::Execution* execution_ = nullptr;
};

}  // namespace sozialraum::typology
