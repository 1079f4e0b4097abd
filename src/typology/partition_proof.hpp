#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "typology/bounded_search.hpp"

namespace sozialraum::typology {

/// The most items whose partitions are looked into.
inline constexpr std::size_t kMostItemsToProve = 60;

struct Proof {
  std::vector<std::uint32_t> types{};  ///< of the items; empty if nothing is known
  double cost = std::numeric_limits<double>::infinity();
  double bound = -std::numeric_limits<double>::infinity();  ///< nothing that keeps all costs less
  bool proven = false;                                      ///< nothing costs less than `cost`
  bool impossible = false;                                  ///< nothing keeps all
  std::uint64_t looked_at = 0;
};

struct ProofOptions {
  std::uint64_t nodes = 0;  ///< sets of items that may be looked at
  core::Execution execution{};
};

/// The partition of least cost that keeps all ranges and links, with its proof.
///
/// Column generation (du Merle, Hansen, Jaumard and Mladenović 2000): a partition is a choice of
/// groups; the linear program over groups gives prizes, a search through the groups the least cost
/// less prizes and with it a bound; where the bound lies below the best partition known, all groups
/// that could be part of a better one are listed (Baldacci, Christofides and Mingozzi 2008) and put
/// together in every way. `known` are partitions to begin with, that keep all.
/// REQUIRES at most kMostItemsToProve items.
[[nodiscard]] Proof prove_partition(const Task& task,
                                    std::span<const std::vector<std::uint32_t>> known,
                                    const ProofOptions& options);

}  // namespace sozialraum::typology
