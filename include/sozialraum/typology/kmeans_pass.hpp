#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// What one step of Lloyd's algorithm gives.
struct KMeansPass {
  std::vector<double> centres{};     ///< types x columns: the weighted means of the members
  std::vector<double> weights{};     ///< sum of weights per type
  std::vector<std::size_t> sizes{};  ///< areas per type
  double inertia = 0.0;              ///< around the centres that went in
};

/// Where do the centres go in one pass of k-means over areas that come in parts?
///
///     PassSums all(centres, columns);
///     for (each shard) {
///       PassSums part(centres, columns);       // on any machine
///       types = part.add(points_of_shard);
///       all.merge(part);
///     }
///     centres = all.finish().centres;          // until no area changes its type
///
/// Each area goes to its nearest centre, the first of equally near ones. The sums are exact: any
/// cut into parts, and any order of them, gives the same bytes. A type without weight keeps its
/// centre. O(areas * types * columns).
class PassSums {
 public:
  /// Throws InvalidInput unless there is at least one whole centre.
  PassSums(std::span<const double> centres, std::size_t columns);

  /// The types of the areas. Throws as require_measurable; "length_mismatch" for other columns.
  std::vector<std::uint32_t> add(const Points& part);
  /// REQUIRES the same centres.
  void merge(const PassSums& other);
  [[nodiscard]] KMeansPass finish() const;

 private:
  std::vector<double> centres_;
  std::size_t columns_;
  std::vector<core::ExactSum> sums_;
  std::vector<core::ExactSum> weights_;
  std::vector<std::size_t> sizes_;
  core::ExactSum inertia_;
};

}  // namespace sozialraum::typology
