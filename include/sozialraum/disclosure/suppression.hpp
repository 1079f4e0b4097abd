#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::disclosure {

/// Why is a cell not told?
enum class Why : std::uint8_t {
  kTold,
  kFew,        ///< a few persons: from one to below the least count
  kAllButFew,  ///< all but a few
  kNobody,     ///< none of the base
  kEverybody,  ///< all of the base
  kSmallBase,  ///< of so few persons, whatever the count
  kGiven,      ///< the caller says so: an area that is too small, a cell that others follow from
  kProtects,   ///< could be told itself, but would give another cell of its total back
};

struct SuppressionRules {
  /// Counts from one to below this are few. German offices keep 3 at least; 5 where a table is for
  /// everybody.
  double least_count = 5.0;
  /// May it be told that nobody, or that everybody, of an area is in a group? It says of each
  /// person there whether he or she is.
  bool tell_nobody = false;
  bool tell_everybody = false;
};

/// Counts of persons among persons. The cells of one total add up to it, and it is told.
///
/// `base` may be infinite where there is none (people of an area). A missing count (NaN) is in no
/// total. Totals of totals are fine: they follow from those below.
struct CellTable {
  std::span<const double> count{};
  std::span<const double> base{};
  std::span<const std::uint32_t> total{};  ///< which total a cell belongs to; empty = one for all
  std::span<const std::uint8_t> secret{};  ///< not 0 = not to be told in any case; empty = none
  core::RowNames cells{};
};

struct Suppression {
  std::vector<Why> why{};
  std::vector<std::uint32_t> secret_totals{};  ///< no choice of cells protects these; rising
  std::vector<core::Finding> findings{};
};

/// Which cells of a table may not be told, so that no secret one can be computed from the rest?
///
/// An attacker knows all bases, all told cells and all totals told. Of a hidden cell i with the
/// base b he then knows the interval from max(0, R - others' bases) to min(b, R), where R is the
/// total without the told cells. It must be at least min(least_count, b) wide for every cell that
/// is secret for its own sake, so that neither the count nor that it is few can be told.
///
/// If it is not, one more cell of the total is hidden. One is enough: whatever it is, as it is not
/// secret itself, it leaves room for `least_count` cases more and as many less. Taken is the one of
/// the smallest base (least is lost), of equal ones the first by name. So the number of cells is
/// the smallest there is. If no cell is left, the total is secret, too; it must then not follow
/// from a total above it either.
///
///     base 100 each, least 5:   Au 2, Berg 30, Cham 40, all 72
///     Au is few; 72 - 30 - 40 = 2 gives it back; so Berg is hidden as well: Au is 0 to 32.
///
/// Not told is safe only against sums of the cells of *this* table: cells that are linked across
/// tables (three shares that add up to one) must be given as `secret` where one of them is. Counts
/// are rounded to whole numbers to see whether they are few.
///
/// Throws InvalidInput "length_mismatch"; "invalid_argument" for a negative count, a count above
/// its base, or a least count below 1. Findings "cells_not_told" (note), "totals_not_told"
/// (warning). O(n log n).
/// Cox (1980), Suppression methodology and statistical disclosure control; Hundepool et al. (2012),
/// Statistical Disclosure Control, ch. 4 (sliding protection).
[[nodiscard]] Suppression suppress(const CellTable& table, const SuppressionRules& rules = {});

}  // namespace sozialraum::disclosure
