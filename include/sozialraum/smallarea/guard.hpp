#pragma once

#include <cstdint>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/smallarea/prior.hpp"

namespace sozialraum::smallarea {

/// Why is the count of an area not told?
enum class Guarded : std::uint8_t {
  kNo,
  kFew,        ///< one or two persons
  kAllButFew,  ///< all but one or two
  kSmallBase,  ///< of a base of one or two, whatever the count
};

struct GuardOptions {
  Model model = Model::kBinomial;
  /// Counts from 1 to below this are few. 3 is what German offices keep.
  double threshold = 3.0;
  /// Is what is left of the base a group of persons too? Not for events.
  bool guard_rest = true;
};

/// Counts that may be told, and the prior they allow.
struct GuardedCounts {
  std::vector<double> count{};     ///< as given, or what is expected of a guarded area
  std::vector<double> variance{};  ///< how far the true count is from it; 0 where not guarded
  std::vector<Guarded> guarded{};
  Prior prior{};
  std::vector<core::Finding> findings{};
};

/// Which counts stand for those that would give single persons away?
///
/// A guarded count is replaced by what is expected of an area of its base and its kind (few, all
/// but few, small base): E[y | y in 1..2, n] under the prior of all areas. With one hundred persons
/// and a rate of 1 % everywhere one case is as likely as two are at half: 4/3. The middle, 1.5,
/// would pull: of two households a cell with one empty would enter as half empty.
///
/// The prior is fitted to the told counts together with the expected ones and their variances, and
/// these follow from the prior, until both agree. So *everything* that follows from the result is
/// the same whether one or two persons stand behind a guarded area: rate, weight, mean, base and
/// the sum of all areas together cannot give the count back. Mean and variance are those of the
/// true counts but for what the guarded ones differ from their expectation by.
///
/// Counts are rounded to whole numbers to see whether they are few. A missing count stays missing.
/// Throws InvalidInput as require_counts; "invalid_argument" for a threshold below 1.
/// Finding "small_counts_guarded" (note) with the areas. O(rows) a round, at most 50 rounds.
[[nodiscard]] GuardedCounts guard(const indicator::Counts& counts,
                                  const GuardOptions& options = {});

}  // namespace sozialraum::smallarea
