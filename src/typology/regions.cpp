#include "sozialraum/typology/regions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "sozialraum/typology/region_cuts.hpp"
#include "typology/region_sums.hpp"

namespace sozialraum::typology {
namespace {

std::vector<std::string> members(const Points& points, std::span<const std::uint32_t> regions,
                                 std::uint32_t which) {
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (regions[i] == which) codes.push_back(points.codes[i].text());
  }
  std::ranges::sort(codes);
  return codes;
}

/// Parts of the map in each region: 1 for one that hangs together.
std::vector<std::uint32_t> parts(const RegionGraph& graph, std::span<const std::uint32_t> regions,
                                 std::size_t count) {
  std::vector<std::uint32_t> result(count);
  std::vector<bool> seen(graph.size());
  const auto region = [&](std::uint32_t rank) { return regions[graph.area_of_rank()[rank]]; };
  std::vector<std::uint32_t> open;
  for (std::uint32_t start = 0; start < graph.size(); ++start) {
    if (seen[start]) continue;
    ++result[region(start)];
    seen[start] = true;
    open.assign(1, start);
    while (!open.empty()) {
      const std::uint32_t rank = open.back();
      open.pop_back();
      for (const auto& [other, cost] : graph.neighbours(rank)) {
        if (seen[other] || region(other) != region(start)) continue;
        seen[other] = true;
        open.push_back(other);
      }
    }
  }
  return result;
}

core::Finding about(std::string code, std::string message, std::vector<std::string> areas) {
  return {.code = std::move(code),
          .severity = core::Severity::kWarning,
          .message = std::move(message),
          .areas = std::move(areas)};
}

void tell_bounds(const Points& points, std::span<const Bound> bounds, Regions& result) {
  const std::size_t count = result.clustering.type_count();
  for (std::uint32_t r = 0; r < count; ++r) {
    for (std::size_t b = 0; b < bounds.size(); ++b) {
      const double total = result.totals[r * bounds.size() + b];
      if (bounds[b].kept_by(total)) continue;
      const bool below = total < bounds[b].least;
      const double limit = below ? bounds[b].least : bounds[b].most;
      core::Finding finding{
          .code = "ceiling_not_kept",
          .severity = core::Severity::kWarning,
          .message = fmt::format("a region {} of {}: {} of {}",
                                 below ? "stays below the floor" : "stays above the ceiling",
                                 bounds[b].name, total, limit),
          .details = {{"sums", fmt::format("{} {} of {}", bounds[b].name, total, limit)}},
          .areas = members(points, result.clustering.types, r)};
      if (below) finding.code = "floor_not_reached";
      result.findings.push_back(std::move(finding));
    }
  }
}

double sum_of_squares(const Points& points) {
  const std::vector<std::uint32_t> all(points.areas(), 0);
  return describe_partition(points, all, 1).inertia;
}

}  // namespace

Regions describe_regions(const Points& points, const RegionGraph& graph,
                         std::span<const std::uint32_t> regions, std::span<const Bound> bounds) {
  require_regions(points, graph, bounds);
  const std::size_t count = regions.empty() ? 0 : std::ranges::max(regions) + std::size_t{1};
  Regions result;
  const auto numbered = number_types(points, regions, count);
  result.clustering = describe_partition(points, numbered, count);
  result.totals = bound_totals(bounds, numbered, count);
  const double all = sum_of_squares(points);
  result.explained = all > 0.0 ? 1.0 - result.clustering.inertia / all : 0.0;
  result.findings = scale_doubts(points);
  for (auto& finding : graph.findings()) result.findings.push_back(std::move(finding));
  const auto pieces = parts(graph, numbered, count);
  for (std::uint32_t r = 0; r < count; ++r) {
    if (pieces[r] < 2) continue;
    result.findings.push_back(about("region_apart",
                                    fmt::format("a region falls into {} parts", pieces[r]),
                                    members(points, numbered, r)));
  }
  tell_bounds(points, bounds, result);
  return result;
}

Regions find_regions(const Points& points, const RegionGraph& graph, const RegionOptions& options) {
  if (options.regions < 1) core::invalid_argument("regions", "is 0; at least one is needed");
  if (options.regions > points.areas()) {
    throw core::InvalidInput({.code = "fewer_areas_than_types",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("{} regions are wanted of {} areas",
                                                     options.regions, points.areas()),
                              .place = {.argument = "regions"},
                              .hint = "choose fewer regions",
                              .details = {{"found", std::to_string(points.areas())},
                                          {"types", std::to_string(options.regions)}}});
  }
  const bool cuts = options.reading == RegionReading::kCuts;
  const RegionTree tree = region_tree(points, graph,
                                      {.linkage = options.linkage,
                                       .order = options.order,
                                       .bounds = cuts ? std::span<const Bound>{} : options.bounds,
                                       .execution = options.execution});
  const std::vector<std::uint32_t> regions = cuts ? cut_regions(points, graph, tree,
                                                                {.regions = options.regions,
                                                                 .bounds = options.bounds,
                                                                 .execution = options.execution})
                                                        .regions
                                                  : tree.cut(options.regions);
  Regions result = describe_regions(points, graph, regions, options.bounds);
  const std::size_t found = result.clustering.type_count();
  if (found != options.regions) {
    core::Finding finding =
        about("regions_differ",
              fmt::format("{} regions were asked for, {} were made", options.regions, found), {});
    finding.hint = found < options.regions ? "lower the floors for more regions"
                                           : "the map has more parts, or a ceiling wants more";
    finding.details = {{"asked", std::to_string(options.regions)}, {"made", std::to_string(found)}};
    result.findings.push_back(std::move(finding));
  }
  return result;
}

}  // namespace sozialraum::typology
