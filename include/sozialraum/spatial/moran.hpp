#pragma once

#include <cstddef>
#include <vector>

#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/spatial/weights.hpp"

namespace sozialraum::spatial {

/// Do neighbours resemble one another?
struct Moran {
  double I = 0.0;                ///< > expectation: alike; < expectation: unlike
  double expectation = 0.0;      ///< -1 / (n - 1)
  double variance_normal = 0.0;  ///< if the values were drawn from one normal distribution
  double variance_random = 0.0;  ///< if the values were shuffled among the areas
  double z = 0.0;                ///< (I - expectation) / sqrt(variance_random)
  double p = 1.0;                ///< two-sided, normal approximation of z
  std::size_t areas = 0;         ///< n: areas with a value and with a neighbour that has one
  std::vector<core::Finding> findings{};
};

struct MoranOptions {
  bool row_standardise = true;  ///< every area's neighbours count 1 together
};

/// Moran's I (Moran 1950) with the moments of Cliff and Ord (1981).
///
/// An area without a value (NaN) or without a neighbour that has one takes no part: it is left out
/// of mean, n and weights, and named in the findings "missing_values" (whose details count the
/// reasons: {"secret", "3"}) and "islands". Sums are exact, so the order of the rows does not
/// matter. O(links * log neighbours).
///
/// Throws InvalidInput "length_mismatch"; "not_finite"; "state_disagrees";
/// "fewer_areas_than_needed" if fewer than 4 areas take part (the variance needs them);
/// "constant_column" if all values are equal.
[[nodiscard]] Moran moran(const core::Cells& values, const Weights& weights,
                          const MoranOptions& options = {});

/// Moran's I of rates y / n whose precision differs between areas (Assunção and Reis 1999).
///
/// Each rate is standardised by its own expected variance a + b / n_i before
/// (indicator::rate_z); the same findings and
/// errors as moran. "negative_variance" notes areas whose variance estimate a + b / n_i was not
/// positive and was replaced by b / n_i. Throws also "negative_count" and "no_people" (a base that
/// is not positive) naming the areas.
[[nodiscard]] Moran moran_of_rates(const core::Cells& count, const core::Cells& base,
                                   const Weights& weights, const MoranOptions& options = {});

}  // namespace sozialraum::spatial
