#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/area_code.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/ids.hpp"

namespace sozialraum::spatial {

/// One area and how much it counts as a neighbour.
struct Neighbour {
  core::AreaId area{};
  double weight = 1.0;

  friend bool operator==(const Neighbour&, const Neighbour&) = default;
};

/// Who neighbours whom, and how strongly?
///
/// A sparse matrix by rows (CSR): row i lists the neighbours of area i in the order of their rows.
/// An area without neighbours (an island) keeps an empty row, and parts of the map that do not hang
/// together stay apart: both are told in findings(), nothing is joined in silence.
class Weights {
 public:
  /// `rows[i]` are the neighbours of area i, in any order. Throws InvalidInput "length_mismatch",
  /// "duplicate_key" (codes), "unknown_area", "own_neighbour", "duplicate_neighbour" or
  /// "negative_weight" (also for a weight that is not finite). `noticed` is what the maker of the
  /// weights has to say; it comes first in findings().
  Weights(std::vector<core::AreaCode> codes, std::vector<std::vector<Neighbour>> rows,
          std::vector<core::Finding> noticed = {});

  [[nodiscard]] std::size_t size() const noexcept { return codes_.size(); }
  [[nodiscard]] std::size_t links() const noexcept { return neighbours_.size(); }
  [[nodiscard]] std::span<const core::AreaCode> codes() const noexcept { return codes_; }
  [[nodiscard]] std::span<const Neighbour> neighbours(core::AreaId area) const;

  /// Every row divided by its sum; rows of islands, and rows that sum to 0, stay as they are.
  [[nodiscard]] Weights row_standardised() const;

  /// Areas without neighbours, in the order of the rows.
  [[nodiscard]] std::vector<core::AreaId> islands() const;

  /// The part of the map each area belongs to (links count both ways): 0 is the largest part, ties
  /// by the smallest area code.
  [[nodiscard]] std::vector<std::uint32_t> components() const;

  /// What was noticed when they were made; "islands" and "several_components", naming the areas.
  [[nodiscard]] std::vector<core::Finding> findings() const;

 private:
  std::vector<core::AreaCode> codes_;
  std::vector<std::size_t> first_;  // of each row in neighbours_, and the end
  std::vector<Neighbour> neighbours_;
  std::vector<core::Finding> noticed_;
};

}  // namespace sozialraum::spatial
