#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"

namespace sozialraum::typology {

/// Two areas of a cluster and what joining them costs.
struct ClusterLink {
  std::uint32_t one = 0;
  std::uint32_t other = 0;
  double cost = 0.0;
};

/// Areas below a floor that hang together, numbered in the order of their codes.
struct FloorCluster {
  std::vector<ClusterLink> links{};  ///< each once
  std::vector<double> to_rest{};     ///< per area: cheapest link to one that carries; else infinite
  std::vector<double> counts{};      ///< areas x floors
  std::span<const double> floors{};

  [[nodiscard]] std::size_t areas() const { return to_rest.size(); }
};

/// Areas that form a unit, or join what carries.
struct ClusterGroup {
  std::vector<std::uint32_t> areas{};
  bool joins_rest = false;
};

struct ClusterDivision {
  std::vector<ClusterGroup> groups{};
  std::size_t most_units = 0;
  bool proven = false;
};

/// The links of a group that hold it together at the least cost (Kruskal 1956); ties by number.
[[nodiscard]] std::vector<ClusterLink> cheapest_tree(std::vector<ClusterLink> links);

/// Can every area get into a unit that carries?
[[nodiscard]] bool can_carry(const FloorCluster& cluster);

/// REQUIRES can_carry(cluster).
[[nodiscard]] ClusterDivision divide(const FloorCluster& cluster, std::uint64_t exact_steps,
                                     const core::Execution& execution);

}  // namespace sozialraum::typology
