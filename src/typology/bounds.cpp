#include "sozialraum/typology/bounds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::typology {
namespace {

/// Sums of counts may end this share of the bound beside it by rounding alone.
constexpr double kRounding = 1e-9;

[[noreturn]] void refuse(core::Finding finding) {
  finding.severity = core::Severity::kWarning;
  finding.place.argument = "bounds";
  throw core::InvalidInput(std::move(finding));
}

std::string number(double value) { return fmt::format("{:.10g}", value); }

void require_counts(const Points& points, const Bound& bound) {
  if (!bound.counts.empty() && bound.counts.size() != points.areas()) {
    refuse({.code = "length_mismatch",
            .message = fmt::format("{} counts of '{}' for {} areas", bound.counts.size(),
                                   bound.name, points.areas()),
            .hint = "give one count per area"});
  }
  std::vector<std::string> areas;
  for (std::size_t i = 0; i < bound.counts.size(); ++i) {
    const bool good = bound.counts[i] >= 0.0 && std::isfinite(bound.counts[i]);
    if (!good) areas.push_back(points.codes[i].text());
  }
  if (areas.empty()) return;
  std::ranges::sort(areas);
  refuse({.code = "negative_count",
          .message = fmt::format("{} areas have a count of '{}' that is negative or no number",
                                 areas.size(), bound.name),
          .hint = "a count is 0 or more, in every area",
          .areas = std::move(areas)});
}

void require_range(const Bound& bound) {
  if (bound.least >= 0.0 && std::isfinite(bound.least) && bound.least <= bound.most) return;
  core::invalid_argument("bounds",
                         fmt::format("'{}' is to be at least {} and at most {}", bound.name,
                                     number(bound.least), number(bound.most)),
                         "give a floor of 0 or more that is not above the ceiling");
}

double total_of(const Points& points, const Bound& bound) {
  core::ExactSum sum;
  for (std::size_t i = 0; i < points.areas(); ++i) sum.add(bound.count(i));
  return sum.value();
}

void require_enough(const Bound& bound, double total, std::size_t types) {
  if (total >= bound.least * static_cast<double>(types) * (1.0 - kRounding)) return;
  const auto possible = static_cast<std::size_t>(total / bound.least);
  refuse(
      {.code = "floors_impossible",
       .message = fmt::format("{} types of at least {} {} need {}, but all areas together have {}",
                              types, number(bound.least), bound.name,
                              number(bound.least * static_cast<double>(types)), number(total)),
       .hint = fmt::format("at most {} types are possible, or a lower floor", possible),
       .details = {{"name", bound.name},
                   {"least", number(bound.least)},
                   {"types", std::to_string(types)},
                   {"total", number(total)}}});
}

void require_room(const Points& points, const Bound& bound, double total, std::size_t types) {
  std::vector<std::string> areas;
  for (std::size_t i = 0; i < points.areas(); ++i) {
    if (bound.count(i) > bound.most * (1.0 + kRounding)) areas.push_back(points.codes[i].text());
  }
  const bool fits = total <= bound.most * static_cast<double>(types) * (1.0 + kRounding);
  if (fits && areas.empty()) return;
  std::ranges::sort(areas);
  refuse({.code = "ceilings_impossible",
          .message =
              fits ? fmt::format("{} areas have more than {} {} alone", areas.size(),
                                 number(bound.most), bound.name)
                   : fmt::format("{} types of at most {} {} hold {}, but there are {}", types,
                                 number(bound.most), bound.name,
                                 number(bound.most * static_cast<double>(types)), number(total)),
          .hint = "raise the ceiling, or make more types",
          .details = {{"name", bound.name},
                      {"most", number(bound.most)},
                      {"types", std::to_string(types)},
                      {"total", number(total)}},
          .areas = std::move(areas)});
}

}  // namespace

bool Bound::kept_by(double total) const {
  return total >= least - kRounding * std::max(1.0, least) &&
         total <= most + kRounding * std::max(1.0, std::abs(most));
}

void require_bounds(const Points& points, std::span<const Bound> bounds, std::size_t types) {
  std::set<std::string> names;
  for (const Bound& bound : bounds) {
    if (!names.insert(bound.name).second) {
      core::invalid_argument("bounds", fmt::format("'{}' is bounded twice", bound.name),
                             "give floor and ceiling of a count together");
    }
    require_counts(points, bound);
    require_range(bound);
    const double total = total_of(points, bound);
    require_enough(bound, total, types);
    require_room(points, bound, total, types);
  }
}

std::vector<double> bound_totals(std::span<const Bound> bounds,
                                 std::span<const std::uint32_t> types, std::size_t count) {
  std::vector<double> totals;
  totals.reserve(count * bounds.size());
  for (std::uint32_t type = 0; type < count; ++type) {
    for (const Bound& bound : bounds) {
      core::ExactSum sum;
      for (std::size_t i = 0; i < types.size(); ++i) {
        if (types[i] == type) sum.add(bound.count(i));
      }
      totals.push_back(sum.value());
    }
  }
  return totals;
}

}  // namespace sozialraum::typology
