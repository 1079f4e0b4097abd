#include "sozialraum/typology/bootstrap_stability.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/random.hpp"
#include "sozialraum/typology/kmeans.hpp"
#include "sozialraum/typology/matching.hpp"

namespace sozialraum::typology {
namespace {

/// People of each area in the sample: as often as it was drawn.
std::vector<double> sample(const Points& points, const BootstrapOptions& options,
                           std::size_t number) {
  std::vector<std::size_t> order(points.areas());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](auto a, auto b) { return points.codes[a] < points.codes[b]; });
  core::RandomStream random(options.seed, "bootstrap of areas", number);
  std::vector<double> weights(points.areas(), 0.0);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::size_t area = order[random.below(order.size())];
    weights[area] += points.weight(area);
  }
  return weights;
}

/// Nothing if the sample holds fewer different areas than types, or a column without differences.
std::optional<Clustering> typed(const Points& drawn, std::size_t types,
                                const BootstrapOptions& options) {
  try {
    return kmeans(drawn, {.types = types,
                          .starts = options.starts,
                          .more_starts = false,
                          .seed = options.seed,
                          .execution = {.threads = 1, .progress = options.execution.progress}});
  } catch (const core::InvalidInput&) {
    return std::nullopt;
  }
}

/// Of every type the largest Jaccard similarity with a type of the sample, on the areas drawn.
std::vector<double> similarities(std::span<const std::uint32_t> own,
                                 std::span<const std::uint32_t> other, std::size_t count,
                                 std::span<const double> weights) {
  const std::vector<double> common = overlap(own, other, count, weights);
  std::vector<double> best(count, 0.0);
  for (std::size_t a = 0; a < count; ++a) {
    for (std::size_t b = 0; b < count; ++b) {
      double both = 0.0;
      for (std::size_t c = 0; c < count; ++c) both += common[a * count + c] + common[c * count + b];
      const double all = both - common[a * count + b];
      if (all > 0.0) best[a] = std::max(best[a], common[a * count + b] / all);
    }
  }
  return best;
}

}  // namespace

BootstrapStability bootstrap_stability(const Points& points, const Clustering& clustering,
                                       const BootstrapOptions& options) {
  if (options.samples < 1) core::invalid_argument("samples", "is 0; at least one is needed");
  if (options.starts < 1) core::invalid_argument("starts", "is 0; at least one start is needed");
  require_valid(points);
  const std::size_t count = clustering.type_count();
  require_types(points, clustering.types, count);
  std::vector<std::vector<double>> found(options.samples);
  options.execution.expect(options.samples);
  core::parallel_for(options.samples, 1, options.execution, [&](std::size_t s, std::size_t) {
    const std::vector<double> weights = sample(points, options, s);
    Points drawn = points;
    drawn.weights = weights;
    const auto other = typed(drawn, count, options);
    if (other) found[s] = similarities(clustering.types, other->types, count, weights);
    options.execution.advance(1);
  });
  BootstrapStability result{.jaccard = std::vector<double>(count, 0.0),
                            .dissolved = std::vector<double>(count, 0.0)};
  for (const std::vector<double>& one : found) {
    if (one.empty()) continue;
    ++result.samples;
    for (std::size_t type = 0; type < count; ++type) {
      result.jaccard[type] += one[type];
      if (one[type] <= 0.5) result.dissolved[type] += 1.0;
    }
  }
  const double samples = result.samples > 0 ? static_cast<double>(result.samples)
                                            : std::numeric_limits<double>::quiet_NaN();
  for (std::size_t type = 0; type < count; ++type) {
    result.jaccard[type] /= samples;
    result.dissolved[type] /= samples;
    result.mean += result.jaccard[type] / static_cast<double>(count);
  }
  result.least = std::ranges::min(result.jaccard);
  return result;
}

}  // namespace sozialraum::typology
