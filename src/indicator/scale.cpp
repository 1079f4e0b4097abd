#include "sozialraum/indicator/scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/math/tools/minima.hpp>
#include <cmath>

#include "plotting_position.hpp"
#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/indicator/moments.hpp"
#include "sozialraum/indicator/standardise.hpp"
#include "sozialraum/indicator/transform.hpp"

namespace sozialraum::indicator {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kNormalMad = 1.482602218505602;  // 1 / the 3/4 quantile of the normal distribution
constexpr double kWidestLambda = 5.0;
constexpr int kLambdaBits = 30;

constexpr std::array<std::string_view, 12> kNames{
    "none", "z",    "robust_z", "min_max", "rank",        "percentile",
    "log",  "sqrt", "asinh",    "box_cox", "yeo_johnson", "winsorise"};

std::vector<double> present(std::span<const double> values) {
  std::vector<double> result;
  for (const double x : values) {
    if (!std::isnan(x)) result.push_back(x);
  }
  std::sort(result.begin(), result.end());
  return result;
}

void require_values(const std::vector<double>& sorted, const ScaleOptions& options) {
  if (sorted.empty()) {
    throw core::InvalidInput({.code = "all_missing",
                              .severity = core::Severity::kWarning,
                              .message = "holds no value to learn a scale from",
                              .place = {.argument = "values", .column = options.name}});
  }
  if (!std::isfinite(sorted.front()) || !std::isfinite(sorted.back())) {
    core::invalid_argument("values", "holds an infinite number", "leave a missing cell empty");
  }
}

core::Finding told(std::string code, std::string message, const ScaleOptions& options) {
  return {.code = std::move(code),
          .severity = core::Severity::kWarning,
          .message = fmt::format("column '{}' {}", options.name, std::move(message)),
          .place = {.column = options.name}};
}

void set_constant(Scale& scale, const ScaleOptions& options) {
  scale.unit = kMissing;
  scale.findings.push_back(
      told("constant_column", "is the same for all and has no scale", options));
}

// ---- z, robust z, min-max

void fit_z(Scale& scale, const core::Cells& values, const ScaleOptions& options) {
  const Standardised made =
      standardise(values, {.ddof = options.ddof, .weights = options.weights, .name = options.name});
  scale.middle = made.mean;
  scale.unit = made.findings.empty() ? made.sd : kMissing;
  scale.findings = made.findings;
}

void fit_robust_z(Scale& scale, const std::vector<double>& sorted, const ScaleOptions& options) {
  scale.middle = quantile_of_sorted(sorted, 0.5, 7);
  std::vector<double> distances;
  for (const double x : sorted) distances.push_back(std::abs(x - scale.middle));
  std::sort(distances.begin(), distances.end());
  scale.unit = kNormalMad * quantile_of_sorted(distances, 0.5, 7);
  if (scale.unit > 0.0) return;
  scale.unit = kMissing;
  scale.findings.push_back(
      told("constant_column", "is the same for half of all, so its MAD is 0", options));
}

void fit_min_max(Scale& scale, const std::vector<double>& sorted, const ScaleOptions& options) {
  scale.middle = options.low.value_or(sorted.front());
  const double high = options.high.value_or(sorted.back());
  scale.unit = high - scale.middle;
  if (scale.unit > 0.0 && std::isfinite(scale.unit)) return;
  if (options.low || options.high) {
    core::invalid_argument(
        "low", fmt::format("is {} and high is {}; the low one comes first", scale.middle, high));
  }
  set_constant(scale, options);
}

// ---- Box-Cox and Yeo-Johnson

double power(double base, double lambda) {
  // expm1 keeps the digits near lambda = 0, where the limit is the logarithm.
  const double log = std::log(base);
  return lambda == 0.0 ? log : std::expm1(lambda * log) / lambda;
}

double yeo_johnson(double x, double lambda) {
  return x >= 0.0 ? power(1.0 + x, lambda) : -power(1.0 - x, 2.0 - lambda);
}

double bend(ScaleMethod method, double x, double lambda) {
  return method == ScaleMethod::kBoxCox ? power(x, lambda) : yeo_johnson(x, lambda);
}

double log_slope_of_one(ScaleMethod method, double x) {
  if (method == ScaleMethod::kBoxCox) return std::log(x);
  return std::copysign(std::log1p(std::abs(x)), x);
}

/// Minus the profile log-likelihood of lambda, for normal values after bending.
double misfit(ScaleMethod method, const std::vector<double>& sorted, double lambda) {
  std::vector<double> bent;
  bent.reserve(sorted.size());
  core::ExactSum slopes;
  for (const double x : sorted) {
    bent.push_back(bend(method, x, lambda));
    slopes.add(log_slope_of_one(method, x));
    if (!std::isfinite(bent.back())) return std::numeric_limits<double>::max();
  }
  const double variance = moments(bent).variance;
  if (!(variance > 0.0) || std::isinf(variance)) return std::numeric_limits<double>::max();
  const auto n = static_cast<double>(sorted.size());
  return n / 2.0 * std::log(variance) - (lambda - 1.0) * slopes.value();
}

void fit_lambda(Scale& scale, const std::vector<double>& sorted, const ScaleOptions& options) {
  if (sorted.front() == sorted.back()) return set_constant(scale, options);
  const auto [lambda, least] = boost::math::tools::brent_find_minima(
      [&](double l) { return misfit(options.method, sorted, l); }, -kWidestLambda, kWidestLambda,
      kLambdaBits);
  static_cast<void>(least);
  scale.lambda = lambda;
  if (std::abs(lambda) < kWidestLambda - 1e-3) return;
  scale.findings.push_back(
      told("lambda_at_edge",
           fmt::format("asks for a lambda beyond {:.0f}; another scale fits better",
                       std::copysign(kWidestLambda, lambda)),
           options));
}

// ---- winsorising

/// Skewness and excess kurtosis with the corrections for small samples that spreadsheets make.
struct Shape {
  double skewness = 0.0;
  double kurtosis = 0.0;
};

Shape shape_of(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const Moments middle = moments(values);
  if (n < 4.0 || !(middle.variance > 0.0)) return {};
  core::ExactSum third;
  core::ExactSum fourth;
  for (const double x : values) {
    const double z = (x - middle.mean) / std::sqrt(middle.variance);
    third.add(z * z * z);
    fourth.add(z * z * z * z);
  }
  const double g1 = third.value() / n;
  const double g2 = fourth.value() / n - 3.0;
  return {g1 * std::sqrt(n * (n - 1.0)) / (n - 2.0),
          ((n + 1.0) * g2 + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0))};
}

bool is_wild(const Shape& shape, const ScaleOptions& options) {
  return std::abs(shape.skewness) >= options.most_skew && shape.kurtosis >= options.most_kurtosis;
}

/// Sets all values at the upper (or lower) end of a sorted list to the next one.
void pull_in(std::vector<double>& sorted, bool upper, std::size_t points) {
  const std::size_t n = sorted.size();
  for (std::size_t i = 0; i < points; ++i) {
    if (upper) sorted[n - 1 - i] = sorted[n - 1 - points];
    if (!upper) sorted[i] = sorted[points];
  }
}

void fit_winsorise(Scale& scale, std::vector<double> sorted, const ScaleOptions& options) {
  std::size_t low = 0;
  std::size_t high = 0;
  Shape shape = shape_of(sorted);
  const std::size_t most = std::min(options.most_points, sorted.size() / 2);
  while (is_wild(shape, options) && low + high < most) {
    const bool upper = shape.skewness > 0.0;
    pull_in(sorted, upper, upper ? ++high : ++low);
    shape = shape_of(sorted);
  }
  if (high > 0) scale.ceiling = sorted.back();
  if (low > 0) scale.floor = sorted.front();
  if (low + high > 0) {
    core::Finding finding =
        told("winsorised",
             fmt::format("has {} value(s) above {} and {} below {}, which stand there", high,
                         scale.ceiling, low, scale.floor),
             options);
    finding.details = {{"points", std::to_string(low + high)}};
    scale.findings.push_back(std::move(finding));
  }
  if (!is_wild(shape, options)) return;
  scale.findings.push_back(
      told("still_skew",
           fmt::format("has skewness {:.2f} and kurtosis {:.2f} after {} values were moved",
                       shape.skewness, shape.kurtosis, low + high),
           options));
}

// ---- one value

double rank_among(const std::vector<double>& reference, double x) {
  const auto above = reference.end() - std::upper_bound(reference.begin(), reference.end(), x);
  return 1.0 + static_cast<double>(above);
}

/// The position of x: between its neighbours a straight line, equal values at their middle.
double percentile_among(const std::vector<double>& reference, double x, int type) {
  const auto n = static_cast<double>(reference.size());
  const auto [first, last] = std::equal_range(reference.begin(), reference.end(), x);
  const auto below = static_cast<double>(first - reference.begin());
  const auto equal = static_cast<double>(last - first);
  if (equal > 0.0) return plotting_position(below + (equal + 1.0) / 2.0, n, type);
  if (below == 0.0) return plotting_position(1.0, n, type);
  if (below == n) return plotting_position(n, n, type);
  const double left = *(first - 1);
  const double part = (x - left) / (*first - left);
  return plotting_position(below + part, n, type);
}

Transformation transformation_of(ScaleMethod method) {
  if (method == ScaleMethod::kLog) return Transformation::kLog;
  return method == ScaleMethod::kSqrt ? Transformation::kSqrt : Transformation::kAsinh;
}

double scaled_value(const Scale& scale, double x) {
  switch (scale.method) {
    case ScaleMethod::kZ:
    case ScaleMethod::kRobustZ:
    case ScaleMethod::kMinMax:
      return (x - scale.middle) / scale.unit;
    case ScaleMethod::kRank:
      return rank_among(scale.reference, x);
    case ScaleMethod::kPercentile:
      return percentile_among(scale.reference, x, scale.quantile_type);
    case ScaleMethod::kLog:
    case ScaleMethod::kSqrt:
    case ScaleMethod::kAsinh:
      return transformed(transformation_of(scale.method), x);
    case ScaleMethod::kBoxCox:
    case ScaleMethod::kYeoJohnson:
      return std::isnan(scale.unit) ? kMissing : bend(scale.method, x, scale.lambda);
    case ScaleMethod::kWinsorise:
      return std::clamp(x, scale.floor, scale.ceiling);
    case ScaleMethod::kNone:
      break;
  }
  return x;
}

/// How far the scaled value moves when x moves by one.
double slope_at(const Scale& scale, double x) {
  switch (scale.method) {
    case ScaleMethod::kZ:
    case ScaleMethod::kRobustZ:
    case ScaleMethod::kMinMax:
      return 1.0 / scale.unit;
    case ScaleMethod::kRank:
    case ScaleMethod::kPercentile:
      return kMissing;
    case ScaleMethod::kLog:
      return 1.0 / x;
    case ScaleMethod::kSqrt:
      return x > 0.0 ? 0.5 / std::sqrt(x) : kMissing;
    case ScaleMethod::kAsinh:
      return 1.0 / std::hypot(1.0, x);
    case ScaleMethod::kBoxCox:
      return std::pow(x, scale.lambda - 1.0);
    case ScaleMethod::kYeoJohnson:
      return x >= 0.0 ? std::pow(1.0 + x, scale.lambda - 1.0)
                      : std::pow(1.0 - x, 1.0 - scale.lambda);
    default:
      break;
  }
  return 1.0;
}

double unbent(double y, double lambda) {
  if (lambda == 0.0) return std::exp(y);
  const double inside = lambda * y;
  return inside > -1.0 ? std::exp(std::log1p(inside) / lambda) : kMissing;
}

double unscaled_value(const Scale& scale, double y) {
  switch (scale.method) {
    case ScaleMethod::kZ:
    case ScaleMethod::kRobustZ:
    case ScaleMethod::kMinMax:
      return scale.middle + y * scale.unit;
    case ScaleMethod::kPercentile: {
      const bool possible = y >= 0.0 && y <= 1.0;
      return possible ? quantile_of_sorted(scale.reference, y, scale.quantile_type) : kMissing;
    }
    case ScaleMethod::kLog:
    case ScaleMethod::kSqrt:
    case ScaleMethod::kAsinh:
      return untransformed(transformation_of(scale.method), y);
    case ScaleMethod::kBoxCox:
      return unbent(y, scale.lambda);
    case ScaleMethod::kYeoJohnson:
      return y >= 0.0 ? unbent(y, scale.lambda) - 1.0 : 1.0 - unbent(-y, 2.0 - scale.lambda);
    default:
      break;
  }
  return y;
}

void require_transformable(ScaleMethod method, std::span<const double> values,
                           const core::RowNames& areas, const std::string& column) {
  const bool root = method == ScaleMethod::kSqrt;
  if (!root && method != ScaleMethod::kLog && method != ScaleMethod::kBoxCox) return;
  static_cast<void>(
      transform(values, {.transformation = root ? Transformation::kSqrt : Transformation::kLog,
                         .areas = areas,
                         .name = column}));
}

void require_errors(std::span<const double> errors, std::size_t rows) {
  if (errors.empty()) return;
  if (errors.size() != rows) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} standard errors for {} values", errors.size(), rows),
         .place = {.argument = "standard_errors"}});
  }
  for (const double error : errors) {
    if (!(error < 0.0) && !std::isinf(error)) continue;
    core::invalid_argument("standard_errors",
                           fmt::format("holds {}; a standard error is not below 0", error));
  }
}

std::vector<core::Finding> beyond(const Scale& scale, const core::Cells& values,
                                  const core::RowNames& areas) {
  const bool posts = scale.method == ScaleMethod::kMinMax;
  const bool among = scale.method == ScaleMethod::kRank || scale.method == ScaleMethod::kPercentile;
  if (!posts && (!among || scale.reference.empty())) return {};
  const double low = posts ? scale.middle : scale.reference.front();
  const double high = posts ? scale.middle + scale.unit : scale.reference.back();
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] < low || values[i] > high) rows.push_back(i);
  }
  if (rows.empty()) return {};
  return {{.code = posts ? "beyond_goalposts" : "beyond_reference",
           .message = fmt::format("{} area(s) lie outside {} to {}", rows.size(), low, high),
           .details = {{"low", fmt::format("{}", low)}, {"high", fmt::format("{}", high)}},
           .areas = areas.of(rows)}};
}

}  // namespace

std::string_view name(ScaleMethod method) { return kNames[static_cast<std::size_t>(method)]; }

std::optional<ScaleMethod> scale_method_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<ScaleMethod>(i);
  }
  return std::nullopt;
}

Scale fit_scale(const core::Cells& values, const ScaleOptions& options) {
  core::require_cells(values, "values");
  require_quantile_type(options.quantile_type);
  const std::vector<double> sorted = present(values.values());
  require_values(sorted, options);
  require_transformable(options.method, values.values(), {}, options.name);
  Scale scale{.method = options.method, .quantile_type = options.quantile_type};
  switch (options.method) {
    case ScaleMethod::kZ:
      fit_z(scale, values, options);
      break;
    case ScaleMethod::kRobustZ:
      fit_robust_z(scale, sorted, options);
      break;
    case ScaleMethod::kMinMax:
      fit_min_max(scale, sorted, options);
      break;
    case ScaleMethod::kRank:
    case ScaleMethod::kPercentile:
      scale.reference = sorted;
      break;
    case ScaleMethod::kBoxCox:
    case ScaleMethod::kYeoJohnson:
      fit_lambda(scale, sorted, options);
      break;
    case ScaleMethod::kWinsorise:
      fit_winsorise(scale, sorted, options);
      break;
    default:
      break;
  }
  return scale;
}

Scaled apply_scale(const Scale& scale, const core::Cells& values,
                   std::span<const double> standard_errors, const core::RowNames& areas) {
  areas.require_rows(values.size());
  core::require_cells(values, "values", areas);
  require_errors(standard_errors, values.size());
  require_transformable(scale.method, values.values(), areas, "values");
  Scaled result{.states = core::states_of(values), .findings = beyond(scale, values, areas)};
  result.value.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = values[i];
    result.value.push_back(std::isnan(x) ? kMissing : scaled_value(scale, x));
    if (!std::isnan(x) && std::isnan(result.value[i])) {
      result.states[i] = core::CellState::kUndefined;
    }
    if (standard_errors.empty()) continue;
    result.standard_error.push_back(
        std::isnan(result.value[i]) ? kMissing : slope_at(scale, x) * standard_errors[i]);
  }
  return result;
}

std::vector<double> unscale(const Scale& scale, std::span<const double> scaled) {
  if (scale.method == ScaleMethod::kRank || scale.method == ScaleMethod::kWinsorise) {
    throw core::InvalidInput(
        {.code = "not_invertible",
         .severity = core::Severity::kWarning,
         .message =
             fmt::format("several values have the same one on the scale '{}'", name(scale.method)),
         .place = {.argument = "scale"},
         .hint = "keep the column itself"});
  }
  std::vector<double> result;
  result.reserve(scaled.size());
  for (const double y : scaled) {
    result.push_back(std::isnan(y) ? kMissing : unscaled_value(scale, y));
  }
  return result;
}

}  // namespace sozialraum::indicator
