#pragma once

#include <cstdint>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/points.hpp"
#include "sozialraum/typology/ward.hpp"

namespace sozialraum::typology {

/// How far apart are two groups of areas?
enum class Linkage : std::uint8_t {
  kAverage,   ///< as far as their people are on average: the mean distance over all pairs (UPGMA)
  kComplete,  ///< as far as their farthest areas: groups stay narrow
  kSingle,    ///< as near as their nearest areas: chains, good for outliers only
};

struct LinkageOptions {
  Linkage linkage = Linkage::kAverage;
  core::Execution execution{};  ///< progress and cancellation; the work runs on one thread
};

/// In which order do alike areas grow together, by another measure than Ward's?
///
/// Always merges the two nearest groups (Sokal and Michener 1958; Sneath 1957). Heights are the
/// distances at which groups merge, as scipy's `linkage` and R's `hclust` give them. Found by
/// chains of nearest neighbours (Murtagh 1983) over the table of distances, single linkage by the
/// shortest tree (Prim 1957). Of equally near partners the group with the smallest area code wins;
/// equal areas merge first, at height 0. With weights the average is over pairs of people, so that
/// weights act as replicated rows; the other two do not look at them.
///
/// O(areas² * columns) time; memory of the table for average and complete, 8 bytes a pair of areas
/// (10,000 areas: 400 MB), O(areas * columns) for single. Ward's method (ward) needs no table.
///
/// Throws as ward; "too_many_areas" beyond 20,000 areas where a table is needed.
[[nodiscard]] Hierarchy linkage(const Points& points, const LinkageOptions& options = {});

}  // namespace sozialraum::typology
