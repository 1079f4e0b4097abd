#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"
#include "sozialraum/typology/refit.hpp"

namespace sozialraum::typology {

struct StabilityOptions {
  std::size_t draws = 200;    ///< of every question
  std::size_t starts = 3;     ///< fresh starts of each refit
  double weight_shape = 4.0;  ///< of the indicators' gamma weights among the choices, see certainty
  bool bootstrap = true;      ///< may areas count more or less among the choices? (Rubin 1981)
  bool other_counts = true;   ///< one type less and one more among the choices?
  std::span<const double> people{};  ///< weighs the matching, limits what is said (see certainty)
  Refit refit{};                     ///< how types are made anew; k-means without it
  DrawnNumbers drawn{};              ///< joint draws instead of `spread` (see certainty)
  std::span<const double> around{};  ///< what drawn values lie around (see certainty)
  /// The same table under other transformations, each areas x columns: in a draw of the choices
  /// every indicator is taken from one of them or from the points.
  std::vector<std::span<const double>> otherwise{};
  /// Probability of the own type per area where the method itself knows it (a mixture): told as
  /// `assignment` in place of draws to the nearest centre.
  std::span<const double> assignment{};
  std::uint64_t seed = 1;
  core::Execution execution{};
};

/// What an area's type could break on.
enum class Question : std::uint8_t { kAssignment, kRefit, kChoices, kPeople };

/// "assignment", "refit", "choices", "people".
[[nodiscard]] std::string_view name(Question question);

/// How is a Jaccard similarity read? (Hennig 2007, after his fpc::clusterboot)
enum class Reading : std::uint8_t {
  kDissolved,  ///< below 0.6: not to be trusted
  kPattern,    ///< up to 0.75: there is something, but who belongs to it is doubtful
  kStable,     ///< up to 0.85
  kHighlyStable,
};

/// "dissolved", "pattern", "stable", "highly_stable".
[[nodiscard]] std::string_view name(Reading reading);
[[nodiscard]] Reading reading_of(double jaccard);

/// Would an area be of the same type if numbers, search or choices had been otherwise?
struct Stability {
  std::size_t types = 0;
  /// Per area, types fixed: probability of its type when its numbers are drawn anew within their
  /// errors. Of a mixture a probability. Empty where the types are not those of the
  /// nearest centre (another `refit`) and the method knows none.
  std::vector<double> assignment{};
  /// Per area, types found anew from drawn numbers: share of draws that put it into the type that
  /// answers to its own.
  std::vector<double> refit{};
  /// The same without any noise: what is lacking to 1 is unrest of the search alone.
  std::vector<double> search{};
  /// Types found anew from the same numbers under other choices: weights of the indicators and of
  /// the areas (Bayesian bootstrap), other transformations, a type less or more.
  std::vector<double> choices{};
  /// Per area, in the draws of `choices`: share of its type's other people that are found in one
  /// type with it. Needs no matching, so other numbers of types may be compared.
  std::vector<double> together{};
  std::vector<double> certainty{};          ///< the least of assignment, refit, choices and people
  std::vector<Question> strictest{};        ///< which of them it is
  std::vector<double> recurrence{};         ///< per type: mean Jaccard under refit
  std::vector<Reading> reading{};           ///< of it
  std::vector<double> search_recurrence{};  ///< the same without noise
  std::vector<double> lost{};  ///< per type: share of refits in which it answers to none by half
  std::vector<core::Finding> findings{};
};

/// How sure is each type, asked in three named questions?
///
/// *Assignment*, *refit* and *choices* (above) are different questions with different answers; one
/// certainty in words must come from the strictest of them, and never lies above what the people of
/// the area can carry (people_can_carry: three people are never sure). Made of certainty() with all
/// weights 1 (assignment, refit; and once without errors: search) and of draws of its own
/// (choices). Refits start fresh: the given types as a start would feign stability.
///
/// Deterministic for any order of rows and threads. O(3 * draws) fits. Findings as certainty
/// ("certainty_limited", "types_do_not_recur") and "search_restless": types that the search alone
/// does not find again; more starts or fewer types, not more data, mend that. Throws as certainty.
[[nodiscard]] Stability stability(const Points& points, const Clustering& clustering,
                                  std::span<const double> spread,
                                  const StabilityOptions& options = {});

}  // namespace sozialraum::typology
