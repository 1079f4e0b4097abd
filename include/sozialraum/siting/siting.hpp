#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/minutes.hpp"

namespace sozialraum::siting {

/// Where might a facility stand, and who gets there in how many minutes?
///
/// A sparse table by rows: place i reaches the candidates `candidate[begin[i] .. begin[i + 1])` in
/// `minutes`. What is not listed is unreachable (or beyond the limit of the search that made the
/// table). Candidates of a row are distinct, in any order.
struct SitingTable {
  std::span<const double> people{};            ///< one entry a place; finite, not negative
  std::span<const std::size_t> begin{};        ///< places + 1 entries, begin[0] = 0
  std::span<const std::uint32_t> candidate{};  ///< rows of `codes`
  std::span<const double> minutes{};           ///< finite, not negative
  std::span<const std::string> codes{};        ///< one entry a candidate; distinct; break ties
};

/// How much effort, and how many answers? The same for every question.
struct SitingSearch {
  std::size_t solutions = 1;  ///< list so many of the best, since politics chooses
  /// List only what is worse than the best by at most this share of its objective. p_centre and
  /// fewest_sites list nothing but choices with the best objective.
  double within = std::numeric_limits<double>::infinity();
  /// Effort for the proof: passes over the table. When used up, the best choice found so far is
  /// returned with the gap that is left. Counted, not timed, so that results can be repeated.
  std::uint64_t passes = 20'000;
  core::Execution execution{};
};

struct MedianOptions {
  std::size_t new_sites = 1;              ///< how many to open beside the existing ones
  std::vector<std::uint32_t> existing{};  ///< candidates that are open and stay open
  /// Minutes that a person counts who reaches no open site; at least the longest of the table. Not
  /// given: the longest of the table, the mildest assumption; a finding then says so.
  std::optional<core::Minutes> unserved{};
  /// People a candidate can take; one entry a candidate, empty = no limit. People of one place may
  /// be sent to different sites, and then not everybody goes to the nearest one.
  std::vector<double> capacity{};
  SitingSearch search{};
};

struct CoverageOptions {
  std::size_t new_sites = 1;              ///< how many to open beside the existing ones
  std::vector<std::uint32_t> existing{};  ///< candidates that are open and stay open
  core::Minutes limit{15.0};  ///< a person is covered who reaches an open site in at most this
  SitingSearch search{};
};

struct CentreOptions {
  std::size_t new_sites = 1;              ///< how many may be opened beside the existing ones
  std::vector<std::uint32_t> existing{};  ///< candidates that are open and stay open
  SitingSearch search{};
};

struct FewestOptions {
  std::vector<std::uint32_t> existing{};  ///< candidates that are open and stay open
  core::Minutes limit{15.0};              ///< everybody must reach an open site in at most this
  SitingSearch search{};
};

/// One choice of sites.
struct SitingSolution {
  std::vector<std::uint32_t> sites{};  ///< open candidates, existing ones included, by code
  double objective = 0.0;              ///< in the unit of the question
};

/// The place is sent to no site.
inline constexpr std::uint32_t kNoSite = std::numeric_limits<std::uint32_t>::max();

/// The answer to a question of siting.
struct Siting {
  std::vector<SitingSolution> solutions{};  ///< the best first; ties by the codes of the sites
  double bound = 0.0;                       ///< no choice can have a better objective
  double gap = 0.0;       ///< |objective - bound| / |objective| of the best; 0 if proven
  bool proven = false;    ///< nothing is better than the first solution
  bool complete = false;  ///< and nothing is missing in the list (ties with its last entry aside)
  std::uint64_t passes = 0;  ///< effort used
  /// Of the best solution, one entry a place: the nearest open site (with capacities: the site that
  /// takes most of its people; ties by code), or kNoSite.
  std::vector<std::uint32_t> site{};
  std::vector<double> minutes{};  ///< to it (with capacities: mean over its people); NaN without
  std::vector<double> people_of_site{};  ///< one entry a candidate: whom it serves
  double people_served = 0.0;
  double people_unserved = 0.0;  ///< who reaches no open site, or finds no room there
  double people_hopeless = 0.0;  ///< of those: who would not be served by any candidate
  std::vector<core::Finding> findings{};
};

/// Where should sites be, so that people travel least in total? (p-median, Hakimi 1964)
///
/// Objective: sum of people x minutes to the open site they use, in person-minutes. Method: greedy
/// choice and interchange (Teitz & Bart 1968, in the fast form of Whitaker 1983 and Resende &
/// Werneck 2007), a lower bound by Lagrangian relaxation of the assignment (Cornuejols, Fisher &
/// Nemhauser 1977), fixing of candidates by their reduced gains, and branch and bound on what is
/// left. Capacities: the same with a knapsack per candidate in the bound, and a transportation
/// problem for every choice. Proofs hold up to a relative 1e-9.
///
/// Rows with equal lists are merged and put in an order of their own: the answer depends neither
/// on the order of rows nor on the number of threads. O(table) memory, O(table) per pass.
/// InvalidInput for a table that is none, unknown or repeated existing sites, no candidate, a
/// capacity that is negative.
[[nodiscard]] Siting p_median(const SitingTable& table, const MedianOptions& options = {});

/// Where should sites be, so that most people are within the limit? (MCLP, Church & ReVelle 1974)
///
/// Objective: people within the limit of an open site (existing ones count). Method as p_median.
[[nodiscard]] Siting max_coverage(const SitingTable& table, const CoverageOptions& options = {});

/// Where should sites be, so that the person farthest off has the shortest way? (p-centre)
///
/// Objective: the longest minutes of any place with people, over those that some candidate serves;
/// the others are `people_hopeless`, with a finding. Infinite if so few sites cannot serve all.
/// Method: bisection over the distinct minutes, each step a set covering problem (Minieka 1970).
[[nodiscard]] Siting p_centre(const SitingTable& table, const CentreOptions& options = {});

/// How few sites suffice, so that everybody is within the limit? (LSCP, Toregas et al. 1971)
///
/// Objective: the number of open sites, existing ones included. Places that no candidate covers are
/// left out, told as `people_hopeless` and by a finding. Method: reduction by row and column
/// dominance, dual bound, branch and bound.
[[nodiscard]] Siting fewest_sites(const SitingTable& table, const FewestOptions& options = {});

}  // namespace sozialraum::siting
