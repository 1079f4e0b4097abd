#include "typology/starts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>

#include "hwy/cache_control.h"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/random.hpp"
#include "typology/near_bounds.hpp"

namespace sozialraum::typology {
namespace {

/// A single move must win more than rounding can feign, or areas would wander for ever.
constexpr double kRealFall = 1e-12;

/// One start: owns its working memory, which is used again for the next start of the same chunk.
class Start {
 public:
  Start(const RankedRows& rows, const CoarseRows& coarse, std::size_t types)
      : rows_(rows),
        columns_(rows.columns),
        types_(types),
        centres_(types * columns_),
        sums_(types * columns_),
        type_weights_(types),
        changed_types_(types),
        own_(coarse.padded()),
        next_(coarse.padded()),
        bounds_(rows, coarse),
        pack_(rows),
        distance2_(coarse.padded()),
        scratch_(coarse.padded()) {}

  void run(core::RandomStream random, const core::Execution& execution) {
    draw_centres(random);
    assign_all();
    enough_ = kRealFall * sum_of_squares();
    do {
      lloyd(execution);
    } while (move_single_areas(execution));
    inertia_ = sum_of_squares();
  }

  [[nodiscard]] double inertia() const { return inertia_; }
  [[nodiscard]] const std::vector<std::uint32_t>& types() const { return own_; }

 private:
  [[nodiscard]] std::span<double> centre(std::size_t type) {
    return std::span(centres_).subspan(type * columns_, columns_);
  }

  // ---- first centres: greedy k-means++ ----

  [[nodiscard]] std::size_t draw(core::RandomStream& random, const std::vector<double>& distance2) {
    double total = 0.0;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      total += rows_.weights[r] * distance2[r];
      scratch_[r] = total;
    }
    return pick(random.uniform() * total);
  }

  /// The first rank whose running total in scratch_ exceeds the target.
  [[nodiscard]] std::size_t pick(double target) const {
    const auto end = scratch_.begin() + static_cast<std::ptrdiff_t>(rows_.size());
    const auto at = std::upper_bound(scratch_.begin(), end, target);
    if (at != end) return static_cast<std::size_t>(at - scratch_.begin());
    // Rounding put the target at the total itself: the last row with a share of it.
    return static_cast<std::size_t>(std::lower_bound(scratch_.begin(), end, *(end - 1)) -
                                    scratch_.begin());
  }

  void draw_centres(core::RandomStream& random) {
    std::fill(distance2_.begin(), distance2_.end(), 1.0);
    std::ranges::copy(rows_.row(draw(random, distance2_)), centre(0).begin());
    std::fill(distance2_.begin(), distance2_.end(), std::numeric_limits<double>::infinity());
    for (std::size_t from = 0; from < rows_.size(); from += RowPack::kMost) {
      nearer_of_rows(pack_.from(from), centre(0).data(), &distance2_[from], &distance2_[from]);
    }
    const std::size_t trials =
        std::min(kMostAtOnce, 2 + static_cast<std::size_t>(std::log(static_cast<double>(types_))));
    for (std::size_t c = 1; c < types_; ++c) draw_next_centre(random, c, trials);
  }

  /// Of some rows drawn by their distance the one that leaves the least sum of squares.
  void draw_next_centre(core::RandomStream& random, std::size_t c, std::size_t trials) {
    std::vector<std::size_t> candidates{draw(random, distance2_)};
    const double total = scratch_[rows_.size() - 1];
    while (candidates.size() < trials) candidates.push_back(pick(random.uniform() * total));
    trial_centres_.clear();
    for (const std::size_t candidate : candidates) {
      const auto row = rows_.row(candidate);
      trial_centres_.insert(trial_centres_.end(), row.begin(), row.end());
    }
    const std::vector<double> rest = squares_left(trials);
    const auto best = static_cast<std::size_t>(std::ranges::min_element(rest) - rest.begin());
    std::ranges::copy(rows_.row(candidates[best]), centre(c).begin());
    std::swap(distance2_, trial_distance2_[best]);
  }

  /// The weighted sum of squares with each of the trial centres; distances go to their lists.
  [[nodiscard]] std::vector<double> squares_left(std::size_t trials) {
    trial_distance2_.resize(trials, std::vector<double>(distance2_.size()));
    std::vector<double*> nearer(trials);
    std::vector<double> lanes(trials * kLanes, 0.0);
    for (std::size_t from = 0; from < rows_.size(); from += RowPack::kMost) {
      for (std::size_t t = 0; t < trials; ++t) nearer[t] = &trial_distance2_[t][from];
      nearer_of_rows(pack_.from(from), {.values = trial_centres_.data(), .count = trials},
                     &distance2_[from], nearer.data(), lanes.data());
    }
    std::vector<double> rest;
    for (std::size_t t = 0; t < trials; ++t) {
      double sum = 0.0;
      for (std::size_t l = 0; l < kLanes; ++l) sum += lanes[t * kLanes + l];
      rest.push_back(sum);
    }
    return rest;
  }

  // ---- Lloyd's steps ----

  void assign_all() {
    bounds_.look_at_all(centres_, own_.data());
    std::ranges::fill(changed_types_, 1);
    sum_members();
    centres_from_sums();
  }

  void lloyd(const core::Execution& execution) {
    while (true) {
      execution.advance();
      if (!take_over(bounds_.look(centres_, own_, next_.data()))) return;
      centres_from_sums();
    }
  }

  /// Moves those rows to next_ and updates the sums of the types that changed.
  [[nodiscard]] bool take_over(std::span<const std::uint32_t> ranks) {
    changed_.clear();
    for (const std::uint32_t r : ranks) {
      if (own_[r] != next_[r]) changed_.push_back(r);
    }
    constexpr std::size_t kAhead = 8;  // rows lie apart: the memory is asked for them in advance
    for (std::size_t i = 0; i < changed_.size(); ++i) {
      if (i + kAhead < changed_.size()) prefetch(changed_[i + kAhead]);
      move(changed_[i], next_[changed_[i]]);
    }
    return !changed_.empty();
  }

  void prefetch(std::size_t rank) const {
    const std::span<const double> row = rows_.row(rank);
    constexpr std::size_t kLine = 64 / sizeof(double);
    for (std::size_t j = 0; j < columns_; j += kLine) hwy::Prefetch(&row[j]);
    hwy::Prefetch(&row[columns_ - 1]);
  }

  void move(std::size_t rank, std::uint32_t type) {
    const double weight = rows_.weights[rank];
    const double* row = rows_.row(rank).data();
    double* from = &sums_[own_[rank] * columns_];
    double* to = &sums_[type * columns_];
    for (std::size_t j = 0; j < columns_; ++j) {
      const double part = weight * row[j];
      from[j] -= part;
      to[j] += part;
    }
    type_weights_[own_[rank]] -= weight;
    type_weights_[type] += weight;
    changed_types_[own_[rank]] = 1;
    changed_types_[type] = 1;
    own_[rank] = type;
  }

  /// Afresh, so that no rounding of the moves before remains. A type that no area has left or
  /// joined since has its sums already.
  void sum_members() {
    for (std::size_t c = 0; c < types_; ++c) {
      if (changed_types_[c] == 0) continue;
      std::fill_n(&sums_[c * columns_], columns_, 0.0);
      type_weights_[c] = 0.0;
    }
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (changed_types_[own_[r]] == 0) continue;
      const double weight = rows_.weights[r];
      type_weights_[own_[r]] += weight;
      const double* row = rows_.row(r).data();
      double* sum = &sums_[own_[r] * columns_];
      for (std::size_t j = 0; j < columns_; ++j) sum[j] += weight * row[j];
    }
    std::ranges::fill(changed_types_, 0);
  }

  /// A type that has lost all its weight keeps its centre; the single moves fill it again.
  void centres_from_sums() {
    for (std::size_t c = 0; c < types_; ++c) {
      if (!(type_weights_[c] > 0.0)) continue;
      for (std::size_t j = 0; j < columns_; ++j) {
        centres_[c * columns_ + j] = sums_[c * columns_ + j] / type_weights_[c];
      }
    }
  }

  // ---- single moves ----

  /// Moves areas whose move makes the sum of squares fall; false if there is none.
  [[nodiscard]] bool move_single_areas(const core::Execution& execution) {
    execution.advance();
    sum_members();
    centres_from_sums();
    const auto ranks = bounds_.look_for_transfers(
        {.values = centres_.data(), .count = types_, .weights = type_weights_.data()}, own_,
        falls_);
    bool moved = false;
    for (std::size_t i = 0; i < ranks.size(); ++i) {
      if (falls_[i] > enough_) moved = try_move(ranks[i]) || moved;
    }
    return moved;
  }

  /// The moves before may have shifted the centres: asks again before moving.
  [[nodiscard]] bool try_move(std::size_t rank) {
    const std::uint32_t own = own_[rank];
    const double weight = rows_.weights[rank];
    const double rest = type_weights_[own] - weight;
    if (!(rest > 0.0)) return false;
    double least = weight * type_weights_[own] / rest * distance2_to(rank, own) - enough_;
    std::uint32_t best = own;
    for (std::uint32_t c = 0; c < types_; ++c) {
      if (c == own) continue;
      const double heavy = type_weights_[c];
      const double cost = weight * heavy / (heavy + weight) * distance2_to(rank, c);
      if (cost < least) {
        least = cost;
        best = c;
      }
    }
    if (best == own) return false;
    move(rank, best);
    bounds_.forget(rank);
    for (const std::uint32_t c : {own, best}) {
      for (std::size_t j = 0; j < columns_; ++j) {
        centres_[c * columns_ + j] = sums_[c * columns_ + j] / type_weights_[c];
      }
    }
    return true;
  }

  [[nodiscard]] double distance2_to(std::size_t rank, std::size_t type) const {
    const double* row = rows_.row(rank).data();
    const double* middle = &centres_[type * columns_];
    double sum = 0.0;
    for (std::size_t j = 0; j < columns_; ++j) {
      const double gap = row[j] - middle[j];
      sum += gap * gap;
    }
    return sum;
  }

  [[nodiscard]] double sum_of_squares() const {
    double sum = 0.0;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      sum += rows_.weights[r] * distance2_to(r, own_[r]);
    }
    return sum;
  }

  const RankedRows& rows_;
  std::size_t columns_;
  std::size_t types_;
  std::vector<double> centres_;
  std::vector<double> sums_;
  std::vector<double> type_weights_;
  std::vector<std::uint8_t> changed_types_;  ///< since the last sum_members()
  std::vector<std::uint32_t> own_;
  std::vector<std::uint32_t> next_;
  NearBounds bounds_;
  RowPack pack_;
  std::vector<std::uint32_t> changed_{};
  std::vector<double> falls_{};
  std::vector<double> distance2_;
  std::vector<double> scratch_;
  std::vector<double> trial_centres_{};
  std::vector<std::vector<double>> trial_distance2_{};
  double enough_ = 0.0;  ///< what a single move must win
  double inertia_ = 0.0;
};

void offer(const Start& start, std::size_t number, Best& best) {
  if (start.inertia() > best.inertia) return;
  if (start.inertia() == best.inertia && number > best.number) return;
  best = {start.inertia(), number, start.types()};
}

/// Counts areas that differ from one another and have weight, up to `enough`.
std::size_t distinct_areas(const RankedRows& rows, std::size_t enough) {
  std::vector<std::size_t> found;
  for (std::size_t r = 0; r < rows.size() && found.size() < enough; ++r) {
    if (rows.weights[r] == 0.0) continue;
    const auto same = [&](std::size_t f) { return std::ranges::equal(rows.row(f), rows.row(r)); };
    if (std::ranges::none_of(found, same)) found.push_back(r);
  }
  return found.size();
}

/// Rows of blocks one after the other.
std::vector<double> row_by_row(const Blocks& blocks) {
  std::vector<double> values(blocks.rows * blocks.columns);
  for (std::size_t r = 0; r < blocks.rows; ++r) {
    blocks.copy_row(r, std::span(values).subspan(r * blocks.columns, blocks.columns));
  }
  return values;
}

RankedRows ranked(const Blocks& blocks, std::span<const double> values) {
  return {.values = values,
          .weights = std::span(blocks.weights).first(blocks.rows),
          .columns = blocks.columns};
}

}  // namespace

void require_enough_areas(const RankedRows& rows, std::size_t types) {
  const std::size_t distinct = distinct_areas(rows, types);
  if (distinct >= types) return;
  throw core::InvalidInput(
      {.code = "fewer_areas_than_types",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} types are wanted, but only {} of {} areas differ and have weight",
                              types, distinct, rows.size()),
       .place = {.argument = "types"},
       .hint = "choose fewer types",
       .details = {{"types", std::to_string(types)}, {"distinct", std::to_string(distinct)}}});
}

void run_starts(const RankedRows& rows, const KMeansOptions& options, Race& race) {
  const std::size_t before = race.inertia.size();
  race.inertia.resize(before + options.starts);
  const CoarseRows coarse(rows);
  std::mutex mutex;
  // Small inputs take many starts to a chunk, so that the working memory is made once.
  const std::size_t chunk = rows.size() < 2000 ? 16 : 1;
  core::parallel_for(
      options.starts, chunk, options.execution, [&](std::size_t begin, std::size_t end) {
        Start start(rows, coarse, options.types);
        for (std::size_t s = before + begin; s < before + end; ++s) {
          start.run(core::RandomStream(options.seed, "kmeans start", s), options.execution);
          race.inertia[s] = start.inertia();
          const std::scoped_lock lock(mutex);
          offer(start, s, race.best);
          options.execution.advance(1);
        }
      });
}

void require_enough_areas(const Blocks& blocks, std::size_t types) {
  require_enough_areas(ranked(blocks, row_by_row(blocks)), types);
}

void run_starts(const Blocks& blocks, const KMeansOptions& options, Race& race) {
  const std::vector<double> values = row_by_row(blocks);
  run_starts(ranked(blocks, values), options, race);
}

}  // namespace sozialraum::typology
