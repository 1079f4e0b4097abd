#pragma once

#include <span>

namespace sozialraum::indicator {

/// Throws InvalidInput unless the type is 7 or 9.
void require_quantile_type(int type);

/// At which share of the whole the k-th (from 1) of n sorted values stands.
[[nodiscard]] double plotting_position(double k, double n, int type);

/// The quantile of values that are sorted and hold no NaN.
[[nodiscard]] double quantile_of_sorted(std::span<const double> sorted, double p, int type);

}  // namespace sozialraum::indicator
