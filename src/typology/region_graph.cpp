#include "sozialraum/typology/region_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

namespace sozialraum::typology {
namespace {

[[noreturn]] void refuse(std::string code, std::string message, std::vector<std::string> areas) {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = "links"},
                            .areas = std::move(areas)});
}

std::vector<std::uint32_t> sorted_by_code(std::span<const core::AreaCode> codes) {
  std::vector<std::uint32_t> order(codes.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) { return codes[a] < codes[b]; });
  for (std::size_t r = 1; r < order.size(); ++r) {
    if (codes[order[r - 1]] != codes[order[r]]) continue;
    const std::string& twin = codes[order[r]].text();
    refuse("duplicate_key", fmt::format("the area '{}' is there twice", twin), {twin});
  }
  return order;
}

void require_link(const RegionLink& link, std::span<const core::AreaCode> codes) {
  if (link.one >= codes.size() || link.other >= codes.size()) {
    refuse("unknown_area",
           fmt::format("a link names row {}, but there are {} areas",
                       std::max(link.one, link.other), codes.size()),
           {});
  }
  const std::string& one = codes[link.one].text();
  if (link.one == link.other)
    refuse("own_neighbour", fmt::format("'{}' is linked to itself", one), {one});
  if (link.cost >= 0.0 || !std::isfinite(link.cost)) return;
  const std::string& other = codes[link.other].text();
  core::invalid_argument(
      "links", fmt::format("has the cost {} between '{}' and '{}'", link.cost, one, other),
      "give costs of zero or more");
}

/// A link from one rank to another, in both directions.
struct Directed {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  double cost = 0.0;
};

std::vector<RegionLink> links_of(const spatial::Weights& weights) {
  std::vector<RegionLink> links;
  links.reserve(weights.links());
  for (std::uint32_t i = 0; i < weights.size(); ++i) {
    for (const auto& [area, weight] : weights.neighbours(core::AreaId{i})) {
      links.push_back({i, static_cast<std::uint32_t>(core::index(area)), 1.0});
    }
  }
  return links;
}

}  // namespace

RegionGraph::RegionGraph(std::vector<core::AreaCode> codes, std::span<const RegionLink> links)
    : codes_(std::move(codes)) {
  build(links);
}

RegionGraph::RegionGraph(const spatial::Weights& weights)
    : codes_(weights.codes().begin(), weights.codes().end()) {
  build(links_of(weights));
}

void RegionGraph::build(std::span<const RegionLink> links) {
  if (codes_.empty()) refuse("no_areas", "there are no areas", {});
  areas_ = sorted_by_code(codes_);
  std::vector<std::uint32_t> rank(codes_.size());
  for (std::uint32_t r = 0; r < rank.size(); ++r) rank[areas_[r]] = r;
  std::vector<Directed> all;
  all.reserve(2 * links.size());
  for (const RegionLink& link : links) {
    require_link(link, codes_);
    if (!std::isfinite(link.cost)) continue;
    all.push_back({rank[link.one], rank[link.other], link.cost});
    all.push_back({rank[link.other], rank[link.one], link.cost});
  }
  std::ranges::sort(all, [](const Directed& a, const Directed& b) {
    return std::tie(a.from, a.to, b.cost) < std::tie(b.from, b.to, a.cost);  // the dearest first
  });
  first_.assign(codes_.size() + 1, 0);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0 && all[i].from == all[i - 1].from && all[i].to == all[i - 1].to) continue;
    edges_.push_back({all[i].to, all[i].cost});
    ++first_[all[i].from + 1];
  }
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
}

std::span<const RegionGraph::Edge> RegionGraph::neighbours(std::uint32_t rank) const {
  assert(rank < size());
  return std::span(edges_).subspan(first_[rank], first_[rank + 1] - first_[rank]);
}

std::vector<std::uint32_t> RegionGraph::components() const {
  constexpr std::uint32_t kOpen = UINT32_MAX;
  std::vector<std::uint32_t> part(size(), kOpen);
  std::vector<std::uint32_t> open;
  std::uint32_t parts = 0;
  for (std::uint32_t start = 0; start < size(); ++start) {
    if (part[start] != kOpen) continue;
    part[start] = parts;
    open.assign(1, start);
    while (!open.empty()) {
      const std::uint32_t rank = open.back();
      open.pop_back();
      for (const Edge& edge : neighbours(rank)) {
        if (part[edge.rank] != kOpen) continue;
        part[edge.rank] = parts;
        open.push_back(edge.rank);
      }
    }
    ++parts;
  }
  return part;
}

std::vector<core::Finding> RegionGraph::findings() const {
  const std::vector<std::uint32_t> part = components();
  std::vector<std::size_t> sizes(std::ranges::max(part) + std::size_t{1});
  for (const std::uint32_t p : part) ++sizes[p];
  const auto largest = static_cast<std::size_t>(std::ranges::max_element(sizes) - sizes.begin());
  std::vector<std::string> islands;
  std::vector<std::string> outside;
  for (std::uint32_t r = 0; r < size(); ++r) {
    const std::string& code = codes_[areas_[r]].text();
    if (neighbours(r).empty()) islands.push_back(code);
    if (part[r] != largest) outside.push_back(code);
  }
  std::vector<core::Finding> result;
  if (!islands.empty()) {
    result.push_back({.code = "islands",
                      .severity = core::Severity::kWarning,
                      .message = fmt::format("{} areas have no link to any other", islands.size()),
                      .hint = "link them by hand if they belong somewhere",
                      .areas = std::move(islands)});
  }
  if (sizes.size() > 1) {
    result.push_back(
        {.code = "several_components",
         .severity = core::Severity::kWarning,
         .message = fmt::format("the areas fall into {} parts without a link; {} areas "
                                "are not in the largest",
                                sizes.size(), outside.size()),
         .hint = "no region reaches over such a gap",
         .details = {{"components", std::to_string(sizes.size())}},
         .areas = std::move(outside)});
  }
  return result;
}

}  // namespace sozialraum::typology
