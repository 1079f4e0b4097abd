#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "siting/gain_table.hpp"
#include "sozialraum/core/execution.hpp"

namespace sozialraum::siting {

/// Which sites give people most? The common core of p-median and maximal covering.
struct SiteTask {
  std::vector<std::uint32_t> existing{};  ///< open in every choice
  std::size_t new_sites = 1;
  std::vector<double> capacity{};  ///< one entry a candidate, empty = no limit
  std::size_t solutions = 1;
  /// A listed solution's gain is at most `slack_share * |slack_base - best gain|` below the best.
  double slack_share = 0.0;
  double slack_base = 0.0;
  std::uint64_t passes = 0;
  core::Execution execution{};
};

struct SiteChoice {
  double gain = 0.0;
  std::vector<std::uint32_t> sites{};  ///< by candidate number
};

struct SiteChoices {
  std::vector<SiteChoice> choices;  ///< most gain first, then by the numbers of the sites
  double bound = 0.0;               ///< no choice gains more
  bool proven = false;
  bool complete = false;
  std::uint64_t passes = 0;
};

/// Greedy, interchange, Lagrangian bound, branch and bound: see p_median in siting.hpp. Candidates
/// are numbered in the order that breaks ties.
[[nodiscard]] SiteChoices search_sites(const GainTable& gains, const SiteTask& task);

}  // namespace sozialraum::siting
