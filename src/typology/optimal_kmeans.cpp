#include "sozialraum/typology/optimal_kmeans.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sozialraum/core/finding.hpp"
#include "typology/bounded_search.hpp"
#include "typology/partition_proof.hpp"

namespace sozialraum::typology {
namespace {

void require_options(const OptimalKMeansOptions& options) {
  if (options.types < 1) {
    core::invalid_argument("types", "is 0; at least one type is needed", "choose k = 2 or more");
  }
  if (options.starts < 1) core::invalid_argument("starts", "is 0; at least one start is needed");
  if (options.sets < 1) core::invalid_argument("sets", "is 0; at least one set is needed");
}

void require_few(const Items& items) {
  if (items.count <= kMostItemsToProve) return;
  throw core::InvalidInput(
      {.code = "too_many_areas",
       .severity = core::Severity::kWarning,
       .message =
           fmt::format("{} different areas are too many for a proof; at most {} are possible",
                       items.count, kMostItemsToProve),
       .place = {.argument = "points"},
       .hint = "use k-means with many starts",
       .details = {{"areas", std::to_string(items.count)},
                   {"most", std::to_string(kMostItemsToProve)}}});
}

Proof proof_of(const Task& task, const OptimalKMeansOptions& options) {
  const auto known = good_partitions(
      task, {.starts = options.starts, .seed = options.seed, .execution = options.execution});
  return prove_partition(task, known, {.nodes = options.sets, .execution = options.execution});
}

[[noreturn]] void refuse(const OptimalKMeansOptions& options, bool proven) {
  throw core::InvalidInput(
      {.code = proven ? "no_such_partition" : "floors_not_met",
       .severity = core::Severity::kWarning,
       .message = proven ? fmt::format("no partition into {} types keeps all bounds; every one was "
                                       "looked at",
                                       options.types)
                         : fmt::format("no partition into {} types was found that keeps all bounds",
                                       options.types),
       .place = {.argument = "bounds"},
       .hint = "choose fewer types, lower floors or wider ceilings",
       .details = {{"types", std::to_string(options.types)}}});
}

void state_proof(const Proof& proof, OptimalClustering& result) {
  const double inertia = result.clustering.inertia;
  result.proven = proof.proven;
  result.sets = proof.looked_at;
  result.lower_bound = proof.proven ? inertia : std::clamp(proof.bound, 0.0, inertia);
  result.gap = inertia > 0.0 ? (inertia - result.lower_bound) / inertia : 0.0;
  if (proof.proven) return;
  result.clustering.findings.push_back(
      {.code = "not_proven",
       .severity = core::Severity::kWarning,
       .message =
           fmt::format("the partition is the best that was found; another one could be better "
                       "by at most {:.2g} %",
                       100.0 * result.gap),
       .hint = "allow more sets to be looked at",
       .details = {{"gap", fmt::format("{:.6g}", result.gap)}}});
}

}  // namespace

OptimalClustering optimal_kmeans(const Points& points, const OptimalKMeansOptions& options) {
  require_options(options);
  require_valid(points);
  require_positive_weights(points);
  require_bounds(points, options.bounds, options.types);
  const Items distinct = items_of(points, options.bounds, {.equal_areas = true});
  require_distinct_areas(distinct, options.types);
  require_few(distinct);
  const std::vector<Range> ranges = ranges_of(options.bounds);
  Proof proof = proof_of({distinct, ranges, options.types}, options);
  std::vector<std::uint32_t> types;
  if (!proof.types.empty()) {
    types = types_of_areas(distinct, proof.types, points.areas());
  } else {
    const Items single = items_of(points, options.bounds, {.equal_areas = false});
    if (distinct.count == points.areas() || single.count > kMostItemsToProve) {
      refuse(options, proof.impossible && distinct.count == points.areas());
    }
    proof = proof_of({single, ranges, options.types}, options);
    if (proof.types.empty()) refuse(options, proof.impossible);
    types = types_of_areas(single, proof.types, points.areas());
  }
  OptimalClustering result;
  result.clustering =
      describe_partition(points, number_types(points, types, options.types), options.types);
  result.clustering.findings = scale_doubts(points);
  std::ranges::move(equal_areas_parted(points, distinct, types),
                    std::back_inserter(result.clustering.findings));
  result.totals = bound_totals(options.bounds, result.clustering.types, options.types);
  state_proof(proof, result);
  return result;
}

}  // namespace sozialraum::typology
