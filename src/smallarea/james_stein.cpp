#include "sozialraum/smallarea/james_stein.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "smallarea/design.hpp"
#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/magnitude.hpp"
#include "sozialraum/indicator/interval.hpp"
#include "sozialraum/indicator/moments.hpp"

namespace sozialraum::smallarea {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

void require_values(const core::Cells& values, double variance, const core::RowNames& areas) {
  core::require_cells(values, "values", areas);
  areas.require_rows(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isinf(values[i])) continue;
    throw core::InvalidInput({.code = "not_finite",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("the value is {} in {}", values[i], areas[i]),
                              .place = {.argument = "values"},
                              .areas = {areas[i]}});
  }
  if (!(variance > 0.0 && std::isfinite(variance))) {
    core::invalid_argument("variance", fmt::format("is {}; it must be above 0", variance));
  }
  core::require_magnitude(values.values(), "values", areas);
  core::require_magnitude({&variance, 1}, "variance");
}

}  // namespace

JamesSteinResult james_stein(const core::Cells& values, double variance,
                             const JamesSteinOptions& options) {
  require_values(values, variance, options.areas);
  const double deviate = indicator::normal_deviate(options.level);
  const indicator::Moments moments = indicator::moments(values.values());
  require_areas(moments.rows, 2, "values");  // four: the shrinkage has k - 3 above
  const double k = static_cast<double>(moments.rows);
  const double chance = (k - 3.0) * variance;
  const double shrinkage = moments.squares > chance ? chance / moments.squares : 1.0;
  const double careful = std::min(shrinkage, (k - 3.0) / (k - 1.0));

  JamesSteinResult result{.value = std::vector(values.size(), kMissing),
                          .lower = std::vector(values.size(), kMissing),
                          .upper = std::vector(values.size(), kMissing),
                          .posterior_mean = std::vector(values.size(), kMissing),
                          .posterior_variance = std::vector(values.size(), kMissing),
                          .states = core::states_of(values),
                          .mean = moments.mean,
                          .weight = 1.0 - shrinkage};
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values.has_value(i)) continue;
    const double deviation = values[i] - moments.mean;
    const double value = moments.mean + result.weight * deviation;
    const double spread = variance * (1.0 - (k - 1.0) / k * careful) +
                          2.0 / (k - 3.0) * careful * careful * deviation * deviation;
    const double centre = moments.mean + (1.0 - careful) * deviation;
    const double half = deviate * std::sqrt(spread);
    result.value[i] = value;
    result.posterior_mean[i] = centre;
    result.posterior_variance[i] = spread;
    result.lower[i] = std::min(centre - half, value);
    result.upper[i] = std::max(centre + half, value);
  }
  if (result.weight == 0.0) {
    result.findings.push_back({.code = "no_spread",
                               .severity = core::Severity::kWarning,
                               .message = "the values differ no more than their errors make them; "
                                          "all get the mean"});
  }
  return result;
}

}  // namespace sozialraum::smallarea
