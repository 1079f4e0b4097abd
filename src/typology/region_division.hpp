#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/random.hpp"
#include "sozialraum/typology/region_graph.hpp"
#include "typology/region_peel.hpp"
#include "typology/region_sums.hpp"

namespace sozialraum::typology {

/// A partition held as lists of members (ranks), changed a few regions at a time.
class RegionDivision {
 public:
  RegionDivision(const RankedAreas& areas, const RegionGraph& graph,
                 std::vector<std::vector<std::uint32_t>> members);

  [[nodiscard]] std::size_t count() const { return members_.size(); }
  [[nodiscard]] const std::vector<std::uint32_t>& labels() const { return label_; }

  /// Divides windows of neighbouring regions anew where one region more may fit; true if one did.
  bool squeeze(Peel& peel, core::RandomStream& dice, const core::Execution& execution);

  /// Joins the neighbouring regions whose union is most alike until so many are left.
  void join_until(std::size_t count);

  /// Joins pairs of neighbouring regions and cuts them elsewhere (along random trees of alike
  /// areas) while the sum of squares falls; true if any fell.
  bool recombine(core::RandomStream& dice, const core::Execution& execution);

  void take(std::span<const std::uint32_t> labels);

 private:
  [[nodiscard]] std::vector<std::uint32_t> neighbours(std::uint32_t region) const;
  bool squeeze_around(std::uint32_t region, Peel& peel, core::RandomStream& dice);
  bool recombine_pair(std::uint32_t a, std::uint32_t b, core::RandomStream& dice);
  void set(std::uint32_t region, std::vector<std::uint32_t> members);
  [[nodiscard]] double rise_of_union(std::uint32_t a, std::uint32_t b) const;

  const RankedAreas& areas_;
  const RegionGraph& graph_;
  std::vector<std::vector<std::uint32_t>> members_;
  std::vector<std::uint32_t> label_;  // of each rank
  std::vector<std::uint32_t> place_;  // of each rank in the union that is looked at
};

/// Parts that do not reach the floors join a region beside them, the least full one; a part without
/// any becomes a region of its own.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> with_leftovers(const RankedAreas& areas,
                                                                     const RegionGraph& graph,
                                                                     Peel::Outcome outcome);

}  // namespace sozialraum::typology
