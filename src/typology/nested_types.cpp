#include "sozialraum/typology/nested_types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "sozialraum/typology/bounded_kmeans.hpp"
#include "sozialraum/typology/kmeans.hpp"

namespace sozialraum::typology {
namespace {

/// The areas of one type, without the columns in which they are all equal.
struct Part {
  std::vector<std::uint32_t> areas{};  // places in the input
  std::vector<core::AreaCode> codes{};
  std::vector<double> values{};
  std::vector<std::string> indicators{};
  std::vector<double> weights{};
  std::vector<std::vector<double>> counts{};
  std::vector<Bound> bounds{};

  [[nodiscard]] Points points() const {
    return {.codes = codes, .values = values, .indicators = indicators, .weights = weights};
  }
};

std::vector<std::size_t> varying(const Points& points, std::span<const std::uint32_t> areas) {
  std::vector<std::size_t> columns;
  for (std::size_t j = 0; j < points.columns(); ++j) {
    const double* first = nullptr;
    for (const std::uint32_t area : areas) {
      if (points.weight(area) == 0.0) continue;
      const double& value = points.row(area)[j];
      if (first == nullptr) first = &value;
      if (value == *first) continue;
      columns.push_back(j);
      break;
    }
  }
  return columns;
}

Part part_of(const Points& points, std::span<const Bound> bounds,
             std::span<const std::uint32_t> types, std::uint32_t type) {
  Part part;
  for (std::uint32_t area = 0; area < types.size(); ++area) {
    if (types[area] == type) part.areas.push_back(area);
  }
  const std::vector<std::size_t> columns = varying(points, part.areas);
  for (const std::size_t j : columns) part.indicators.push_back(points.indicators[j]);
  for (const std::uint32_t area : part.areas) {
    part.codes.push_back(points.codes[area]);
    for (const std::size_t j : columns) part.values.push_back(points.row(area)[j]);
    if (!points.weights.empty()) part.weights.push_back(points.weights[area]);
  }
  for (const Bound& bound : bounds) {
    part.counts.emplace_back();
    if (bound.counts.empty()) continue;
    for (const std::uint32_t area : part.areas) part.counts.back().push_back(bound.counts[area]);
  }
  for (std::size_t b = 0; b < bounds.size(); ++b) {
    part.bounds.push_back({.name = bounds[b].name,
                           .counts = part.counts[b],
                           .least = bounds[b].least,
                           .most = bounds[b].most});
  }
  return part;
}

Clustering cluster(const Points& points, std::span<const Bound> bounds, std::size_t types,
                   const NestedOptions& options) {
  if (bounds.empty()) {
    return kmeans(points, {.types = types,
                           .starts = options.starts,
                           .seed = options.seed,
                           .execution = options.execution});
  }
  return bounded_kmeans(points, {.types = types,
                                 .bounds = bounds,
                                 .starts = options.starts,
                                 .seed = options.seed,
                                 .execution = options.execution})
      .clustering;
}

bool cannot_be_divided(const core::InvalidInput& refusal) {
  const std::string& code = refusal.finding().code;
  return code == "fewer_areas_than_types" || code == "floors_impossible" ||
         code == "floors_not_met" || code == "ceilings_impossible";
}

/// The part in as many inner types as it carries, at most `options.inner`.
Clustering divided(const Part& part, const NestedOptions& options) {
  const std::size_t most = part.indicators.empty() ? 1 : options.inner;
  for (std::size_t types = most; types > 1; --types) {
    try {
      return cluster(part.points(), part.bounds, types, options);
    } catch (const core::InvalidInput& refusal) {
      if (!cannot_be_divided(refusal)) throw;
    }
  }
  return {.types = std::vector<std::uint32_t>(part.areas.size(), 0), .sizes = {part.areas.size()}};
}

/// Floors hold for every inner type, so for its type; ceilings for the inner ones alone.
std::vector<Bound> floors_of(std::span<const Bound> bounds) {
  std::vector<Bound> floors(bounds.begin(), bounds.end());
  for (Bound& bound : floors) bound.most = std::numeric_limits<double>::infinity();
  return floors;
}

core::Finding fewer(std::size_t type, std::size_t found, std::size_t wanted) {
  return {.code = "fewer_inner_types",
          .severity = core::Severity::kWarning,
          .message = fmt::format("type {} carries {} inner types, not {}", type + 1, found, wanted),
          .hint = "lower the floor, or ask for fewer inner types",
          .details = {{"type", std::to_string(type + 1)},
                      {"found", std::to_string(found)},
                      {"wanted", std::to_string(wanted)}}};
}

/// What was found inside one type, its label on the outer level in the findings.
void tell(Clustering& inner, std::size_t type, std::vector<core::Finding>& findings) {
  for (core::Finding& finding : inner.findings) {
    if (finding.code == "unequal_scales") continue;  // said of all areas already
    finding.details.emplace_back("inside_type", std::to_string(type + 1));
    findings.push_back(std::move(finding));
  }
}

double explained(const Points& points, const Clustering& clustering) {
  const double total =
      describe_partition(points, std::vector<std::uint32_t>(points.areas(), 0), 1).inertia;
  return total > 0.0 ? 1.0 - clustering.inertia / total : 0.0;
}

/// One area or region above a ceiling that cannot be divided further breaks it: not in silence.
void require_ceilings(std::span<const Bound> bounds, std::span<const double> totals,
                      std::size_t types) {
  for (std::size_t t = 0; t < types; ++t) {
    for (std::size_t b = 0; b < bounds.size(); ++b) {
      if (bounds[b].kept_by(totals[t * bounds.size() + b])) continue;
      throw core::InvalidInput(
          {.code = "floors_not_met",
           .severity = core::Severity::kWarning,
           .message = fmt::format("no inner types were found that keep the bounds of '{}'",
                                  bounds[b].name),
           .place = {.argument = "bounds"},
           .hint = "allow more inner types, or raise the ceiling"});
    }
  }
}

}  // namespace

NestedTypes nested_types(const Points& points, const NestedOptions& options) {
  if (options.inner < 1) {
    core::invalid_argument("inner", "is 0; at least one inner type is needed");
  }
  const std::vector<Bound> floors = floors_of(options.bounds);
  NestedTypes result{.outer = cluster(points, floors, options.types, options)};
  result.findings = result.outer.findings;
  std::vector<std::uint32_t> types(points.areas());
  for (std::uint32_t type = 0; type < options.types; ++type) {
    const Part part = part_of(points, options.bounds, result.outer.types, type);
    Clustering inner = divided(part, options);
    const auto before = static_cast<std::uint32_t>(result.type_of_inner.size());
    for (std::size_t i = 0; i < part.areas.size(); ++i) {
      types[part.areas[i]] = before + inner.types[i];
    }
    result.inner_counts.push_back(inner.type_count());
    result.type_of_inner.insert(result.type_of_inner.end(), inner.type_count(), type);
    tell(inner, type, result.findings);
    if (inner.type_count() < options.inner) {
      result.findings.push_back(fewer(type, inner.type_count(), options.inner));
    }
  }
  const std::size_t count = result.type_of_inner.size();
  result.inner = describe_partition(points, types, count);
  result.totals = bound_totals(options.bounds, types, count);
  require_ceilings(options.bounds, result.totals, count);
  result.explained_outer = explained(points, result.outer);
  result.explained_inner = explained(points, result.inner);
  return result;
}

}  // namespace sozialraum::typology
