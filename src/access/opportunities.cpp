#include "sozialraum/access/opportunities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>

#include "access/fixed_point.hpp"
#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/finding.hpp"

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

Opportunities opportunities(const reach::PairSource& source, const OpportunitiesOptions& options) {
  const std::vector<double> supply = supply_of(options.supply, source.facility_count());
  const Deciseconds limit =
      options.decay ? std::min(source.limit(), options.decay->reach()) : source.limit();
  const Worth worth(options.decay, supply, core::exact_sum(supply) * largest_weight(options.decay));
  const std::size_t origins = source.origin_count();
  std::vector<std::uint64_t> sums(origins, 0);
  std::vector<bool> reached(origins, false);
  std::mutex mutex;
  source.search(limit, [&](std::uint32_t place, std::span<const network::Door> found) {
    const std::lock_guard lock(mutex);  // short beside the search
    for (const network::Door& door : found) {
      const std::uint32_t origin = source.by_facility() ? door.place : place;
      const std::uint32_t facility = source.by_facility() ? place : door.place;
      sums[origin] += worth(facility, door.time);
      reached[origin] = true;
    }
  });
  Opportunities result{.standing = reach::standings(source, reached),
                       .findings = source.findings()};
  for (std::size_t i = 0; i < origins; ++i) {
    const bool known = !core::is_off_network(result.standing[i]);
    result.value.push_back(known ? worth.fixed.value(sums[i]) : std::nan(""));
  }
  return result;
}

}  // namespace sozialraum::access
