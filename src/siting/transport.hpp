#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "siting/gain_table.hpp"

namespace sozialraum::siting {

/// So many people of a row go to an open site.
struct Sent {
  std::uint32_t row = 0;
  std::uint32_t site = 0;  ///< the candidate
  double people = 0.0;
};

struct Transport {
  double gain = 0.0;
  std::vector<Sent> sent;  ///< by row, then site; who finds no room is in none
};

/// Who goes where if the open sites have room for so many people only?
///
/// The transportation problem, solved exactly by shortest augmenting paths among the sites:
/// everybody starts at the best site, and what is too much moves on by the chain of moves that
/// costs least (Jewell 1958; Busacker & Gowen 1960). `capacity` has one entry a candidate.
/// O(moves x sites^2 + entries log entries).
[[nodiscard]] Transport send_people(const GainTable& gains, std::span<const std::uint32_t> sites,
                                    std::span<const double> capacity);

}  // namespace sozialraum::siting
