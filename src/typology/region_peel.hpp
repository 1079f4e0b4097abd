#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "sozialraum/typology/region_graph.hpp"
#include "typology/region_sums.hpp"

namespace sozialraum::typology {

/// Regions that just reach their floors, peeled off the rim of a part of the map one by one.
class Peel {
 public:
  Peel(const RankedAreas& areas, const RegionGraph& graph);

  struct Outcome {
    std::vector<std::vector<std::uint32_t>> regions{};    ///< all reach their floors
    std::vector<std::vector<std::uint32_t>> leftovers{};  ///< parts that do not, and hang together
  };

  /// `dice` decides between equally good areas; `likeness` from 0 (just reach the floors) to 1
  /// (rather alike areas).
  Outcome peel(std::span<const std::uint32_t> ranks, core::RandomStream& dice, double likeness);

 private:
  void open(std::span<const std::uint32_t> ranks, core::RandomStream& dice);
  void close(std::uint32_t rank);
  [[nodiscard]] std::uint32_t next_seed();
  bool grow(std::uint32_t seed, double likeness, std::vector<std::uint32_t>& region);
  [[nodiscard]] std::uint32_t choose(std::span<const std::uint32_t> frontier, double likeness);
  [[nodiscard]] double excess_with(std::uint32_t rank);
  void absorb_remnants(std::vector<std::uint32_t>& region);
  bool can_stand(std::uint32_t rank, std::vector<std::uint32_t>& part);
  void add(std::uint32_t rank, std::vector<std::uint32_t>& region);

  const RankedAreas& areas_;
  const RegionGraph& graph_;
  std::vector<bool> open_;
  std::vector<std::uint32_t> degree_;  // open neighbours
  std::vector<double> noise_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t stamp_ = 0;
  std::vector<std::uint32_t> rim_;  // open areas beside the last region, where the next may begin
  std::vector<std::pair<std::uint32_t, std::uint32_t>> seeds_;  // a heap of (open neighbours, rank)
  std::vector<double> sums_;                                    // of the region that grows
  std::vector<double> with_;
  std::vector<double> centre_;
};

}  // namespace sozialraum::typology
