#include "sozialraum/access/opportunities.hpp"

#include <fmt/format.h>

#include <cmath>
#include <mutex>

#include "access/fixed_point.hpp"
#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/reach/pair_search.hpp"

namespace sozialraum::access {
namespace {

using core::Deciseconds;

std::vector<double> supply_of(std::span<const double> supply, std::size_t facilities) {
  if (supply.empty()) return std::vector<double>(facilities, 1.0);
  if (supply.size() != facilities) {
    core::invalid_argument(
        "supply", fmt::format("has {} values for {} facilities", supply.size(), facilities));
  }
  for (std::size_t j = 0; j < supply.size(); ++j) {
    if (supply[j] >= 0.0 && supply[j] <= kLargestAmount) continue;
    core::invalid_argument("supply", fmt::format("of facility number {} is {}", j, supply[j]),
                           supply[j] > kLargestAmount
                               ? "no place is that large; is it another column?"
                               : "give every facility a size of zero or more, or leave it out");
  }
  return {supply.begin(), supply.end()};
}

/// What a facility is worth at a time; the largest weight bounds the sums.
struct Worth {
  const std::optional<Decay>& decay;
  const std::vector<double>& supply;
  FixedPoint fixed;
  std::vector<std::uint64_t> full;  ///< worth of each facility without a decay

  Worth(const std::optional<Decay>& by_time, const std::vector<double>& sizes, double largest_sum)
      : decay(by_time), supply(sizes), fixed(largest_sum) {
    for (const double size : sizes) full.push_back(fixed.of(size));
  }
  [[nodiscard]] std::uint64_t operator()(std::uint32_t facility, Deciseconds time) const {
    return decay ? fixed.of(supply[facility] * (*decay)(time)) : full[facility];
  }
};

double largest_weight(const std::optional<Decay>& decay) {
  return decay ? std::max(1.0, decay->largest()) : 1.0;
}

}  // namespace

std::vector<double> opportunities(const network::RoadGraph& graph,
                                  std::span<const network::Snap> origins,
                                  std::span<const network::Snap> facilities,
                                  const OpportunitiesOptions& options) {
  const std::vector<double> supply = supply_of(options.supply, facilities.size());
  Deciseconds limit = core::to_deciseconds(options.limit, "limit");
  if (options.decay) limit = std::min(limit, options.decay->reach());
  const Worth worth(options.decay, supply, core::exact_sum(supply) * largest_weight(options.decay));
  const reach::PairsQuery query{.graph = graph,
                                .origins = origins,
                                .facilities = facilities,
                                .direction = options.direction,
                                .limit = limit,
                                .hierarchy = options.hierarchy,
                                .execution = options.execution};
  std::vector<std::uint64_t> sums(origins.size(), 0);
  std::mutex mutex;
  reach::search_pairs(query, [&](std::uint32_t source, std::span<const network::Door> found) {
    const std::lock_guard lock(mutex);  // short beside the search
    for (const network::Door& door : found) {
      if (query.from_facilities()) {
        sums[door.place] += worth(source, door.time);
      } else {
        sums[source] += worth(door.place, door.time);
      }
    }
  });
  std::vector<double> result(origins.size());
  for (std::size_t i = 0; i < origins.size(); ++i) {
    const bool known = origins[i].status == network::SnapStatus::kSnapped;
    result[i] = known ? worth.fixed.value(sums[i]) : std::nan("");
  }
  return result;
}

}  // namespace sozialraum::access
