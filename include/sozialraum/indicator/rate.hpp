#pragma once

#include <cstdint>
#include <vector>

#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/counts.hpp"

namespace sozialraum::indicator {

/// How is the certainty of a rate told?
enum class IntervalMethod : std::uint8_t {
  kWilson,          ///< share of a base; the count is a part of the base
  kClopperPearson,  ///< the same, never covering less than the level
  kPoisson,  ///< events per base: exact below 10 cases, Byar from 10 on; the count may exceed the
             ///< base
  kNone,     ///< no interval: things per base, such as inhabitants per km²
};

struct RateOptions {
  IntervalMethod interval = IntervalMethod::kWilson;
  double level = 0.95;
  /// Step to which the source rounded its counts (10 for figures in tens): the interval is drawn
  /// around everything between count - rounding/2 and count + rounding/2. 0 = not rounded.
  double rounding = 0.0;
  double base_rounding = 0.0;  ///< the same of the bases
  /// By how much the source may have changed a count on purpose, such as by cell keys (Zensus
  /// 2022): the largest change it names. Widens the interval as a rounding of twice that step. 0 =
  /// none.
  double noise = 0.0;
  double base_noise = 0.0;  ///< the same of the bases
  core::Execution execution{};
};

/// Rates with their intervals; NaN where the state has no value, and without an interval if none
/// was wanted.
struct Rates {
  std::vector<double> value{};
  std::vector<double> lower{};
  std::vector<double> upper{};
  std::vector<core::CellState> states{};
  std::vector<core::Finding> findings{};
};

/// Which share of the base is it in every area, and how sure is it?
///
/// count / base with an interval per area. The state is that of count and base together
/// (Counts::state): a secret count gives a secret rate, a base of limited value one of limited
/// value. Where a rounded or noised base could be zero the upper limit of a share is 1, and that of
/// a rate missing. A base of zero gives kUndefined and the finding "empty_base". Throws what
/// require_counts throws; for the two share intervals a count above its base is an error. O(rows),
/// threads.
[[nodiscard]] Rates rates(const Counts& counts, const RateOptions& options = {});

}  // namespace sozialraum::indicator
