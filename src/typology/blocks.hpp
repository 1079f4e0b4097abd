#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/typology/points.hpp"
#include "typology/distance_kernel.hpp"

namespace sozialraum::typology {

/// The areas sorted by code, laid out so that the compiler can treat eight areas at once.
///
/// Value j of the row with rank r stands at values[(r / 8 * columns + j) * 8 + r % 8]. Sorting
/// makes every result independent of the caller's row order. The last block is filled up with
/// copies of its last row and weight 0.
struct Blocks {
  explicit Blocks(const Points& points);
  /// Room for rows yet to be filled, all 0 and of weight 0.
  Blocks(std::size_t rows, std::size_t columns);

  [[nodiscard]] std::size_t blocks() const { return weights.size() / kLanes; }
  [[nodiscard]] double at(std::size_t rank, std::size_t column) const {
    return values[(rank / kLanes * columns + column) * kLanes + rank % kLanes];
  }
  void copy_row(std::size_t rank, std::span<double> out) const {
    for (std::size_t j = 0; j < columns; ++j) out[j] = at(rank, j);
  }

  [[nodiscard]] RowBlocks rows_for_kernels() const;

  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<std::size_t> area_of_rank{};
  std::vector<double> values{};
  std::vector<double> weights{};  ///< padded to a multiple of 8 with zeros
};

/// The nearest of the centres (types x columns) for every row: its number and squared distance.
/// The first of equally near ones.
void nearest_centres(const Blocks& blocks, std::span<const double> centres, std::uint32_t* nearest,
                     double* distance2);

/// min(distance2, squared distance to the centre) for every row; returns the weighted sum.
double nearer_of(const Blocks& blocks, std::span<const double> centre, const double* distance2,
                 double* nearer);

}  // namespace sozialraum::typology
