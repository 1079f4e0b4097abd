#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "typology/group_search.hpp"

namespace sozialraum::typology {

/// The linear program of "choose k groups so that every item is in just one, at least cost": its
/// relaxation over the groups known so far, by the primal simplex method with a dense inverse.
///
/// Its prizes (dual values, one per item) are a proposal only: what is proven with them is proven
/// by looking at all groups, so that rounding in here can cost time, never truth.
class PartitionProgram {
 public:
  PartitionProgram(std::size_t items, std::size_t types, double dear);

  void add(const Group& group);
  void solve();
  [[nodiscard]] std::span<const double> prizes() const { return prizes_; }
  /// The prize of a type as such.
  [[nodiscard]] double type_prize() const { return type_prize_; }
  [[nodiscard]] double value() const { return value_; }
  [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }
  /// The groups that are in the basis now.
  [[nodiscard]] std::vector<std::uint64_t> in_basis() const;

 private:
  [[nodiscard]] bool holds(std::size_t column, std::size_t row) const;
  [[nodiscard]] double cost_of_column(std::size_t column) const;
  void invert();
  void price_out();
  [[nodiscard]] std::size_t entering() const;
  bool pivot(std::size_t column);

  std::size_t rows_;  // items, and the number of types
  double dear_;       // cost of leaving an item out
  std::vector<Group> groups_{};
  std::vector<double> right_;       // slightly disturbed, so that no step stands still
  std::vector<std::size_t> basis_;  // column of each row; below rows_: leaves that row out
  std::vector<double> inverse_;     // rows x rows
  std::vector<double> amounts_;     // of the basis
  std::vector<double> prizes_;
  double type_prize_ = 0.0;
  double value_ = 0.0;
};

}  // namespace sozialraum::typology
