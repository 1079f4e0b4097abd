#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// Which type would each area be of, if not of its own?
struct SecondBest {
  std::vector<std::uint32_t> second{};    ///< the nearest type other than the own
  std::vector<double> distance{};         ///< to the centre of the own type
  std::vector<double> second_distance{};  ///< to the centre of the second
  /// (second_distance - distance) / (second_distance + distance): 1 at the own centre, 0 half way
  /// between the two, negative if the other centre is nearer.
  std::vector<double> margin{};
};

/// Distances in the space of the points; the columns must be those the types were made of. Of
/// equally near centres the lower number. Throws as require_valid (except constant columns);
/// "length_mismatch"; "types_out_of_range" with a single type. O(areas * types * columns).
[[nodiscard]] SecondBest second_best(const Points& points, const Clustering& clustering);

struct MembershipOptions {
  std::size_t draws = 1000;  ///< an estimated probability of 0.5 then has a standard error of 0.016
  std::uint64_t seed = 1;
  core::Execution execution{};
};

/// How sure is each type, given how uncertain the numbers are?
struct Membership {
  std::size_t types = 0;
  std::vector<double> probability{};  ///< areas x types; rows sum to 1
  std::vector<double> certainty{};    ///< per area: probability of the type it was given
};

/// Probability of each type per area from the measurement error of its indicators.
///
/// Draws each indicator anew from a normal distribution around its value with its standard error,
/// independently of the others, and assigns the draw to the nearest centre; the centres stay. The
/// probability is the share of draws per type. It speaks of chance in the numbers only, not of the
/// choice of indicators or of the number of types. Each area has its own random stream, named by
/// its code: neither other areas nor threads change its draws.
///
/// `standard_errors` is areas x columns in the units of the points; 0 = known exactly. Throws as
/// require_valid (except constant columns); "length_mismatch"; "bad_standard_error" naming the
/// areas where one is missing or negative. O(areas * draws * types * columns), in parallel.
[[nodiscard]] Membership membership(const Points& points, const Clustering& clustering,
                                    std::span<const double> standard_errors,
                                    const MembershipOptions& options = {});

}  // namespace sozialraum::typology
