#pragma once

#include <cstdint>
#include <vector>

#include "sozialraum/reach/table_pairs.hpp"

namespace sozialraum::test {

/// A table of minutes, a row an origin; a negative entry means out of reach.
inline reach::TravelTimes travel_times_of(const std::vector<std::vector<double>>& minutes) {
  reach::TravelTimes times;
  times.facility_count = minutes.empty() ? 0 : minutes[0].size();
  for (const auto& row : minutes) {
    for (std::uint32_t j = 0; j < row.size(); ++j) {
      if (row[j] < 0) continue;
      times.pairs.push_back({j, core::to_deciseconds(core::Minutes{row[j]})});
    }
    times.begin.push_back(times.pairs.size());
    const bool reached = times.begin.back() > times.begin[times.begin.size() - 2];
    times.standing.push_back(reached ? core::Standing::kOnNetwork : core::Standing::kBeyondLimit);
  }
  return times;
}

/// The same as the pairs that a question takes.
inline reach::TablePairs times_table(const std::vector<std::vector<double>>& minutes,
                                     const reach::TablePairsOptions& options = {}) {
  return reach::TablePairs(travel_times_of(minutes), options);
}

}  // namespace sozialraum::test
