#include "sozialraum/access/travel_time_weights.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/reach/travel_times.hpp"

namespace sozialraum::access {
namespace {

using core::Deciseconds;
using core::kUnreachable;

/// There, back, or both in half deciseconds, so that a mean is a whole number.
std::uint64_t doubled_time(Deciseconds there, Deciseconds back, BothWays both_ways) {
  constexpr std::uint64_t kNone = ~std::uint64_t{0};
  const bool one = there == kUnreachable || back == kUnreachable;
  switch (both_ways) {
    case BothWays::kThere:
      return there == kUnreachable ? kNone : 2 * std::uint64_t{there};
    case BothWays::kFaster:
      return there == kUnreachable && back == kUnreachable
                 ? kNone
                 : 2 * std::uint64_t{std::min(there, back)};
    case BothWays::kSlower:
      return one ? kNone : 2 * std::uint64_t{std::max(there, back)};
    case BothWays::kMean:
      return one ? kNone : std::uint64_t{there} + back;
  }
  return kNone;
}

/// Time from i to j; kUnreachable if the table has none.
Deciseconds between(const reach::TravelTimes& times, std::size_t i, std::uint32_t j) {
  const auto row = times.row(i);
  const auto entry =
      std::lower_bound(row.begin(), row.end(), j,
                       [](const reach::Reached& a, std::uint32_t b) { return a.facility < b; });
  return entry != row.end() && entry->facility == j ? entry->time : kUnreachable;
}

/// The table by columns: who reaches each place?
std::vector<std::vector<std::uint32_t>> who_reaches(const reach::TravelTimes& times) {
  std::vector<std::vector<std::uint32_t>> result(times.facility_count);
  for (std::uint32_t i = 0; i < times.origin_count(); ++i) {
    for (const reach::Reached& reached : times.row(i)) result[reached.facility].push_back(i);
  }
  return result;
}

struct Near {
  std::uint64_t doubled = 0;
  std::uint32_t area = 0;
};

}  // namespace

spatial::Weights travel_time_weights(const reach::PairSource& between_places,
                                     std::span<const core::AreaCode> codes,
                                     const TravelTimeWeightsOptions& options) {
  const std::size_t places = between_places.origin_count();
  if (between_places.facility_count() != places) {
    core::invalid_argument("pairs", fmt::format("are between {} origins and {} facilities; the "
                                                "same places were expected on both sides",
                                                places, between_places.facility_count()));
  }
  if (codes.size() != places) {
    core::invalid_argument("codes", fmt::format("are {} for {} places", codes.size(), places));
  }
  const std::uint64_t limit = 2 * std::uint64_t{core::to_deciseconds(options.limit, "limit")};
  // Of two ways with a mean within the limit one may take up to twice as long.
  const double searched = options.limit.value * (options.both_ways == BothWays::kMean ? 2.0 : 1.0);
  const reach::TravelTimes times = reach::travel_times(between_places, core::Minutes{searched});
  const auto reached_from = who_reaches(times);
  std::vector<std::vector<spatial::Neighbour>> rows(places);
  std::vector<Near> near;
  for (std::uint32_t i = 0; i < places; ++i) {
    near.clear();
    const auto offer = [&](std::uint32_t j, Deciseconds there, Deciseconds back) {
      const std::uint64_t doubled = doubled_time(there, back, options.both_ways);
      if (j != i && doubled <= limit) near.push_back({doubled, j});
    };
    for (const reach::Reached& reached : times.row(i)) {
      offer(reached.facility, reached.time, between(times, reached.facility, i));
    }
    for (const std::uint32_t j : reached_from[i]) {  // those from which there is only a way back
      if (between(times, i, j) == kUnreachable) offer(j, kUnreachable, between(times, j, i));
    }
    std::sort(near.begin(), near.end(), [&](const Near& a, const Near& b) {
      return std::tie(a.doubled, codes[a.area].text()) < std::tie(b.doubled, codes[b.area].text());
    });
    if (options.nearest > 0 && near.size() > options.nearest) near.resize(options.nearest);
    for (const Near& entry : near) {
      const double weight = options.decay(static_cast<Deciseconds>((entry.doubled + 1) / 2));
      if (weight > 0.0) rows[i].push_back({core::AreaId{entry.area}, weight});
    }
  }
  return {{codes.begin(), codes.end()}, std::move(rows)};
}

}  // namespace sozialraum::access
