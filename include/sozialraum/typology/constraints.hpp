#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sozialraum/core/area_code.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/bounds.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// What do local people ask of the types?
enum class WishKind : std::uint8_t {
  kTogether,   ///< two areas are of one type
  kApart,      ///< two areas are of different types
  kOfType,     ///< an area is of the type that another one stands for (its example, its seed)
  kNotOfType,  ///< an area is not of that type
};

/// Name in data files and Python: "together", "apart", "of_type", "not_of_type".
[[nodiscard]] std::string_view name(WishKind kind);

/// A wish as data: who asked for what, when and why.
///
/// Types have no names before they are found, so a type is named by an area that stands for it: "we
/// are a village like Hafen" is {kOfType, our village, Hafen}. Several of them with one example are
/// the seeds of its type.
struct Wish {
  std::string id{};  ///< unique; the name by which prices and conflicts speak of it
  WishKind kind = WishKind::kTogether;
  core::AreaCode area;
  core::AreaCode other;  ///< the second area, or the example of the type
  bool hard = true;      ///< must be kept; else it may be broken at `cost`
  double cost = 0.0;     ///< of breaking a soft wish, in units of the inertia
  std::string role{};    ///< of who asked ("local council"), not the name
  std::string date{};    ///< as written, such as 2026-11-30
  std::string reason{};
};

/// Wishes that cannot be kept together.
struct Conflict {
  std::vector<std::size_t> wishes{};  ///< places in the list; leaving one out ends this conflict
  std::string message{};              ///< one English sentence
};

/// Which hard wishes contradict one another, whatever the numbers are?
///
/// Wishes for one type are chained: if A and B, and B and C are to be together, A and C may not be
/// apart. Each conflict names a shortest chain and the wish that breaks it. `examples` stand for
/// different types, as in WishOptions; a conflict with them names the wishes of the chain alone.
/// O(wishes * (areas + wishes)). Throws InvalidInput "unknown_area" (an area that is not among the
/// points), "duplicate_key" (an id twice), "invalid_argument" (an area with itself, a soft wish
/// whose cost is not above 0, no id).
[[nodiscard]] std::vector<Conflict> conflicts_of(const Points& points, std::span<const Wish> wishes,
                                                 std::span<const core::AreaCode> examples = {});

struct WishOptions {
  std::size_t types = 0;
  std::span<const Bound> bounds{};
  std::span<const core::AreaCode> examples{};  ///< stand for different types: pairwise apart
  std::span<const Wish> decided{};             ///< hard ones that are always kept, see below
  std::size_t starts = 50;
  std::uint64_t seed = 1;
  std::size_t prove_up_to = 30;     ///< areas that differ; above, nothing is proven
  std::uint64_t sets = 50'000'000;  ///< per proof, as in OptimalKMeansOptions
  core::Execution execution{};
};

struct WishedClustering {
  Clustering clustering{};
  std::vector<double> totals{};       ///< types x bounds
  std::vector<std::size_t> broken{};  ///< soft wishes that were not kept
  double penalty = 0.0;               ///< what they cost; inertia + penalty is what was minimised
  bool proven = false;                ///< nothing that keeps the hard wishes and bounds costs less
  double lower_bound = 0.0;           ///< of inertia + penalty; = both if proven
};

/// The most alike types that keep what is wished for.
///
/// Minimises the inertia of bounded_kmeans plus the costs of the soft wishes that are broken
/// (pairwise constraints: Wagstaff and others 2001, hard; Basu, Bilenko and Mooney 2004, soft).
/// Hard wishes are never broken in silence: if they cannot be kept, it is refused. Up to
/// `prove_up_to` different areas the optimum is proven as optimal_kmeans does it.
///
/// What was decided before (`decided`) is kept as well, in the draft of prices too: then a price is
/// what a wish costs beyond the decisions.
///
///     a square (0,0) (1,0) (1,1) (0,1): first and second together, first and fourth apart,
///     2 types: {1, 2} and {3, 4} (the example of R's conclust)
///
/// Throws as bounded_kmeans and conflicts_of; "invalid_argument" for a decided wish that is soft;
/// "no_weight"; "wishes_conflict" (names the wishes);
/// "wishes_impossible" if no partition was found that keeps them and the bounds: `details` name the
/// rule that has to give way ("rules"), and whether that is proven.
[[nodiscard]] WishedClustering kmeans_with_wishes(const Points& points,
                                                  std::span<const Wish> wishes,
                                                  const WishOptions& options);

/// What one wish costs all others.
struct WishPrice {
  std::vector<std::size_t> wishes{};  ///< one wish, or all of the set
  double price = 0.0;    ///< inertia with it minus inertia without; infinite if it cannot be kept
  double percent = 0.0;  ///< of the inertia without; infinite as the price
  double lowest = 0.0;   ///< the price lies between these; both = price if both optima are proven
  double highest = 0.0;
  bool proven = false;
  std::vector<std::string> rules{};    ///< why it cannot be kept: names of bounds, ids of wishes
  std::vector<std::size_t> broken{};   ///< soft wishes of these that were not kept
  std::vector<std::uint32_t> types{};  ///< of the areas with it, numbered as the draft; or empty
  std::vector<std::size_t> moved{};    ///< other areas that change their type, by code
  std::size_t smallest_size = 0;       ///< areas of the smallest type with it
  double smallest_weight = 0.0;        ///< people of the least peopled type with it
};

struct WishPrices {
  WishedClustering draft{};        ///< without any wish but those decided before
  std::vector<WishPrice> alone{};  ///< each wish alone, in the order of the list
  WishPrice together{};            ///< all of them; prices of a set are not the sum
  std::vector<core::Finding> findings{};
};

/// What does each wish cost, alone and all together?
///
/// The price of a wish is the inertia of the best types with it minus that of the best types
/// without it, found with the same seed and starts: how much less alike the types become for
/// everybody (the replacement cost of conservation planning). Up to `prove_up_to` different areas
/// both are proven optima, and no price is negative. Above, each is also sought from the other; a
/// price then lies between `lowest` and `highest`. If that way a better draft comes to light it is
/// told ("better_draft") and counted with, never put in the place of the draft.
///
/// A wish that cannot be kept has an infinite price and names what stands against it: other wishes,
/// or bounds without any one of which it could be kept. `moved` are the areas, other than the
/// `area` of the wish itself, whose type is another one, types being matched by common weight.
///
/// Findings: "better_draft"; "not_proven" if a price is not proven. Throws as kmeans_with_wishes
/// for the draft; conflicts among the wishes make the price of the set infinite.
[[nodiscard]] WishPrices prices_of_wishes(const Points& points, std::span<const Wish> wishes,
                                          const WishOptions& options);

}  // namespace sozialraum::typology
