#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::indicator {

/// Onto which scale is a column brought?
enum class ScaleMethod : std::uint8_t {
  kNone,
  kZ,           ///< (x - mean) / sd
  kRobustZ,     ///< (x - median) / (1.4826 MAD): a few wild areas do not widen it
  kMinMax,      ///< (x - low) / (high - low), between goalposts; not cut
  kRank,        ///< 1 = the largest of the reference; equal values share the first of their ranks
  kPercentile,  ///< position among the reference, 0..1, by quantiles of type 7 or 9
  kLog,
  kSqrt,
  kAsinh,       ///< like a logarithm for large numbers, like x near 0; takes 0 and negative ones
  kBoxCox,      ///< (x^lambda - 1) / lambda of numbers above 0, lambda by maximum likelihood
  kYeoJohnson,  ///< Box-Cox of x + 1, mirrored for negative numbers (Yeo and Johnson 2000)
  kWinsorise,   ///< the few outermost values stand at the next ones, after the rule of COINr
};

/// "none", "z", "robust_z", "min_max", "rank", "percentile", "log", "sqrt", "asinh", "box_cox",
/// "yeo_johnson", "winsorise".
[[nodiscard]] std::string_view name(ScaleMethod method);
[[nodiscard]] std::optional<ScaleMethod> scale_method_from_name(std::string_view name);

struct ScaleOptions {
  ScaleMethod method = ScaleMethod::kZ;
  int ddof = 0;                       ///< of kZ: 0 or 1, as StandardiseOptions
  std::span<const double> weights{};  ///< of kZ; empty = every row counts 1
  std::optional<double> low{};        ///< of kMinMax; none = the smallest value
  std::optional<double> high{};       ///< of kMinMax; none = the largest value
  int quantile_type = 7;              ///< of kPercentile: 7 (R, numpy) or 9 (German practice)
  double most_skew = 2.0;             ///< of kWinsorise: |skewness| up to here is left alone
  double most_kurtosis = 3.5;         ///< of kWinsorise: excess kurtosis up to here likewise
  std::size_t most_points = 5;        ///< of kWinsorise: values moved at most
  std::string name = "values";        ///< of the column, for messages
};

/// What was learned of one year and is kept, so that next year's value means the same.
///
/// Plain numbers, to be written to a file; unused ones stay as they are here.
struct Scale {
  ScaleMethod method = ScaleMethod::kNone;
  double middle = 0.0;  ///< mean, median or low goalpost
  double unit = 1.0;  ///< sd, 1.4826 MAD or distance of the goalposts; NaN: the column is constant
  double lambda = 1.0;                                       ///< of kBoxCox and kYeoJohnson
  double floor = -std::numeric_limits<double>::infinity();   ///< of kWinsorise
  double ceiling = std::numeric_limits<double>::infinity();  ///< of kWinsorise
  int quantile_type = 7;                                     ///< of kPercentile
  std::vector<double> reference{};                           ///< of kRank, kPercentile; ascending
  std::vector<core::Finding> findings{};                     ///< of the fit
};

/// Which numbers does the scale need, and what are they in this column?
///
/// Missing values do not count. Findings: "constant_column" (z, robust z, min-max, Box-Cox,
/// Yeo-Johnson: nothing can be scaled, apply_scale() gives no value), "winsorised" (how many, and
/// to where), "still_skew" (the rule's limits are not reached with most_points values),
/// "lambda_at_edge" (no maximum of the likelihood between -5 and 5). O(rows) or O(n log n);
/// lambda about 40 passes. Throws InvalidInput "all_missing" for a column without any value,
/// "not_transformable" for logarithm, root and Box-Cox of what has none, "invalid_argument" for
/// options that cannot be, and what core::require_cells() throws.
///
/// Winsorising (COINr, Becker et al. 2022): while |skewness| and excess kurtosis (as in Excel: type
/// 2 of e1071) are both not below their limits, the largest value (the smallest, if skewness is
/// negative) is set to the next one, up to most_points times. 1 to 10, 30, 100 has 3.06 and 9.74:
/// 100 becomes 30 and that is enough.
[[nodiscard]] Scale fit_scale(const core::Cells& values, const ScaleOptions& options = {});

/// A column on the scale; NaN where there is no value.
struct Scaled {
  std::vector<double> value{};
  /// By the delta method: |slope| times the given one. Empty if none was given; NaN for ranks and
  /// percentiles, which have no slope (make draws and scale each), and at the root of 0. A
  /// winsorised value keeps its own: it stands at the limit, but is no surer for that.
  std::vector<double> standard_error{};
  std::vector<core::CellState> states{};
  std::vector<core::Finding> findings{};
};

/// The same column or another year's on a kept scale.
///
/// Findings: "beyond_goalposts" (min-max: values below 0 or above 1), "beyond_reference" (ranks and
/// percentiles: nothing so small or large was there before). O(rows), ranks O(n log n). Throws
/// InvalidInput "length_mismatch", "not_transformable", and for a standard error below 0.
[[nodiscard]] Scaled apply_scale(const Scale& scale, const core::Cells& values,
                                 std::span<const double> standard_errors = {},
                                 const core::RowNames& areas = {});

/// Back to the column's own unit. Throws InvalidInput "not_invertible" for ranks and winsorised
/// values, which are not the only ones to give theirs. A number that the scale never gives (a root
/// below 0) has none: NaN.
[[nodiscard]] std::vector<double> unscale(const Scale& scale, std::span<const double> scaled);

}  // namespace sozialraum::indicator
