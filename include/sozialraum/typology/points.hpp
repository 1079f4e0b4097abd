#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/area_code.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::typology {

/// Which areas, described by which numbers, are to be typed?
///
/// A view; nothing is copied or kept. The numbers should be comparable (usually z values): every
/// method of this module measures plain Euclidean distance between rows.
struct Points {
  std::span<const core::AreaCode> codes{};    ///< one per area, unique, any order
  std::span<const double> values{};           ///< areas x indicators, row by row
  std::span<const std::string> indicators{};  ///< one name per column
  std::span<const double> weights{};          ///< people per area; empty = every area counts once

  [[nodiscard]] std::size_t areas() const noexcept { return codes.size(); }
  [[nodiscard]] std::size_t columns() const noexcept { return indicators.size(); }
  [[nodiscard]] std::span<const double> row(std::size_t area) const {
    return values.subspan(area * columns(), columns());
  }
  [[nodiscard]] double weight(std::size_t area) const {
    return weights.empty() ? 1.0 : weights[area];
  }
};

/// Refuses what cannot be typed, naming the areas or columns concerned.
///
/// Throws InvalidInput "no_areas", "no_indicators", "length_mismatch", "duplicate_key",
/// "duplicate_column", "missing_values" (nothing is imputed in silence), "too_large" (beyond 1e100:
/// squares would overflow), "negative_weight", "no_weight" (all weights
/// zero) or "constant_column" (a column that is
/// the same in every area with weight). O(areas * columns).
void require_valid(const Points& points);

/// The same without "constant_column": enough for measuring distances to given centres.
void require_measurable(const Points& points);

/// Do columns of very different scale stand side by side?
///
/// Plain distance between rows belongs to the column that scatters most: euros beside shares make
/// types of euros. The finding "unequal_scales" (warning) names the widest column where it scatters
/// more than ten times as much as the narrowest. Standardised columns never do, nor do they with
/// usual weights. O(areas * columns). REQUIRES points that require_valid has let pass.
[[nodiscard]] std::vector<core::Finding> scale_doubts(const Points& points);

/// Checks that there is one label per area and that all are below `types`.
///
/// Throws InvalidInput "length_mismatch" or "unknown_type".
void require_types(const Points& points, std::span<const std::uint32_t> types, std::size_t count);

}  // namespace sozialraum::typology
