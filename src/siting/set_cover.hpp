#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"

namespace sozialraum::siting {

/// Which few candidates cover every row? Candidates are numbered in the order that breaks ties.
struct CoverTask {
  std::size_t candidates = 0;
  std::vector<std::vector<std::uint32_t>> rows{};  ///< who covers a row; rising, never empty
  std::vector<std::uint32_t> existing{};           ///< open in every cover
  std::size_t at_most = 0;                         ///< a cover may have so many sites
  std::size_t solutions = 1;
  bool any = false;  ///< any cover of at most so many sites will do
  std::uint64_t passes = 0;
  core::Execution execution{};
};

struct Covers {
  std::vector<std::vector<std::uint32_t>> covers;  ///< smallest ones, by the numbers of the sites
  std::size_t bound = 0;  ///< no cover has fewer sites; above at_most if none is small enough
  bool proven = false;    ///< the first cover is a smallest one, or there is none
  bool complete = false;  ///< and no other cover of that size is missing, if the list is not full
  std::uint64_t passes = 0;
};

/// Set covering by reduction (row dominance; column dominance where one answer suffices), dual
/// bound and branching on the row that has fewest candidates left.
[[nodiscard]] Covers smallest_covers(const CoverTask& task);

}  // namespace sozialraum::siting
