#include "sozialraum/typology/region_shape.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string>

namespace sozialraum::typology {
namespace {

void refuse(std::string code, std::string message) {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = "regions"}});
}

std::vector<std::size_t> sizes_of(const RegionGraph& graph, std::span<const std::uint32_t> regions,
                                  std::size_t count) {
  if (regions.size() != graph.size()) {
    refuse("length_mismatch",
           fmt::format("{} numbers of regions for {} areas", regions.size(), graph.size()));
  }
  std::vector<std::size_t> sizes(count, 0);
  for (const std::uint32_t region : regions) {
    if (region >= count) {
      refuse("unknown_type", fmt::format("region {} of {} regions", region, count));
    }
    ++sizes[region];
  }
  for (std::size_t region = 0; region < count; ++region) {
    if (sizes[region] == 0) refuse("empty_type", fmt::format("no area is in region {}", region));
  }
  return sizes;
}

void measure_links(const RegionGraph& graph, std::span<const std::uint32_t> by_rank,
                   RegionShape& shape) {
  std::vector<std::size_t> all(shape.sizes.size(), 0);
  std::vector<std::size_t> same(shape.sizes.size(), 0);
  for (std::uint32_t r = 0; r < by_rank.size(); ++r) {
    for (const auto& [other, cost] : graph.neighbours(r)) {
      ++all[by_rank[r]];
      if (by_rank[other] == by_rank[r]) ++same[by_rank[r]];
    }
  }
  std::size_t between = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    shape.inside.push_back(all[i] > 0 ? static_cast<double>(same[i]) / static_cast<double>(all[i])
                                      : std::numeric_limits<double>::quiet_NaN());
    between += all[i] - same[i];
  }
  shape.cut_links = between / 2;
}

void count_pieces(const RegionGraph& graph, std::span<const std::uint32_t> by_rank,
                  RegionShape& shape) {
  shape.pieces.assign(shape.sizes.size(), 0);
  std::vector<bool> seen(by_rank.size());
  std::vector<std::uint32_t> open;
  for (std::uint32_t r = 0; r < by_rank.size(); ++r) {
    if (seen[r]) continue;
    ++shape.pieces[by_rank[r]];
    seen[r] = true;
    for (open.push_back(r); !open.empty();) {
      const std::uint32_t here = open.back();
      open.pop_back();
      for (const auto& [other, cost] : graph.neighbours(here)) {
        if (seen[other] || by_rank[other] != by_rank[r]) continue;
        seen[other] = true;
        open.push_back(other);
      }
    }
  }
}

void measure_sizes(std::size_t areas, RegionShape& shape) {
  for (const std::size_t size : shape.sizes) {
    const double share = static_cast<double>(size) / static_cast<double>(areas);
    shape.entropy -= share * std::log(share);
    shape.simpson += share * share;
  }
  shape.relative_entropy = shape.sizes.size() > 1
                               ? shape.entropy / std::log(static_cast<double>(shape.sizes.size()))
                               : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

RegionShape region_shape(const RegionGraph& graph, std::span<const std::uint32_t> regions,
                         std::size_t count) {
  RegionShape shape{.sizes = sizes_of(graph, regions, count)};
  std::vector<std::uint32_t> by_rank;
  for (const std::uint32_t area : graph.area_of_rank()) by_rank.push_back(regions[area]);
  measure_links(graph, by_rank, shape);
  count_pieces(graph, by_rank, shape);
  measure_sizes(graph.size(), shape);
  return shape;
}

}  // namespace sozialraum::typology
