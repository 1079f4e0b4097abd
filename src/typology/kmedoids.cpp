#include "sozialraum/typology/kmedoids.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <mutex>
#include <numeric>
#include <set>

#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/random.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "typology/best_start.hpp"
#include "typology/blocks.hpp"
#include "typology/items.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// An exchange must win more than rounding can feign.
constexpr double kRealFall = 1e-12;
/// Up to so many areas all distances are kept: 32 MiB.
constexpr std::size_t kFewAreas = 2048;
/// Rows of distances that are made at once where they are not kept.
constexpr std::size_t kBatch = 64;

/// The distances of one area to all, areas by rank (in the order of their codes).
using FillRow = std::function<void(std::size_t rank, std::span<double> row)>;

/// Rows of distances, kept or made anew.
class Rows {
 public:
  Rows(std::size_t count, FillRow fill, const core::Execution& execution)
      : count_(count), fill_(std::move(fill)), execution_(execution) {
    if (kept()) table_ = made(0, count_);
  }

  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] bool kept() const { return count_ <= kFewAreas; }

  void copy(std::size_t rank, std::span<double> row) const {
    if (!kept()) return fill_(rank, row);
    std::copy_n(table_.begin() + static_cast<std::ptrdiff_t>(rank * count_), count_, row.begin());
  }

  /// Row by row from `begin` on, in `buffer` unless they are kept.
  [[nodiscard]] std::span<const double> batch(std::size_t begin, std::size_t end,
                                              std::vector<double>& buffer) const {
    if (kept()) return std::span(table_).subspan(begin * count_, (end - begin) * count_);
    buffer = made(begin, end);
    return buffer;
  }

 private:
  [[nodiscard]] std::vector<double> made(std::size_t begin, std::size_t end) const {
    std::vector<double> rows((end - begin) * count_);
    core::parallel_for(end - begin, 8, execution_, [&](std::size_t from, std::size_t to) {
      for (std::size_t i = from; i < to; ++i) {
        fill_(begin + i, std::span(rows).subspan(i * count_, count_));
      }
    });
    return rows;
  }

  std::size_t count_;
  FillRow fill_;
  const core::Execution& execution_;
  std::vector<double> table_{};
};

/// One start: examples, and for every area the nearest and second nearest of them.
class Start {
 public:
  Start(const Rows& rows, std::span<const double> weights, std::size_t types)
      : rows_(rows),
        weights_(weights),
        count_(rows.count()),
        types_(types),
        medoids_(types),
        to_medoid_(types * count_),
        nearest_(count_),
        second_(count_) {}

  void run(core::RandomStream random, bool build, const core::Execution& execution) {
    if (build) {
      build_up();
    } else {
      draw(random);
    }
    for (std::size_t i = 0; i < count_; ++i) find_nearest(i);
    exchange(execution);
  }

  [[nodiscard]] double cost() const {
    double sum = 0.0;
    for (std::size_t i = 0; i < count_; ++i) sum += weights_[i] * distance(i);
    return sum;
  }
  [[nodiscard]] const std::vector<std::uint32_t>& types() const { return nearest_; }
  [[nodiscard]] const std::vector<std::size_t>& medoids() const { return medoids_; }
  [[nodiscard]] double distance(std::size_t i) const { return to(nearest_[i], i); }

 private:
  [[nodiscard]] double to(std::size_t type, std::size_t i) const {
    return to_medoid_[type * count_ + i];
  }
  [[nodiscard]] std::span<double> row_of(std::size_t type) {
    return std::span(to_medoid_).subspan(type * count_, count_);
  }

  void set_medoid(std::size_t type, std::size_t rank) {
    medoids_[type] = rank;
    rows_.copy(rank, row_of(type));
  }

  /// By lot, with weight times the distance to the nearest one drawn so far.
  void draw(core::RandomStream& random) {
    std::vector<double> near(count_, 1.0);
    for (std::size_t c = 0; c < types_; ++c) {
      double total = 0.0;
      for (std::size_t i = 0; i < count_; ++i) total += weights_[i] * near[i];
      double target = random.uniform() * total;
      std::size_t chosen = 0;
      for (std::size_t i = 0; i < count_; ++i) {
        if (!(weights_[i] * near[i] > 0.0)) continue;
        chosen = i;
        target -= weights_[i] * near[i];
        if (target < 0.0) break;
      }
      set_medoid(c, chosen);
      for (std::size_t i = 0; i < count_; ++i) {
        near[i] = c == 0 ? to(c, i) : std::min(near[i], to(c, i));
      }
    }
  }

  /// PAM's BUILD: always the area that lowers the sum most.
  void build_up() {
    std::vector<double> near(count_, kInfinity);
    std::vector<double> row(count_);
    for (std::size_t c = 0; c < types_; ++c) {
      double least = kInfinity;
      std::size_t best = 0;
      for (std::size_t candidate = 0; candidate < count_; ++candidate) {
        rows_.copy(candidate, row);
        double sum = 0.0;
        for (std::size_t i = 0; i < count_; ++i) sum += weights_[i] * std::min(near[i], row[i]);
        if (sum < least) {
          least = sum;
          best = candidate;
        }
      }
      set_medoid(c, best);
      for (std::size_t i = 0; i < count_; ++i) near[i] = std::min(near[i], to(c, i));
    }
  }

  void find_nearest(std::size_t i) {
    std::uint32_t first = 0;
    std::uint32_t second = UINT32_MAX;
    for (std::uint32_t c = 1; c < types_; ++c) {
      if (nearer(c, first, i)) {
        second = first;
        first = c;
      } else if (second == UINT32_MAX || nearer(c, second, i)) {
        second = c;
      }
    }
    nearest_[i] = first;
    second_[i] = second;
  }

  [[nodiscard]] bool nearer(std::size_t a, std::size_t b, std::size_t i) const {
    return to(a, i) != to(b, i) ? to(a, i) < to(b, i) : medoids_[a] < medoids_[b];
  }

  [[nodiscard]] double second_distance(std::size_t i) const {
    return types_ == 1 ? kInfinity : to(second_[i], i);
  }

  /// What the sum rises by if an example goes and nothing comes for it.
  void losses(std::vector<double>& loss) const {
    loss.assign(types_, 0.0);
    if (types_ == 1) return;
    for (std::size_t i = 0; i < count_; ++i) {
      loss[nearest_[i]] += weights_[i] * (second_distance(i) - distance(i));
    }
  }

  void exchange(const core::Execution& execution) {
    std::vector<double> loss;
    std::vector<double> buffer;
    losses(loss);
    double enough = kRealFall * cost();
    std::size_t since = 0;  // candidates without an exchange
    while (since < count_) {
      for (std::size_t begin = 0; begin < count_ && since < count_; begin += kBatch) {
        execution.advance();
        const std::size_t end = std::min(count_, begin + kBatch);
        const std::span<const double> rows = rows_.batch(begin, end, buffer);
        for (std::size_t candidate = begin; candidate < end && since < count_; ++candidate) {
          const auto row = rows.subspan((candidate - begin) * count_, count_);
          ++since;
          if (std::ranges::find(medoids_, candidate) != medoids_.end()) continue;
          if (!try_exchange(candidate, row, loss, enough)) continue;
          since = 0;
          losses(loss);
          enough = kRealFall * cost();
        }
      }
    }
  }

  /// Judges the candidate against all examples in one pass.
  bool try_exchange(std::size_t candidate, std::span<const double> row,
                    const std::vector<double>& loss, double enough) {
    std::vector<double> change = loss;
    double shared = 0.0;
    for (std::size_t i = 0; i < count_; ++i) {
      const double first = distance(i);
      if (types_ == 1) {
        change[0] += weights_[i] * (row[i] - first);
      } else if (row[i] < first) {
        shared += weights_[i] * (row[i] - first);
        change[nearest_[i]] += weights_[i] * (first - second_distance(i));
      } else if (row[i] < second_distance(i)) {
        change[nearest_[i]] += weights_[i] * (row[i] - second_distance(i));
      }
    }
    const auto best = static_cast<std::size_t>(std::ranges::min_element(change) - change.begin());
    if (!(change[best] + shared < -enough)) return false;
    medoids_[best] = candidate;
    std::ranges::copy(row, row_of(best).begin());
    for (std::size_t i = 0; i < count_; ++i) {
      const bool touched =
          nearest_[i] == best || second_[i] == best || row[i] <= second_distance(i);
      if (touched) find_nearest(i);
    }
    return true;
  }

  const Rows& rows_;
  std::span<const double> weights_;
  std::size_t count_;
  std::size_t types_;
  std::vector<std::size_t> medoids_;  // ranks
  std::vector<double> to_medoid_;     // types x areas
  std::vector<std::uint32_t> nearest_;
  std::vector<std::uint32_t> second_;
};

struct Best {
  double cost = kInfinity;
  std::size_t start = 0;
  std::vector<std::uint32_t> types{};  // by rank
  std::vector<std::size_t> medoids{};  // ranks
  std::vector<double> distance{};
};

Best best_of_starts(const Rows& rows, std::span<const double> weights,
                    const KMedoidsOptions& options, std::vector<double>& costs) {
  costs.assign(options.starts, 0.0);
  Best best;
  std::mutex mutex;
  options.execution.expect(options.starts);
  // Where rows are kept the starts share the threads, else the rows of one start do.
  const std::size_t chunk = rows.kept() ? 1 : options.starts;
  core::parallel_for(options.starts, chunk, options.execution,
                     [&](std::size_t begin, std::size_t end) {
                       for (std::size_t s = begin; s < end; ++s) {
                         Start start(rows, weights, options.types);
                         start.run(core::RandomStream(options.seed, "medoid start", s),
                                   s == 0 && rows.kept(), options.execution);
                         costs[s] = start.cost();
                         options.execution.advance(1);
                         const std::scoped_lock lock(mutex);
                         if (costs[s] > best.cost || (costs[s] == best.cost && s > best.start))
                           continue;
                         best = {costs[s], s, start.types(), start.medoids(), {}};
                         for (std::size_t i = 0; i < rows.count(); ++i)
                           best.distance.push_back(start.distance(i));
                       }
                     });
  return best;
}

void require_options(const KMedoidsOptions& options) {
  if (options.types < 1) {
    core::invalid_argument("types", "is 0; at least one type is needed", "choose k = 2 or more");
  }
  if (options.starts < 1) core::invalid_argument("starts", "is 0; at least one start is needed");
}

std::vector<std::size_t> by_code(std::span<const core::AreaCode> codes) {
  std::vector<std::size_t> order(codes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](auto a, auto b) { return codes[a] < codes[b]; });
  return order;
}

Medoids in_input_order(const Points& named, std::span<const std::size_t> area_of_rank,
                       const Best& best, std::size_t types) {
  const std::size_t count = area_of_rank.size();
  Medoids result;
  std::vector<std::uint32_t> plain(count);
  result.distance.resize(count);
  for (std::size_t r = 0; r < count; ++r) {
    plain[area_of_rank[r]] = best.types[r];
    result.distance[area_of_rank[r]] = best.distance[r];
  }
  result.types = number_types(named, plain, types);
  result.medoids.resize(types);
  for (const std::size_t rank : best.medoids) {
    const std::size_t area = area_of_rank[rank];
    result.medoids[result.types[area]] = area;
  }
  result.cost = best.cost;
  return result;
}

void judge_starts(std::vector<double> costs, Medoids& result) {
  const std::size_t reached = reached_best(costs, result.cost);
  const std::size_t starts = costs.size();
  result.start_cost = std::move(costs);
  result.share_of_best = static_cast<double>(reached) / static_cast<double>(starts);
  std::ranges::move(best_reached_once(reached, starts), std::back_inserter(result.findings));
}

/// Codes and weights, enough to number types.
Points names_of(const DistanceTable& table) {
  return {.codes = table.codes, .weights = table.weights};
}

[[noreturn]] void refuse(std::string code, std::string message, std::string argument,
                         std::vector<std::string> areas = {}) {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = std::move(argument)},
                            .areas = std::move(areas)});
}

void require_names(const DistanceTable& table) {
  const std::size_t count = table.codes.size();
  if (count == 0) refuse("no_areas", "there is no area to type", "distances");
  if (table.values.size() != count * count) {
    refuse("length_mismatch",
           fmt::format("{} distances between {} areas", table.values.size(), count), "distances");
  }
  std::set<std::string> known;
  for (const core::AreaCode& code : table.codes) {
    if (known.insert(code.text()).second) continue;
    refuse("duplicate_key", fmt::format("the area '{}' is there twice", code.text()), "distances",
           {code.text()});
  }
}

void require_weights(const DistanceTable& table) {
  if (table.weights.empty()) return;
  if (table.weights.size() != table.codes.size()) {
    refuse("length_mismatch",
           fmt::format("{} weights for {} areas", table.weights.size(), table.codes.size()),
           "weights");
  }
  const auto good = [](double w) { return w >= 0.0 && w <= 1e18; };
  if (!std::ranges::all_of(table.weights, good)) {
    refuse("negative_weight", "a weight is negative, not a number or beyond 1e18", "weights");
  }
  if (std::ranges::max(table.weights) == 0.0)
    refuse("no_weight", "all weights are zero", "weights");
}

void require_distances(const DistanceTable& table) {
  const std::size_t count = table.codes.size();
  for (std::size_t a = 0; a < count; ++a) {
    for (std::size_t b = 0; b <= a; ++b) {
      const double there = table.values[a * count + b];
      const double back = table.values[b * count + a];
      const std::string& one = table.codes[a].text();
      const std::string& other = table.codes[b].text();
      if (!std::isfinite(there) || !std::isfinite(back)) {
        refuse("missing_values", fmt::format("no distance between '{}' and '{}'", one, other),
               "distances", {one, other});
      }
      const bool same = std::abs(there - back) <= 1e-9 * std::max(1.0, std::abs(there));
      if (there < 0.0 || !same || (a == b && there != 0.0)) {
        refuse("bad_distance",
               fmt::format("the distance between '{}' and '{}' is {} and back {}", one, other,
                           there, back),
               "distances", {one, other});
      }
    }
  }
}

/// Areas that differ from all before them and have weight.
std::size_t distinct_in(const DistanceTable& table) {
  const std::size_t count = table.codes.size();
  std::size_t distinct = 0;
  for (std::size_t a = 0; a < count; ++a) {
    if (!table.weights.empty() && table.weights[a] == 0.0) continue;
    bool fresh = true;
    for (std::size_t b = 0; b < a && fresh; ++b) {
      const bool counts = table.weights.empty() || table.weights[b] > 0.0;
      fresh = !counts || table.values[a * count + b] > 0.0;
    }
    if (fresh) ++distinct;
  }
  return distinct;
}

}  // namespace

Medoids kmedoids(const Points& points, const KMedoidsOptions& options) {
  require_options(options);
  require_valid(points);
  require_distinct_areas(items_of(points, {}, {}), options.types);
  const Blocks blocks(points);
  const std::vector<double> far(blocks.weights.size(), kInfinity);
  const FillRow fill = [&](std::size_t rank, std::span<double> row) {
    std::vector<double> centre(blocks.columns);
    std::vector<double> squares(blocks.weights.size());
    blocks.copy_row(rank, centre);
    nearer_of(blocks, centre, far.data(), squares.data());
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = std::sqrt(squares[i]);
  };
  const Rows rows(blocks.rows, fill, options.execution);
  std::vector<double> costs;
  const auto weights = std::span(blocks.weights).first(blocks.rows);
  const Best best = best_of_starts(rows, weights, options, costs);
  Medoids result = in_input_order(points, blocks.area_of_rank, best, options.types);
  result.findings = scale_doubts(points);
  judge_starts(std::move(costs), result);
  return result;
}

Medoids kmedoids(const DistanceTable& distances, const KMedoidsOptions& options) {
  require_options(options);
  require_names(distances);
  require_weights(distances);
  require_distances(distances);
  const std::size_t distinct = distinct_in(distances);
  if (distinct < options.types) {
    refuse("fewer_areas_than_types",
           fmt::format("{} types are wanted, but only {} areas differ and have weight",
                       options.types, distinct),
           "types");
  }
  const std::size_t count = distances.codes.size();
  const std::vector<std::size_t> order = by_code(distances.codes);
  const FillRow fill = [&](std::size_t rank, std::span<double> row) {
    for (std::size_t i = 0; i < count; ++i)
      row[i] = distances.values[order[rank] * count + order[i]];
  };
  std::vector<double> weights;
  for (const std::size_t area : order) {
    weights.push_back(distances.weights.empty() ? 1.0 : distances.weights[area]);
  }
  const Rows rows(count, fill, options.execution);
  std::vector<double> costs;
  const Best best = best_of_starts(rows, weights, options, costs);
  Medoids result = in_input_order(names_of(distances), order, best, options.types);
  judge_starts(std::move(costs), result);
  return result;
}

}  // namespace sozialraum::typology
