#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sozialraum::siting {

/// A candidate that a place can use, and what a person there gains by it.
struct Offer {
  std::uint32_t candidate = 0;
  double gain = 0.0;

  friend auto operator<=>(const Offer&, const Offer&) = default;
};

/// One place's offers, by candidate.
struct OfferRow {
  double people = 0.0;
  std::vector<Offer> offers{};
};

/// What people gain by which candidate: rows for the choice of a place, columns for the worth of a
/// candidate.
///
/// Places with the same offers are one row, and rows stand in the order of their content. So sums
/// over rows do not depend on the order in which places were given. Places without an offer have no
/// row.
class GainTable {
 public:
  GainTable(std::size_t candidates, std::vector<OfferRow> places);

  [[nodiscard]] std::size_t rows() const { return people_.size(); }
  [[nodiscard]] std::size_t candidates() const { return column_begin_.size() - 1; }
  [[nodiscard]] std::size_t entries() const { return row_offers_.size(); }
  [[nodiscard]] std::span<const double> people() const { return people_; }
  /// The row of a place of the constructor's list; kNoRow if it had no offer.
  [[nodiscard]] std::uint32_t row_of_place(std::size_t place) const { return row_of_place_[place]; }

  /// The offers of a row, by candidate.
  [[nodiscard]] std::span<const Offer> row(std::size_t r) const {
    return {row_offers_.data() + row_begin_[r], row_offers_.data() + row_begin_[r + 1]};
  }
  /// A row that gains by a candidate.
  struct Taker {
    std::uint32_t row = 0;
    double gain = 0.0;
  };
  /// Who gains by a candidate, by row.
  [[nodiscard]] std::span<const Taker> column(std::size_t candidate) const {
    return {takers_.data() + column_begin_[candidate],
            takers_.data() + column_begin_[candidate + 1]};
  }

  static constexpr std::uint32_t kNoRow = 0xffffffffU;

 private:
  void fill_columns(std::size_t candidates);

  std::vector<double> people_;
  std::vector<std::size_t> row_begin_{0};
  std::vector<Offer> row_offers_;
  std::vector<std::size_t> column_begin_;
  std::vector<Taker> takers_;
  std::vector<std::uint32_t> row_of_place_;
};

}  // namespace sozialraum::siting
