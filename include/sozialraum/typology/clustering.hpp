#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// Which area is of which type, and what is the middle of each type?
///
/// Types are numbered by a stated rule, so that a second run or another row order gives the same
/// names: by falling weight (people, or areas if none are given); of equally heavy types the one
/// with the smaller first area code comes first. Number 0 is shown as A, 1 as B, and so on.
struct Clustering {
  std::vector<std::uint32_t> types{};  ///< per area, in the order of the input
  std::size_t columns = 0;
  std::vector<double> centres{};        ///< types x columns: weighted means of the members
  std::vector<std::size_t> sizes{};     ///< areas per type
  std::vector<double> weights{};        ///< sum of weights per type
  double inertia = 0.0;                 ///< sum of weight * squared distance to the own centre
  std::vector<double> start_inertia{};  ///< of every start; empty if the method has none
  double share_of_best = 1.0;  ///< share of starts within one millionth of the best inertia
  std::vector<core::Finding> findings{};

  [[nodiscard]] std::size_t type_count() const noexcept { return sizes.size(); }
  [[nodiscard]] std::span<const double> centre(std::size_t type) const {
    return std::span(centres).subspan(type * columns, columns);
  }
};

/// The same partition with its types numbered by the rule above, or by falling `key` (one number
/// per type, such as the centres of one indicator) if given; ties by the smallest area code.
///
/// `types` may hold any numbers below `count`; numbers without an area come last. Looks at codes
/// and weights of the points only. Throws as require_types; "length_mismatch" for the key. O(areas
/// * log areas).
[[nodiscard]] std::vector<std::uint32_t> number_types(const Points& points,
                                                      std::span<const std::uint32_t> types,
                                                      std::size_t count,
                                                      std::span<const double> key = {});

/// The partition as a Clustering, the types numbered as they are: centres, sizes and inertia.
///
/// A type of weight 0 has the plain mean of its areas as its centre. Throws InvalidInput
/// "length_mismatch", "unknown_type" or "empty_type". O(areas * (columns + log areas)).
[[nodiscard]] Clustering describe_partition(const Points& points,
                                            std::span<const std::uint32_t> types,
                                            std::size_t count);

/// Checks that the points can be measured, have one type each, and the columns of the centres.
///
/// Throws as require_measurable and require_types; "length_mismatch".
void require_same_columns(const Points& points, const Clustering& clustering);

}  // namespace sozialraum::typology
