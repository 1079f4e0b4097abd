#include "sozialraum/typology/validity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/random.hpp"
#include "typology/blocks.hpp"
#include "typology/distance_kernel.hpp"

namespace sozialraum::typology {
namespace {

void require_judgeable(const Points& points, const Clustering& clustering) {
  require_valid(points);
  require_types(points, clustering.types, clustering.type_count());
  const std::size_t types = clustering.type_count();
  if (types >= 2 && types < points.areas()) return;
  throw core::InvalidInput(
      {.code = "types_out_of_range",
       .severity = core::Severity::kWarning,
       .message = fmt::format("a partition of {} areas into {} types cannot be judged: it needs at "
                              "least 2 types and fewer types than areas",
                              points.areas(), types),
       .place = {.argument = "types"}});
}

/// The areas sorted by type and code, each type filled up to whole blocks: 8 areas at once, all of
/// one type.
struct TypeBlocks {
  std::vector<std::size_t> first_block{};  // of each type, and the end
  std::vector<double> values{};
  std::vector<double> weights{};     // 0 for filling
  std::vector<std::size_t> place{};  // of each area
};

TypeBlocks by_type(const Points& points, const Clustering& clustering) {
  const std::size_t columns = points.columns();
  std::vector<std::size_t> order(points.areas());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](auto a, auto b) { return points.codes[a] < points.codes[b]; });
  TypeBlocks result;
  result.place.resize(points.areas());
  std::size_t blocks = 0;
  std::vector<std::size_t> next;
  for (const std::size_t size : clustering.sizes) {
    result.first_block.push_back(blocks);
    next.push_back(blocks * kLanes);
    blocks += (size + kLanes - 1) / kLanes;
  }
  result.first_block.push_back(blocks);
  result.values.assign(blocks * kLanes * columns, 0.0);
  result.weights.assign(blocks * kLanes, 0.0);
  for (const std::size_t area : order) {
    const std::size_t place = next[clustering.types[area]]++;
    result.place[area] = place;
    result.weights[place] = points.weight(area);
    for (std::size_t j = 0; j < columns; ++j) {
      result.values[(place / kLanes * columns + j) * kLanes + place % kLanes] = points.row(area)[j];
    }
  }
  return result;
}

double width_of(std::size_t area, const Points& points, const Clustering& clustering,
                const TypeBlocks& blocks) {
  const std::uint32_t own = clustering.types[area];
  const double others = clustering.weights[own] - points.weight(area);
  if (clustering.sizes[own] == 1 || !(others > 0.0)) return 0.0;
  double inside = 0.0;
  double outside = std::numeric_limits<double>::infinity();
  for (std::size_t type = 0; type < clustering.type_count(); ++type) {
    if (!(clustering.weights[type] > 0.0)) continue;
    const std::size_t begin = blocks.first_block[type];
    const double sum =
        sum_of_distances({.values = &blocks.values[begin * kLanes * points.columns()],
                          .blocks = blocks.first_block[type + 1] - begin,
                          .columns = points.columns(),
                          .weights = &blocks.weights[begin * kLanes]},
                         points.row(area).data());
    if (type == own) {
      inside = sum / others;
    } else {
      outside = std::min(outside, sum / clustering.weights[type]);
    }
  }
  const double larger = std::max(inside, outside);
  return larger > 0.0 && std::isfinite(larger) ? (outside - inside) / larger : 0.0;
}

void fill_means(const Points& points, Silhouette& result) {
  std::vector<std::size_t> order(points.areas());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](auto a, auto b) { return points.codes[a] < points.codes[b]; });
  double weights = 0.0;
  for (const std::size_t area : order) {
    result.mean += result.width[area];
    result.weighted_mean += points.weight(area) * result.width[area];
    weights += points.weight(area);
  }
  result.mean /= static_cast<double>(points.areas());
  result.weighted_mean /= weights;
}

double distance(std::span<const double> a, std::span<const double> b) {
  double sum = 0.0;
  for (std::size_t j = 0; j < a.size(); ++j) sum += (a[j] - b[j]) * (a[j] - b[j]);
  return std::sqrt(sum);
}

/// Weighted mean distance of each type's areas to its centre; 0 for a type without weight.
std::vector<double> scatter(const Points& points, const Clustering& clustering) {
  const Blocks blocks(points);
  std::vector<double> result(clustering.type_count(), 0.0);
  for (const std::size_t area : blocks.area_of_rank) {
    const std::uint32_t type = clustering.types[area];
    result[type] += points.weight(area) * distance(points.row(area), clustering.centre(type));
  }
  for (std::size_t type = 0; type < result.size(); ++type) {
    if (clustering.weights[type] > 0.0) result[type] /= clustering.weights[type];
  }
  return result;
}

/// So many areas, drawn by their codes and in the order of the draw.
std::vector<std::size_t> drawn_by_code(const Points& points, std::size_t count) {
  std::vector<std::pair<double, std::size_t>> lots;
  for (std::size_t i = 0; i < points.areas(); ++i) {
    core::RandomStream random(1, "silhouette sample", points.codes[i].text());
    lots.emplace_back(random.uniform(), i);
  }
  const auto end = lots.begin() + static_cast<std::ptrdiff_t>(count);
  std::ranges::nth_element(lots, end);
  std::ranges::sort(lots.begin(), end);
  std::vector<std::size_t> areas;
  for (auto it = lots.begin(); it != end; ++it) areas.push_back(it->second);
  return areas;
}

/// Weighted mean square of each type around its centre, times its weight.
std::vector<double> squares_of_types(const Points& points, const Clustering& clustering) {
  const Blocks blocks(points);
  std::vector<double> result(clustering.type_count(), 0.0);
  for (const std::size_t area : blocks.area_of_rank) {
    const std::uint32_t type = clustering.types[area];
    const double far = distance(points.row(area), clustering.centre(type));
    result[type] += points.weight(area) * far * far;
  }
  return result;
}

double squared_width(std::size_t area, const Points& points, const Clustering& clustering,
                     std::span<const double> squares) {
  const std::uint32_t own = clustering.types[area];
  const double others = clustering.weights[own] - points.weight(area);
  if (clustering.sizes[own] == 1 || !(others > 0.0)) return 0.0;
  double inside = 0.0;
  double outside = std::numeric_limits<double>::infinity();
  for (std::size_t type = 0; type < clustering.type_count(); ++type) {
    const double weight = clustering.weights[type];
    if (!(weight > 0.0)) continue;
    const double far = distance(points.row(area), clustering.centre(type));
    const double sum = weight * far * far + squares[type];
    if (type == own) {
      inside = sum / others;
    } else {
      outside = std::min(outside, sum / weight);
    }
  }
  const double larger = std::max(inside, outside);
  return larger > 0.0 && std::isfinite(larger) ? (outside - inside) / larger : 0.0;
}

struct Extremes {
  double between = std::numeric_limits<double>::infinity();
  double within = 0.0;
};

/// Of the squared distances of some areas to all of lower rank.
Extremes extremes_of(const Blocks& blocks, std::span<const std::uint32_t> types, std::size_t begin,
                     std::size_t end) {
  Extremes found;
  std::vector<double> centre(blocks.columns);
  std::vector<double> squares(blocks.weights.size());
  const std::vector<double> far(squares.size(), std::numeric_limits<double>::infinity());
  for (std::size_t a = begin; a < end; ++a) {
    blocks.copy_row(a, centre);
    nearer_of(blocks, centre, far.data(), squares.data());
    for (std::size_t b = 0; b < a; ++b) {
      if (types[a] == types[b]) {
        found.within = std::max(found.within, squares[b]);
      } else {
        found.between = std::min(found.between, squares[b]);
      }
    }
  }
  return found;
}

}  // namespace

Silhouette squared_silhouette(const Points& points, const Clustering& clustering) {
  require_judgeable(points, clustering);
  const Clustering own = describe_partition(points, clustering.types, clustering.type_count());
  const std::vector<double> squares = squares_of_types(points, own);
  Silhouette result;
  for (std::size_t area = 0; area < points.areas(); ++area) {
    result.width.push_back(squared_width(area, points, own, squares));
  }
  fill_means(points, result);
  return result;
}

double dunn(const Points& points, const Clustering& clustering, const core::Execution& execution) {
  constexpr std::size_t kMostAreas = 20'000;
  constexpr std::size_t kChunk = 128;
  require_judgeable(points, clustering);
  if (points.areas() > kMostAreas) return std::numeric_limits<double>::quiet_NaN();
  const Blocks blocks(points);
  std::vector<std::uint32_t> types;
  for (const std::size_t area : blocks.area_of_rank) types.push_back(clustering.types[area]);
  std::vector<Extremes> parts((blocks.rows + kChunk - 1) / kChunk);
  core::parallel_for(blocks.rows, kChunk, execution, [&](std::size_t begin, std::size_t end) {
    parts[begin / kChunk] = extremes_of(blocks, types, begin, end);
  });
  Extremes all;
  for (const Extremes& part : parts) {
    all.between = std::min(all.between, part.between);
    all.within = std::max(all.within, part.within);
  }
  return all.within > 0.0 ? std::sqrt(all.between) / std::sqrt(all.within)
                          : std::numeric_limits<double>::infinity();
}

Silhouette silhouette(const Points& points, const Clustering& clustering,
                      const core::Execution& execution) {
  require_judgeable(points, clustering);
  const TypeBlocks blocks = by_type(points, clustering);
  Silhouette result;
  result.width.resize(points.areas());
  execution.expect(points.areas());
  core::parallel_for(points.areas(), 64, execution, [&](std::size_t begin, std::size_t end) {
    for (std::size_t area = begin; area < end; ++area) {
      result.width[area] = width_of(area, points, clustering, blocks);
    }
    execution.advance(end - begin);
  });
  fill_means(points, result);
  return result;
}

SilhouetteMeans silhouette_means(const Points& points, const Clustering& clustering,
                                 const SilhouetteOptions& options) {
  if (points.areas() <= options.exact_up_to || points.areas() <= options.sample) {
    const Silhouette exact = silhouette(points, clustering, options.execution);
    return {exact.mean, exact.weighted_mean, points.areas()};
  }
  require_judgeable(points, clustering);
  const TypeBlocks blocks = by_type(points, clustering);
  const std::vector<std::size_t> drawn = drawn_by_code(points, options.sample);
  std::vector<double> width(drawn.size());
  options.execution.expect(drawn.size());
  core::parallel_for(drawn.size(), 16, options.execution, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      width[i] = width_of(drawn[i], points, clustering, blocks);
    }
    options.execution.advance(end - begin);
  });
  double sum = 0.0;
  double weighted = 0.0;
  double weights = 0.0;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    sum += width[i];
    weighted += points.weight(drawn[i]) * width[i];
    weights += points.weight(drawn[i]);
  }
  return {sum / static_cast<double>(drawn.size()), weights > 0.0 ? weighted / weights : 0.0,
          drawn.size()};
}

double total_sum_of_squares(const Points& points) {
  const std::vector<std::uint32_t> one_type(points.areas(), 0);
  return describe_partition(points, one_type, 1).inertia;
}

double calinski_harabasz(const Points& points, const Clustering& clustering) {
  require_judgeable(points, clustering);
  const double within = clustering.inertia;
  const double between = total_sum_of_squares(points) - within;
  const auto types = static_cast<double>(clustering.type_count());
  const auto areas = static_cast<double>(points.areas());
  if (within == 0.0) return std::numeric_limits<double>::infinity();
  return between / (types - 1.0) / (within / (areas - types));
}

double davies_bouldin(const Points& points, const Clustering& clustering) {
  require_judgeable(points, clustering);
  const std::vector<double> spread = scatter(points, clustering);
  double sum = 0.0;
  for (std::size_t i = 0; i < spread.size(); ++i) {
    double worst = 0.0;
    for (std::size_t j = 0; j < spread.size(); ++j) {
      if (i == j) continue;
      const double apart = distance(clustering.centre(i), clustering.centre(j));
      worst = std::max(worst, (spread[i] + spread[j]) / apart);
    }
    sum += worst;
  }
  return sum / static_cast<double>(spread.size());
}

}  // namespace sozialraum::typology
