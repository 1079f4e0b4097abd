#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sozialraum::indicator {

/// Below which value does a share p of the rows lie? Types after Hyndman and Fan (1996):
///
/// - 7: the k-th of n values stands at (k - 1)/(n - 1); what R and numpy do unless told otherwise.
/// - 9: at (k - 3/8)/(n + 1/4), best for normal values; what the quintiles of the German index of
///   socioeconomic deprivation are made by.
///
/// In between straight lines, beyond the ends the outermost value. 1 2 3 4: the first quarter ends
/// at 1.75 by type 7 and at 1.4375 by type 9. NaN does not count; NaN if there is no value.
/// O(n log n). Throws InvalidInput for p outside 0..1 or another type.
[[nodiscard]] double quantile(std::span<const double> values, double p, int type = 7);

/// In which of k equally filled groups is each row? 1 = the smallest values.
///
/// A row at a limit belongs to the upper group (intervals closed on the left, as findInterval of R
/// and the quintiles of the German index). Equal values are never torn apart, so groups may differ
/// in size. NaN has no group (0). O(n log n). Throws InvalidInput for k below 2 or another type.
[[nodiscard]] std::vector<std::size_t> quantile_groups(std::span<const double> values,
                                                       std::size_t k, int type = 9);

}  // namespace sozialraum::indicator
