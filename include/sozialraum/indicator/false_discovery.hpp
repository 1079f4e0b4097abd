#pragma once

#include <span>
#include <vector>

namespace sozialraum::indicator {

/// Of many differences called real, how many are chance? Adjusted p values after Benjamini and
/// Hochberg (1995).
///
/// Whoever calls real what has an adjusted p of at most 0.05 is wrong in about one of twenty of
/// those calls: not in one of twenty of all areas looked at. p times the number of tests over its
/// rank, made monotone from the largest down. 0.01 0.02 0.03 0.5 become 0.04 0.04 0.04 0.5. Holds
/// for independent tests and for those that go up and down together. NaN is no test and stays NaN.
/// O(n log n). Throws InvalidInput for a number outside 0..1.
[[nodiscard]] std::vector<double> false_discovery(std::span<const double> p);

}  // namespace sozialraum::indicator
