#include "sozialraum/smallarea/weighted_density.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/magnitude.hpp"

namespace sozialraum::smallarea {
namespace {

constexpr double kSparse = 50.0;

void require_cell(double people, double land) {
  if (!(people >= 0.0) || std::isinf(people)) {
    throw core::InvalidInput({.code = "negative_count",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("a cell has {} people", people),
                              .place = {.argument = "people"}});
  }
  core::require_magnitude({&people, 1}, "people");
  core::require_magnitude({&land, 1}, "land");
  if (land > 0.0 && std::isfinite(land)) return;
  if (land == 0.0 && people == 0.0) return;
  core::invalid_argument("land", fmt::format("is {} in a cell of {} people", land, people));
}

}  // namespace

WeightedDensity weighted_density(std::span<const double> people, std::span<const double> land) {
  if (people.size() != land.size()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} numbers of people for {} of land", people.size(), land.size()),
         .place = {.argument = "land"}});
  }
  core::ExactSum persons;
  core::ExactSum ground;
  core::ExactSum arithmetic;
  core::ExactSum logs;
  core::ExactSum sparse;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (std::isnan(people[i]) || std::isnan(land[i])) continue;
    require_cell(people[i], land[i]);
    persons.add(people[i]);
    ground.add(land[i]);
    if (people[i] == 0.0) continue;
    const double density = people[i] / land[i];
    arithmetic.add(people[i] * density);
    logs.add(people[i] * std::log(density));
    if (density < kSparse) sparse.add(people[i]);
  }
  const double all = persons.value();
  if (!(all > 0.0)) {
    constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
    return {kMissing, kMissing, kMissing, kMissing};
  }
  return {.arithmetic = arithmetic.value() / all,
          .geometric = std::exp(logs.value() / all),
          .plain = all / ground.value(),
          .sparse = sparse.value() / all};
}

}  // namespace sozialraum::smallarea
