#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/bounds.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"
#include "sozialraum/typology/region_graph.hpp"
#include "sozialraum/typology/region_tree.hpp"

namespace sozialraum::typology {

/// How are regions read off a tree of alike neighbours?
enum class RegionReading : std::uint8_t {
  kMerges,  ///< the last merges are undone: contiguity Ward, average, complete, single
  kCuts,    ///< links of the tree are cut: SKATER, REDCAP
};

/// Which areas form which region, and how alike are they?
struct Regions {
  Clustering clustering{};       ///< regions numbered as types are: by weight, ties by code
  std::vector<double> totals{};  ///< regions x bounds
  double explained = 0.0;        ///< share of the sum of squares that lies between regions
  std::vector<core::Finding> findings{};
};

struct RegionOptions {
  std::size_t regions = 2;
  RegionLinkage linkage = RegionLinkage::kSingle;
  RegionOrder order = RegionOrder::kFirst;  ///< with kCuts and kSingle: SKATER
  RegionReading reading = RegionReading::kCuts;
  std::span<const Bound> bounds{};
  core::Execution execution{};
};

/// Which neighbours are alike enough to form so many regions?
///
/// Regions hang together over the links of the graph; types (see kmeans) need not. Grows a tree of
/// alike neighbours (region_tree) and reads regions off it by undoing merges or by cutting links
/// (cut_regions). Weights act as people: an area of 300 counts as 300 like it. Several floors and
/// ceilings hold at once.
///
/// A part of the map that is below a floor as a whole stays one region and is named
/// ("floor_not_reached"); an area or region above a ceiling that cannot be cut is named too
/// ("ceiling_not_kept"). Where the bounds allow fewer regions than asked for, or the map has more
/// parts, the number found differs and is told ("regions_differ").
///
/// Throws as region_tree; "invalid_argument", "fewer_areas_than_types".
[[nodiscard]] Regions find_regions(const Points& points, const RegionGraph& graph,
                                   const RegionOptions& options);

/// Any partition as regions: numbered, described, and with what is wrong with it as findings
/// ("region_apart" for one that does not hang together, and the bounds as above).
[[nodiscard]] Regions describe_regions(const Points& points, const RegionGraph& graph,
                                       std::span<const std::uint32_t> regions,
                                       std::span<const Bound> bounds);

}  // namespace sozialraum::typology
