#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "typology/distance_kernel.hpp"

namespace sozialraum::typology {

/// Rows one after the other, in an order that does not depend on that of the input. A view: what it
/// shows must outlive it.
struct RankedRows {
  std::span<const double> values{};             ///< rows x columns
  std::span<const std::size_t> area_of_rank{};  ///< which row has the rank; empty: rows by rank
  std::span<const double> weights{};            ///< by rank
  std::size_t columns = 0;

  [[nodiscard]] std::size_t size() const { return weights.size(); }
  [[nodiscard]] std::span<const double> row(std::size_t rank) const {
    const std::size_t at = area_of_rank.empty() ? rank : area_of_rank[rank];
    return values.subspan(at * columns, columns);
  }
};

/// Some rows at a time as the kernels want them: blocks of kLanes, the last one filled up with
/// copies of its last row and weight 0. The rows must outlive it.
class RowPack {
 public:
  static constexpr std::size_t kMost = 256;  ///< rows at a time: they stay in the nearest cache

  explicit RowPack(const RankedRows& rows);

  /// REQUIRES 1 to kMost ranks. What is shown holds until the next call.
  [[nodiscard]] RowBlocks of(std::span<const std::uint32_t> ranks);
  /// The rows from rank `first` on, kMost or as many as there are.
  [[nodiscard]] RowBlocks from(std::size_t first);

 private:
  template <class RankOf>
  RowBlocks pack(std::size_t count, RankOf rank_of);

  const RankedRows& rows_;
  std::vector<double> values_;
  std::vector<double> weights_;
};

}  // namespace sozialraum::typology
