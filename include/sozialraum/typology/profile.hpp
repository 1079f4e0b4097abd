#pragma once

#include <cstddef>
#include <vector>

#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// What is each type like, in the units of the whole region?
struct TypeProfiles {
  std::size_t columns = 0;
  /// types x columns: (mean of the type - mean of all areas) / SD of all areas.
  std::vector<double> z_means{};
  /// types x columns: SD inside the type / SD of all areas; 1 = the type says nothing here.
  std::vector<double> spread{};
  std::vector<std::size_t> sizes{};           ///< areas
  std::vector<double> weights{};              ///< people; areas if the points have no weights
  std::vector<std::size_t> representative{};  ///< the area nearest to the type's centre
};

/// Describes the types of a partition.
///
/// Means and SDs (with n, not n - 1) are weighted if the points have weights; a type of weight 0 is
/// described by its plain means. The representative area is a real one to drive to: the nearest to
/// the centre among the areas with weight, of equally near ones the smallest code. A column that is
/// the same everywhere is refused, as everywhere in this module. O(areas * columns).
///
/// Throws as require_valid and require_types.
[[nodiscard]] TypeProfiles profile(const Points& points, const Clustering& clustering);

}  // namespace sozialraum::typology
