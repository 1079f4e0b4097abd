#include "typology/blocks.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "typology/widest_vectors.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

SOZIALRAUM_INLINE void add_squares(const double* block, const double* centre, std::size_t columns,
                                   double* sum) {
  double acc[kLanes] = {};
  for (std::size_t j = 0; j < columns; ++j) {
    const double c = centre[j];
    for (std::size_t l = 0; l < kLanes; ++l) {
      const double gap = block[j * kLanes + l] - c;
      acc[l] += gap * gap;
    }
  }
  for (std::size_t l = 0; l < kLanes; ++l) sum[l] = acc[l];
}

SOZIALRAUM_WIDEST_VECTORS(void, nearest_kernel,
                          (const double* values, std::size_t blocks, std::size_t columns,
                           const double* centres, std::size_t types, std::uint32_t* nearest,
                           double* distance2),
                          (values, blocks, columns, centres, types, nearest, distance2), {
                            for (std::size_t b = 0; b < blocks; ++b) {
                              const double* block = values + b * columns * kLanes;
                              double best[kLanes];
                              double which[kLanes] = {};
                              add_squares(block, centres, columns, best);
                              for (std::size_t c = 1; c < types; ++c) {
                                double sum[kLanes];
                                add_squares(block, centres + c * columns, columns, sum);
                                const double number = static_cast<double>(c);
                                for (std::size_t l = 0; l < kLanes; ++l) {
                                  which[l] = sum[l] < best[l] ? number : which[l];
                                  best[l] = sum[l] < best[l] ? sum[l] : best[l];
                                }
                              }
                              for (std::size_t l = 0; l < kLanes; ++l) {
                                nearest[b * kLanes + l] =
                                    static_cast<std::uint32_t>(static_cast<std::int32_t>(which[l]));
                                distance2[b * kLanes + l] = best[l];
                              }
                            }
                          })

SOZIALRAUM_WIDEST_VECTORS(double, nearer_kernel,
                          (const double* values, std::size_t blocks, std::size_t columns,
                           const double* weights, const double* centre, const double* distance2,
                           double* nearer),
                          (values, blocks, columns, weights, centre, distance2, nearer), {
                            double total[kLanes] = {};
                            for (std::size_t b = 0; b < blocks; ++b) {
                              double least[kLanes];
                              double before[kLanes];
                              add_squares(values + b * columns * kLanes, centre, columns, least);
                              for (std::size_t l = 0; l < kLanes; ++l)
                                before[l] = distance2[b * kLanes + l];
                              for (std::size_t l = 0; l < kLanes; ++l) {
                                least[l] = least[l] < before[l] ? least[l] : before[l];
                                total[l] += weights[b * kLanes + l] * least[l];
                              }
                              for (std::size_t l = 0; l < kLanes; ++l)
                                nearer[b * kLanes + l] = least[l];
                            }
                            return std::accumulate(total, total + kLanes, 0.0);
                          })

SOZIALRAUM_WIDEST_VECTORS(
    void, transfer_kernel,
    (const double* values, std::size_t blocks, std::size_t columns, const double* weights,
     const double* centres, const double* type_weights, std::size_t types, const std::uint32_t* own,
     double* fall),
    (values, blocks, columns, weights, centres, type_weights, types, own, fall), {
      for (std::size_t b = 0; b < blocks; ++b) {
        const double* weight = weights + b * kLanes;
        double leave[kLanes] = {};
        double enter[kLanes];
        double own_type[kLanes];
        for (std::size_t l = 0; l < kLanes; ++l) {
          enter[l] = kInfinity;
          own_type[l] = static_cast<double>(static_cast<std::int32_t>(own[b * kLanes + l]));
        }
        for (std::size_t c = 0; c < types; ++c) {
          double sum[kLanes];
          add_squares(values + b * columns * kLanes, centres + c * columns, columns, sum);
          const double number = static_cast<double>(c);
          const double heavy = type_weights[c];
          for (std::size_t l = 0; l < kLanes; ++l) {
            const bool is_own = own_type[l] == number;
            const double rest = is_own ? heavy - weight[l] : heavy + weight[l];
            const double cost = sum[l] * weight[l] * heavy / rest;
            leave[l] = is_own ? (rest > 0.0 ? cost : 0.0) : leave[l];
            const double other = is_own ? kInfinity : cost;
            enter[l] = other < enter[l] ? other : enter[l];
          }
        }
        for (std::size_t l = 0; l < kLanes; ++l) fall[b * kLanes + l] = leave[l] - enter[l];
      }
    })

std::vector<std::size_t> by_code(const Points& points) {
  std::vector<std::size_t> order(points.areas());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](auto a, auto b) { return points.codes[a] < points.codes[b]; });
  return order;
}

}  // namespace

Blocks::Blocks(const Points& points)
    : rows(points.areas()), columns(points.columns()), area_of_rank(by_code(points)) {
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

void nearest_centres(const Blocks& blocks, std::span<const double> centres, std::uint32_t* nearest,
                     double* distance2) {
  nearest_kernel(blocks.values.data(), blocks.blocks(), blocks.columns, centres.data(),
                 centres.size() / blocks.columns, nearest, distance2);
}

double nearer_of(const Blocks& blocks, std::span<const double> centre, const double* distance2,
                 double* nearer) {
  return nearer_kernel(blocks.values.data(), blocks.blocks(), blocks.columns, blocks.weights.data(),
                       centre.data(), distance2, nearer);
}

void best_transfers(const Blocks& blocks, std::span<const double> centres,
                    std::span<const double> type_weights, const std::uint32_t* types,
                    double* fall) {
  transfer_kernel(blocks.values.data(), blocks.blocks(), blocks.columns, blocks.weights.data(),
                  centres.data(), type_weights.data(), type_weights.size(), types, fall);
}

}  // namespace sozialraum::typology
