#include "typology/blocks.hpp"

#include <algorithm>

#include "typology/code_order.hpp"

namespace sozialraum::typology {
Blocks::Blocks(const Points& points)
    : rows(points.areas()), columns(points.columns()), area_of_rank(areas_by_code(points)) {
  const std::size_t padded = (rows + kLanes - 1) / kLanes * kLanes;
  weights.assign(padded, 0.0);
  values.resize(padded * columns);
  for (std::size_t r = 0; r < padded; ++r) {
    const std::size_t area = area_of_rank[std::min(r, rows - 1)];
    if (r < rows) weights[r] = points.weight(area);
    for (std::size_t j = 0; j < columns; ++j) {
      values[(r / kLanes * columns + j) * kLanes + r % kLanes] = points.row(area)[j];
    }
  }
}

Blocks::Blocks(std::size_t rows_wanted, std::size_t columns_wanted)
    : rows(rows_wanted), columns(columns_wanted) {
  weights.assign((rows + kLanes - 1) / kLanes * kLanes, 0.0);
  values.assign(weights.size() * columns, 0.0);
}

RowBlocks Blocks::rows_for_kernels() const {
  return {
      .values = values.data(), .blocks = blocks(), .columns = columns, .weights = weights.data()};
}

void nearest_centres(const Blocks& blocks, std::span<const double> centres, std::uint32_t* nearest,
                     double* distance2) {
  nearest_of_rows(blocks.rows_for_kernels(),
                  {.values = centres.data(), .count = centres.size() / blocks.columns}, nearest,
                  distance2);
}

double nearer_of(const Blocks& blocks, std::span<const double> centre, const double* distance2,
                 double* nearer) {
  return nearer_of_rows(blocks.rows_for_kernels(), centre.data(), distance2, nearer);
}

}  // namespace sozialraum::typology
