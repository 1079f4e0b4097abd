#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/kmeans.hpp"

namespace sozialraum::typology {

/// One type of one number of types.
struct ClustergramNode {
  std::size_t types = 0;   ///< how many there are beside and with it
  std::uint32_t type = 0;  ///< its number among them
  double position = 0.0;   ///< its centre along the axis
  std::size_t areas = 0;
  double weight = 0.0;
};

/// What goes over from a type to one of the next number of types.
struct ClustergramFlow {
  std::size_t types = 0;       ///< of the first
  std::size_t next_types = 0;  ///< of the second
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::size_t areas = 0;
  double weight = 0.0;
};

struct Clustergram {
  std::vector<double> axis{};            ///< per column: the direction, of length 1
  double explained = 0.0;                ///< share of all differences along it
  std::vector<ClustergramNode> nodes{};  ///< by number of types, then by type
  std::vector<ClustergramFlow> flows{};  ///< in the same order
  std::vector<core::Finding> findings{};
};

/// How do types divide as there are more and more of them?
///
/// A clustergram (Schonlau 2002): k-means for every number of types, each type drawn where its
/// centre lies along the one direction in which areas differ most (first principal component of the
/// weighted covariance), and how many areas go over from each to each. Types that only split, one
/// after the other, speak for themselves; where a further type is put together from parts of all,
/// nothing new was found. Places on one axis: two types in the same place may differ elsewhere,
/// `explained` says by how much the axis stands for all.
///
///     areas at 0, 1, 10, 11; 1 and 2 types: 5.5, then 0.5 and 10.5; two areas go over to each
///
/// `types` rise. The axis points to where its largest entry is positive. Findings: those of kmeans
/// for every number of types, with it. Throws as kmeans; "invalid_argument" unless `types` rise.
/// Cost as kmeans, and O(areas * columns^2 + columns^3).
[[nodiscard]] Clustergram clustergram(const Points& points, std::span<const std::size_t> types,
                                      const KMeansOptions& options = {});

}  // namespace sozialraum::typology
