#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::spatial {

/// What part of an old area belongs to a new one: `weight` of its people (or of its land,
/// buildings; whatever the table was made by).
struct Passage {
  std::string from{};
  std::string to{};
  double weight = 1.0;
};

/// How do areas of one date become those of another? Boundary reforms as a table with weights.
///
/// The weights of an old area add up to 1. A merger gives every old area 1 on the new one; a split
/// gives an old area shares on several. Rows and columns are in the order of first appearance.
///
///     const Crosswalk reform({{"A", "AB"}, {"B", "AB"}, {"C", "C", 0.7}, {"C", "D", 0.3}},
///                            "2019 to 2024, by people, BBSR");
///     carry_counts(reform, people_2019)      // AB = A + B, C = 0.7 C, D = 0.3 C
///
/// A value; O(passages) memory.
class Crosswalk {
 public:
  /// `version` names source, dates and what the weights are made of; it goes into findings. Throws
  /// InvalidInput "invalid_argument" for a weight outside 0..1, "duplicate_passage", and
  /// "weights_do_not_add_up" naming old areas whose weights are farther than 1e-6 from 1.
  Crosswalk(std::vector<Passage> passages, std::string version);

  [[nodiscard]] std::span<const std::string> from() const noexcept { return from_; }
  [[nodiscard]] std::span<const std::string> to() const noexcept { return to_; }
  [[nodiscard]] std::span<const Passage> passages() const noexcept { return passages_; }
  [[nodiscard]] const std::string& version() const noexcept { return version_; }

  /// One entry a passage: the row of its old, and of its new area.
  [[nodiscard]] std::span<const std::size_t> from_rows() const noexcept { return from_rows_; }
  [[nodiscard]] std::span<const std::size_t> to_rows() const noexcept { return to_rows_; }

  /// Is a new area another one than before: merged, split off or partly taken? One entry a new
  /// area. A series that crosses a break compares two different places.
  [[nodiscard]] std::vector<std::uint8_t> breaks() const;

  /// This reform and a later one as one: old areas straight to the newest. Weights multiply and
  /// add. Throws UnknownName "unknown_area" if the later one lacks an area of this one.
  [[nodiscard]] Crosswalk then(const Crosswalk& later) const;

 private:
  std::vector<Passage> passages_;
  std::string version_;
  std::vector<std::string> from_;
  std::vector<std::string> to_;
  std::vector<std::size_t> from_rows_;
  std::vector<std::size_t> to_rows_;
};

/// Numbers of the new areas, in the order of Crosswalk::to().
struct Carried {
  std::vector<double> value{};
  std::vector<core::CellState> states{};
  std::vector<core::Finding> findings{};
};

/// Counts add: persons, cases, places, square kilometres. Σ weight · value of the old areas.
///
/// A new area with a part of an old one is an estimate (kEstimated, and the finding "split_counts"
/// with the version): the table takes everything in the old area for evenly spread over what its
/// weights were made of. Nothing is rounded; the total stays. A missing part makes the new area
/// missing, for its reason. Never for densities, shares, means: carry count and base and divide.
/// O(passages). Throws InvalidInput "length_mismatch", and what core::require_cells() throws.
[[nodiscard]] Carried carry_counts(const Crosswalk& crosswalk, const core::Cells& values);

/// Densities, shares and means do not add: Σ weight · base · value / Σ weight · base, with the base
/// that each refers to (land of a density, persons of a mean). States and errors as carry_counts();
/// a base of 0 gives kUndefined; "negative_base" for one below 0.
[[nodiscard]] Carried carry_means(const Crosswalk& crosswalk, const core::Cells& values,
                                  const core::Cells& base);

}  // namespace sozialraum::spatial
