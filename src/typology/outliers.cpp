#include "sozialraum/typology/outliers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <mutex>
#include <numeric>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/random.hpp"
#include "typology/best_start.hpp"
#include "typology/blocks.hpp"
#include "typology/items.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kMostSteps = 300;

/// One start, areas by rank.
class Start {
 public:
  Start(const Blocks& blocks, const OutlierOptions& options)
      : blocks_(blocks),
        options_(options),
        centres_(options.types * blocks.columns),
        nearest_(blocks.weights.size()),
        squares_(blocks.weights.size()),
        aside_(blocks.rows, false) {}

  void run(core::RandomStream random) {
    draw(random);
    for (std::size_t step = 0; step < kMostSteps; ++step) {
      options_.execution.advance();
      const std::vector<std::uint32_t> types = nearest_;
      const std::vector<bool> aside = aside_;
      nearest_centres(blocks_, centres_, nearest_.data(), squares_.data());
      set_aside();
      if (step > 0 && types == nearest_ && aside == aside_) break;
      move_centres();
    }
  }

  /// Infinite if a type has nobody.
  [[nodiscard]] double cost() const {
    std::vector<double> weights(options_.types, 0.0);
    double sum = 0.0;
    for (std::size_t r = 0; r < blocks_.rows; ++r) {
      if (aside_[r]) continue;
      weights[nearest_[r]] += blocks_.weights[r];
      sum += blocks_.weights[r] * squares_[r];
    }
    return std::ranges::min(weights) > 0.0 ? sum : kInfinity;
  }
  [[nodiscard]] const std::vector<std::uint32_t>& types() const { return nearest_; }
  [[nodiscard]] const std::vector<double>& squares() const { return squares_; }
  [[nodiscard]] const std::vector<bool>& aside() const { return aside_; }

 private:
  [[nodiscard]] std::span<double> centre(std::size_t type) {
    return std::span(centres_).subspan(type * blocks_.columns, blocks_.columns);
  }

  /// First centres by lot, with weight times the squared distance to the nearest one drawn so far.
  void draw(core::RandomStream& random) {
    std::vector<double> near(squares_.size(), 1.0);
    for (std::size_t c = 0; c < options_.types; ++c) {
      double total = 0.0;
      for (std::size_t r = 0; r < blocks_.rows; ++r) total += blocks_.weights[r] * near[r];
      double target = random.uniform() * total;
      std::size_t chosen = 0;
      for (std::size_t r = 0; r < blocks_.rows; ++r) {
        if (!(blocks_.weights[r] * near[r] > 0.0)) continue;
        chosen = r;
        target -= blocks_.weights[r] * near[r];
        if (target < 0.0) break;
      }
      blocks_.copy_row(chosen, centre(c));
      if (c == 0) std::ranges::fill(near, kInfinity);
      nearer_of(blocks_, centre(c), near.data(), near.data());
    }
  }

  /// The farthest, but none that is only as far as one that stays.
  void set_aside() {
    aside_.assign(blocks_.rows, false);
    if (options_.outliers == 0) return;
    std::vector<double> far(squares_.begin(),
                            squares_.begin() + static_cast<std::ptrdiff_t>(blocks_.rows));
    const auto first_to_stay = far.begin() + static_cast<std::ptrdiff_t>(options_.outliers);
    std::nth_element(far.begin(), first_to_stay, far.end(), std::greater<>{});
    const double limit = *first_to_stay;
    for (std::size_t r = 0; r < blocks_.rows; ++r) aside_[r] = squares_[r] > limit;
  }

  void move_centres() {
    std::vector<double> sums(centres_.size(), 0.0);
    std::vector<double> weights(options_.types, 0.0);
    for (std::size_t r = 0; r < blocks_.rows; ++r) {
      if (aside_[r]) continue;
      weights[nearest_[r]] += blocks_.weights[r];
      for (std::size_t j = 0; j < blocks_.columns; ++j) {
        sums[nearest_[r] * blocks_.columns + j] += blocks_.weights[r] * blocks_.at(r, j);
      }
    }
    for (std::size_t c = 0; c < options_.types; ++c) {
      if (!(weights[c] > 0.0)) continue;  // keeps its centre
      for (std::size_t j = 0; j < blocks_.columns; ++j) {
        centres_[c * blocks_.columns + j] = sums[c * blocks_.columns + j] / weights[c];
      }
    }
  }

  const Blocks& blocks_;
  const OutlierOptions& options_;
  std::vector<double> centres_;
  std::vector<std::uint32_t> nearest_;
  std::vector<double> squares_;
  std::vector<bool> aside_;
};

struct Best {
  double cost = kInfinity;
  std::size_t number = 0;
  std::vector<std::uint32_t> types{};
  std::vector<double> squares{};
  std::vector<bool> aside{};
};

Best best_of_starts(const Blocks& blocks, const OutlierOptions& options,
                    std::vector<double>& costs) {
  costs.assign(options.starts, kInfinity);
  Best best;
  std::mutex mutex;
  options.execution.expect(options.starts);
  core::parallel_for(options.starts, 1, options.execution, [&](std::size_t s, std::size_t) {
    Start start(blocks, options);
    start.run(core::RandomStream(options.seed, "outlier start", s));
    costs[s] = start.cost();
    options.execution.advance(1);
    const std::scoped_lock lock(mutex);
    if (costs[s] > best.cost || (costs[s] == best.cost && s > best.number)) return;
    if (costs[s] < kInfinity) best = {costs[s], s, start.types(), start.squares(), start.aside()};
  });
  return best;
}

void require_options(const Points& points, const OutlierOptions& options) {
  if (options.types < 1) {
    core::invalid_argument("types", "is 0; at least one type is needed", "choose k = 2 or more");
  }
  if (options.starts < 1) core::invalid_argument("starts", "is 0; at least one start is needed");
  require_valid(points);
  if (options.outliers >= points.areas()) {
    core::invalid_argument(
        "outliers", fmt::format("is {}; there are {} areas", options.outliers, points.areas()));
  }
  require_distinct_areas(items_of(points, {}, {}), options.types + options.outliers);
}

Clustering clustering_of(const Points& points, const std::vector<std::size_t>& kept,
                         std::span<const std::uint32_t> types, std::size_t count) {
  std::vector<core::AreaCode> codes;
  std::vector<double> values;
  std::vector<double> weights;
  for (const std::size_t area : kept) {
    codes.push_back(points.codes[area]);
    values.insert(values.end(), points.row(area).begin(), points.row(area).end());
    if (!points.weights.empty()) weights.push_back(points.weights[area]);
  }
  const Points part{
      .codes = codes, .values = values, .indicators = points.indicators, .weights = weights};
  return describe_partition(part, number_types(part, types, count), count);
}

void judge_starts(std::vector<double> costs, double least, Clustering& result) {
  const std::size_t reached = reached_best(costs, least);
  const std::size_t starts = costs.size();
  result.start_inertia = std::move(costs);
  result.share_of_best = static_cast<double>(reached) / static_cast<double>(starts);
  std::ranges::move(best_reached_once(reached, starts), std::back_inserter(result.findings));
}

}  // namespace

OutlierClustering kmeans_with_outliers(const Points& points, const OutlierOptions& options) {
  require_options(points, options);
  const Blocks blocks(points);
  std::vector<double> costs;
  const Best best = best_of_starts(blocks, options, costs);
  if (best.types.empty()) {
    core::invalid_argument("starts", "found no partition in which every type has people",
                           "make more starts, or fewer types or outliers");
  }
  OutlierClustering result;
  result.distance.resize(blocks.rows);
  std::vector<std::uint32_t> type_of(blocks.rows);
  std::vector<std::size_t> aside;  // ranks
  for (std::size_t r = 0; r < blocks.rows; ++r) {
    result.distance[blocks.area_of_rank[r]] = std::sqrt(best.squares[r]);
    type_of[blocks.area_of_rank[r]] = best.types[r];
    if (best.aside[r]) aside.push_back(r);
  }
  std::ranges::stable_sort(aside, std::greater<>{}, [&](std::size_t r) { return best.squares[r]; });
  std::vector<bool> is_aside(blocks.rows, false);
  for (const std::size_t rank : aside) {
    result.outliers.push_back(blocks.area_of_rank[rank]);
    is_aside[blocks.area_of_rank[rank]] = true;
  }
  std::vector<std::uint32_t> types;
  for (std::size_t area = 0; area < blocks.rows; ++area) {
    if (is_aside[area]) continue;
    result.kept.push_back(area);
    types.push_back(type_of[area]);
  }
  result.clustering = clustering_of(points, result.kept, types, options.types);
  result.clustering.findings = scale_doubts(points);
  judge_starts(std::move(costs), best.cost, result.clustering);
  return result;
}

}  // namespace sozialraum::typology
