#include "typology/ranked_rows.hpp"

#include <algorithm>
#include <cassert>

namespace sozialraum::typology {

RowPack::RowPack(const RankedRows& rows)
    : rows_(rows), values_(kMost * rows.columns), weights_(kMost) {}

template <class RankOf>
RowBlocks RowPack::pack(std::size_t count, RankOf rank_of) {
  assert(count > 0 && count <= kMost);
  const std::size_t columns = rows_.columns;
  const std::size_t blocks = (count + kLanes - 1) / kLanes;
  for (std::size_t b = 0; b < blocks; ++b) {
    const double* from[kLanes];
    for (std::size_t l = 0; l < kLanes; ++l) {
      const std::size_t i = b * kLanes + l;
      const std::size_t rank = rank_of(std::min(i, count - 1));
      from[l] = rows_.row(rank).data();
      weights_[i] = i < count ? rows_.weights[rank] : 0.0;
    }
    double* to = &values_[b * kLanes * columns];
    for (std::size_t j = 0; j < columns; ++j) {
      for (std::size_t l = 0; l < kLanes; ++l) to[j * kLanes + l] = from[l][j];
    }
  }
  return {
      .values = values_.data(), .blocks = blocks, .columns = columns, .weights = weights_.data()};
}

RowBlocks RowPack::of(std::span<const std::uint32_t> ranks) {
  return pack(ranks.size(), [&](std::size_t i) { return std::size_t{ranks[i]}; });
}

RowBlocks RowPack::from(std::size_t first) {
  return pack(std::min(kMost, rows_.size() - first), [&](std::size_t i) { return first + i; });
}

}  // namespace sozialraum::typology
