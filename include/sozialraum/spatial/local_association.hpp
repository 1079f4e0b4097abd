#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/spatial/weights.hpp"

namespace sozialraum::spatial {

/// How do an area and its neighbours lie, compared with the mean of all?
enum class Quadrant : std::uint8_t { kNone, kHighHigh, kLowLow, kHighLow, kLowHigh };

struct LocalOptions {
  bool row_standardise = true;     ///< every area's neighbours count 1 together
  std::size_t permutations = 999;  ///< of the others' values among an area's neighbours; 0 = no p
  std::uint64_t seed = 1;          ///< the same seed gives the same bytes
  core::Execution execution{};
};

/// Where are neighbours alike, and where is an area unlike its own? One row an area; NaN (kNone)
/// for an area without a value or without a neighbour that has one.
struct LocalAssociation {
  std::size_t areas = 0;               ///< that take part
  std::vector<double> moran{};         ///< local Moran: z_i Σ w_ij z_j / m2, m2 = Σ z² / n (spdep)
  std::vector<double> moran_sample{};  ///< the same with n - 1 (GeoDa)
  std::vector<double> expectation{};   ///< of `moran`, the area's own value being given
  std::vector<double> variance{};      ///< of `moran`, the same (Sokal, Oden, Thomson 1998)
  std::vector<double> geary{};         ///< local Geary: Σ w_ij (x_i - x_j)² / s², s² with n - 1
  std::vector<double> g{};             ///< z of Getis and Ord's G, without the area itself
  std::vector<double> g_star{};        ///< z of G*, the area being its own neighbour
  std::vector<double> p{};             ///< of `moran` by permutations, folded (one-sided)
  std::vector<Quadrant> quadrant{};    ///< area, then neighbours: above or below the mean
  double geary_all = 0.0;              ///< Geary's C of the whole map: 1 = no pattern, less = alike
  std::vector<core::Finding> findings{};
};

/// Local indicators of spatial association (Anselin 1995, 2019; Getis and Ord 1992; Geary 1954).
///
/// They look at one area and its neighbours at a time, so there are as many tests as areas: by p
/// alone one in twenty stands out of nothing (see indicator::false_discovery). Neighbours share
/// neighbours, so the tests are not independent either. They are made for finding where to look,
/// not for a proof; and a rate of few people is high or low by chance: use adjusted values.
///
///     chain a - b - c - d with 1 2 4 6: mean 3.25, z = -2.25 -1.25 .75 2.75, m2 = 14.75 / 4;
///     local Moran of a: -2.25 * -1.25 / 3.6875 = 0.763, low beside low
///
/// G* counts the area itself with the largest of its weights (so with row standardisation all of
/// them are equal if they were). Permutations keep the area's value and draw its neighbours' from
/// the others without replacement, by seed and area code: the p does not depend on threads or the
/// order of rows. p = (1 + number as far out) / (1 + permutations).
///
/// Throws as moran. Findings as moran. O(links + areas * permutations * neighbours).
[[nodiscard]] LocalAssociation local_association(const core::Cells& values, const Weights& weights,
                                                 const LocalOptions& options = {});

}  // namespace sozialraum::spatial
