#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"
#include "sozialraum/typology/refit.hpp"

namespace sozialraum::typology {

/// How were the types made, and so how is a repetition made?
enum class Method : std::uint8_t { kKMeans, kWard };

struct CertaintyOptions {
  std::size_t draws = 200;  ///< repetitions; a share of one half then has a standard error of 0.035
  Method method = Method::kKMeans;
  /// Fresh random starts of each refit by k-means; the types of the data are never its start, since
  /// a warm start would feign stability. More change little: on 941 communes 1 start gives 0.69 on
  /// average, 3 to 50 give 0.70. 0 = nothing is refitted, and only `assignment` is told.
  std::size_t starts = 3;
  /// Shape of the gamma weights of the indicators: mean 1, standard deviation 1/sqrt(shape). With 4
  /// (one half) no indicator is beyond doubt and none is dropped. Infinite = all weigh 1.
  double weight_shape = 4.0;
  /// Who lives in each area: weighs the overlap of types and limits the certainty (see below).
  /// Empty = the weights of the points weigh the overlap, and nothing is limited.
  std::span<const double> people{};
  /// Repeats in another way than `method`: types with floors, a mixture, regions (see refit.hpp).
  Refit refit{};
  /// Joint draws of the whole table instead of values drawn one by one with their `spread`, which
  /// may then be empty. Where the same people stand behind several indicators, only joint draws
  /// know it.
  DrawnNumbers drawn{};
  /// What drawn values lie around, areas x columns, if not around the points: for raw values the
  /// estimates of the truth, or their noise would be in them twice.
  std::span<const double> around{};
  std::uint64_t seed = 1;
  core::Execution execution{};
};

/// Would an area be of the same type if it were all done again?
struct Certainty {
  std::size_t types = 0;
  std::size_t draws = 0;
  std::size_t starts = 0;  ///< of each refit; 0 if nothing was refitted
  /// Per area: share of draws that put it into its type while the centres stay where they are.
  std::vector<double> assignment{};
  /// Per area: share of draws whose own types put it into the type that answers to its own.
  std::vector<double> refit{};
  std::vector<double> assignment_probability{};  ///< areas x types: shares of the draws
  std::vector<double> refit_probability{};       ///< areas x types; empty without refits
  /// Per type: mean people-weighted Jaccard similarity to the type of a refit that answers to it
  /// (Hennig 2007: below 0.6 not to be trusted, from 0.75 on stable).
  std::vector<double> recurrence{};
  std::vector<double> lost{};  ///< per type: share of refits with a similarity of 0.5 or less
  std::vector<core::Finding> findings{};
};

/// How sure is the type of each area, and how sure are the types themselves?
///
/// A draw repeats the work with other, equally credible numbers: every value is drawn from a normal
/// distribution around it with its `spread` (areas x columns, in the units of the points; 0 = known
/// exactly), independently of the others, and every indicator gets a weight from a gamma
/// distribution with mean 1. Two figures come of it and answer different questions:
/// - *assignment*: the types are taken for granted; is the area still nearest to its own centre?
/// - *refit*: types are made anew from the drawn numbers, with fresh starts, as many as the data
///   had. Their labels are aligned by heaviest_matching of the people they share with the types of
///   the data; a type that shares nobody with its partner stays unmatched and confirms no area.
///
/// The second is the smaller, and the honest one for a reader who hears "it was repeated". A square
/// of four areas shows the difference: its two centres on the left and on the right hold every
/// area, but a refit divides it into above and below as often as into left and right; certainty 1
/// and 0.75.
///
/// A draw that the method cannot type (floors that it misses) confirms no area, and the number of
/// such draws is told ("refit_impossible").
///
/// Nobody is surer than the people of an area can carry: with `people`, both figures are at most
/// people_can_carry(people) ("certainty_limited" names the areas). Types whose refits share at most
/// half of their people on average are named in the finding "types_do_not_recur".
///
/// Deterministic by (seed, area code, draw), for any order of rows and number of threads.
/// O(draws * starts * steps * areas * types * columns); draws run in parallel, memory per thread
/// 2 * areas * columns numbers beside that of k-means. Throws as kmeans or ward; "length_mismatch";
/// "bad_standard_error" naming the areas where a spread is missing or negative; "invalid_argument".
[[nodiscard]] Certainty certainty(const Points& points, const Clustering& clustering,
                                  std::span<const double> spread,
                                  const CertaintyOptions& options = {});

/// The largest share that so many people can vouch for: 0.05^(1/n).
///
/// If all n people of a place are of one kind, the true share may with 95 % still be as low as this
/// (lower Clopper-Pearson limit of n of n, about 1 - 3/n, the "rule of three"): 3 people 0.37,
/// 11 people 0.76, 29 people 0.90, 300 people 0.99. 0 for nobody. Throws InvalidInput for a number
/// below 0 or missing.
[[nodiscard]] double people_can_carry(double people);

}  // namespace sozialraum::typology
