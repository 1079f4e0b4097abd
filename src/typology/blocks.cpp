#include "typology/blocks.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "typology/widest_vectors.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

SOZIALRAUM_WIDEST_VECTORS(void, nearest_kernel,
                          (const double* values, std::size_t blocks, std::size_t columns,
                           const double* centres, std::size_t types, std::uint32_t* nearest,
                           double* distance2),
                          (values, blocks, columns, centres, types, nearest, distance2), {
                            for (std::size_t b = 0; b < blocks; ++b) {
                              const double* block = values + b * columns * kLanes;
                              Eight best;
                              Eight which{Four{}, Four{}};
                              squares(block, centres, columns, best);
                              for (std::size_t c = 1; c < types; ++c) {
                                Eight sum;
                                squares(block, centres + c * columns, columns, sum);
                                const Four number = Four{} + static_cast<double>(c);
                                which.low = sum.low < best.low ? number : which.low;
                                which.high = sum.high < best.high ? number : which.high;
                                best.low = sum.low < best.low ? sum.low : best.low;
                                best.high = sum.high < best.high ? sum.high : best.high;
                              }
                              store(best, distance2 + b * kLanes);
                              double numbers[kLanes];
                              store(which, numbers);
                              for (std::size_t l = 0; l < kLanes; ++l) {
                                nearest[b * kLanes + l] = static_cast<std::uint32_t>(
                                    static_cast<std::int32_t>(numbers[l]));
                              }
                            }
                          })

SOZIALRAUM_WIDEST_VECTORS(double, nearer_kernel,
                          (const double* values, std::size_t blocks, std::size_t columns,
                           const double* weights, const double* centre, const double* distance2,
                           double* nearer),
                          (values, blocks, columns, weights, centre, distance2, nearer), {
                            Eight total{Four{}, Four{}};
                            for (std::size_t b = 0; b < blocks; ++b) {
                              Eight least;
                              Eight before;
                              Eight weight;
                              squares(values + b * columns * kLanes, centre, columns, least);
                              load(distance2 + b * kLanes, before);
                              load(weights + b * kLanes, weight);
                              least.low = least.low < before.low ? least.low : before.low;
                              least.high = least.high < before.high ? least.high : before.high;
                              total.low += weight.low * least.low;
                              total.high += weight.high * least.high;
                              store(least, nearer + b * kLanes);
                            }
                            double sums[kLanes];
                            store(total, sums);
                            return std::accumulate(sums, sums + kLanes, 0.0);
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
        for (double& cost : enter) cost = kInfinity;
        for (std::size_t c = 0; c < types; ++c) {
          Eight sum;
          squares(values + b * columns * kLanes, centres + c * columns, columns, sum);
          double distance2[kLanes];
          store(sum, distance2);
          const double heavy = type_weights[c];
          for (std::size_t l = 0; l < kLanes; ++l) {
            const bool is_own = own[b * kLanes + l] == c;
            const double rest = is_own ? heavy - weight[l] : heavy + weight[l];
            const double cost = distance2[l] * weight[l] * heavy / rest;
            if (is_own) {
              leave[l] = rest > 0.0 ? cost : 0.0;
            } else if (cost < enter[l]) {
              enter[l] = cost;
            }
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
