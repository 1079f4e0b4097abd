#pragma once

#include <cstdint>
#include <vector>

#include "sozialraum/reach/travel_times.hpp"

namespace sozialraum::test {

/// A table of minutes, a row an origin; a negative entry means out of reach.
inline reach::TravelTimes times_table(const std::vector<std::vector<double>>& minutes) {
  reach::TravelTimes times;
  times.facility_count = minutes.empty() ? 0 : minutes[0].size();
  for (const auto& row : minutes) {
    for (std::uint32_t j = 0; j < row.size(); ++j) {
      if (row[j] < 0) continue;
      times.pairs.push_back({j, core::to_deciseconds(core::Minutes{row[j]})});
    }
    times.begin.push_back(times.pairs.size());
    times.origin_on_network.push_back(true);
  }
  return times;
}

}  // namespace sozialraum::test
