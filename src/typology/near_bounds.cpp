#include "typology/near_bounds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sozialraum::typology {
namespace {

constexpr std::size_t kBatch = RowPack::kMost;  // rows that are gathered at once
constexpr float kNothingKnown = std::numeric_limits<float>::infinity();
constexpr double kUnbounded = std::numeric_limits<double>::infinity();

/// A sum of so many squares is off by less than this part, and so is its root.
double rounding_of(std::size_t columns) { return 1e-15 * static_cast<double>(columns + 16); }

}  // namespace

NearBounds::NearBounds(const RankedRows& rows, const CoarseRows& coarse)
    : rows_(rows),
      coarse_(coarse),
      above_(1.0 + rounding_of(rows.columns)),
      upper_(coarse.padded(), kNothingKnown),
      lower_(coarse.padded(), 0.0F),
      some_(rows),
      some_coarse_(coarse, kBatch),
      some_nearest_(kBatch),
      some_distance2_(kBatch),
      some_upper_(kBatch),
      some_lower_(kBatch) {
  for (const double weight : rows.weights) heaviest_ = std::max(heaviest_, weight);
}

void NearBounds::hold(std::span<const double> centres) {
  centres_.assign(centres.begin(), centres.end());
  held_ = coarse_.hold(centres, held_values_, held_halves_);
}

void NearBounds::look_at_all(std::span<const double> centres, std::uint32_t* nearest) {
  hold(centres);
  look_at_blocks(0, coarse_.blocks(), nearest);
  look_closely({.values = centres.data(), .count = centres.size() / rows_.columns}, nearest);
}

void NearBounds::measure_drift(std::span<const double> centres) {
  const std::size_t columns = rows_.columns;
  const std::size_t types = centres.size() / columns;
  drift_.assign(types, 0.0F);
  others_.assign(types, 0.0F);
  for (std::size_t c = 0; c < types; ++c) {
    double sum = 0.0;
    for (std::size_t j = c * columns; j < (c + 1) * columns; ++j) {
      const double gap = centres[j] - centres_[j];
      sum += gap * gap;
    }
    drift_[c] = coarse_.scaled_up(std::sqrt(sum) * above_);
  }
  for (std::size_t c = 0; c < types; ++c) {
    for (std::size_t other = 0; other < types; ++other) {
      if (other != c) others_[c] = std::max(others_[c], drift_[other]);
    }
  }
}

/// Moves the bounds along with the centres and lists the rows with upper * factor >= lower.
void NearBounds::collect(std::span<const std::uint32_t> own, double factor) {
  ranks_.resize(coarse_.padded() + kCoarseLanes);
  const std::size_t found =
      move_bounds({.own = own.data(),
                   .upper = upper_.data(),
                   .lower = lower_.data(),
                   .blocks = coarse_.blocks()},
                  {.own = drift_.data(), .others = others_.data(), .types = drift_.size()},
                  static_cast<float>(factor * (1.0 + 0x1p-20)), ranks_.data());
  ranks_.resize(found);
  while (!ranks_.empty() && ranks_.back() >= rows_.size()) ranks_.pop_back();
}

void NearBounds::look_at_blocks(std::size_t block, std::size_t count, std::uint32_t* nearest) {
  if (count == 0) return;
  const std::size_t first = block * kCoarseLanes;
  const bool open = coarse_nearest(
      coarse_.view(block, count), held_,
      {.nearest = nearest + first, .upper = &upper_[first], .lower = &lower_[first]});
  if (!open) return;
  const std::size_t end = std::min(rows_.size(), first + count * kCoarseLanes);
  for (std::size_t r = first; r < end; ++r) {
    if (upper_[r] == kNothingKnown) open_.push_back(static_cast<std::uint32_t>(r));
  }
}

void NearBounds::look_at_waiting(std::uint32_t* nearest) {
  for (std::size_t i = 0; i < waiting_.size(); ++i) some_coarse_.take(coarse_, waiting_[i], i);
  coarse_nearest(
      some_coarse_.view(0, (waiting_.size() + kCoarseLanes - 1) / kCoarseLanes), held_,
      {.nearest = some_nearest_.data(), .upper = some_upper_.data(), .lower = some_lower_.data()});
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    nearest[waiting_[i]] = some_nearest_[i];
    upper_[waiting_[i]] = some_upper_[i];
    lower_[waiting_[i]] = some_lower_[i];
    if (some_upper_[i] == kNothingKnown) open_.push_back(waiting_[i]);
  }
  waiting_.clear();
}

/// In double precision; what was open stays so, and is looked at the next time too.
void NearBounds::look_closely(const Centres& centres, std::uint32_t* nearest) {
  for (std::size_t from = 0; from < open_.size(); from += kBatch) {
    const auto batch = std::span(open_).subspan(from, std::min(kBatch, open_.size() - from));
    nearest_of_rows(some_.of(batch), centres, some_nearest_.data(), some_distance2_.data());
    for (std::size_t i = 0; i < batch.size(); ++i) nearest[batch[i]] = some_nearest_[i];
  }
  open_.clear();
}

std::span<const std::uint32_t> NearBounds::look(std::span<const double> centres,
                                                std::span<const std::uint32_t> own,
                                                std::uint32_t* nearest) {
  measure_drift(centres);
  hold(centres);
  collect(own, 1.0);
  const std::size_t worth_a_block = std::clamp<std::size_t>(drift_.size() / 8, 1, 4);
  std::size_t first = 0;  // blocks from here to before `past` are to be looked at as they stand
  std::size_t past = 0;
  for (std::size_t i = 0; i < ranks_.size();) {
    const std::size_t block = ranks_[i] / kCoarseLanes;
    std::size_t end = i;
    while (end < ranks_.size() && ranks_[end] / kCoarseLanes == block) ++end;
    if (end - i >= worth_a_block) {
      if (block != past) {
        look_at_blocks(first, past - first, nearest);
        first = block;
      }
      past = block + 1;
    } else {
      waiting_.insert(waiting_.end(), &ranks_[i], &ranks_[0] + end);
      if (waiting_.size() > kBatch - kCoarseLanes) look_at_waiting(nearest);
    }
    i = end;
  }
  look_at_blocks(first, past - first, nearest);
  if (!waiting_.empty()) look_at_waiting(nearest);
  look_closely({.values = centres.data(), .count = centres.size() / rows_.columns}, nearest);
  return ranks_;
}

std::span<const std::uint32_t> NearBounds::look_for_transfers(const Centres& centres,
                                                              std::span<const std::uint32_t> own,
                                                              std::vector<double>& falls) {
  measure_drift({centres.values, centres.count * rows_.columns});
  hold({centres.values, centres.count * rows_.columns});
  // A move wins w W / (W - w) * d² of the own type less w V / (V + w) * e² of another: none does
  // unless d² exceeds e² by less than the factor that the heaviest row would bring.
  double leave = 1.0;
  double enter = 1.0;
  for (std::size_t c = 0; c < centres.count; ++c) {
    const double weight = centres.weights[c];
    const double rest = weight - heaviest_;
    leave = std::max(leave, rest > 0.0 ? weight / rest : kUnbounded);
    if (weight > 0.0) enter = std::min(enter, weight / (weight + heaviest_));
    if (!(weight > 0.0)) enter = 0.0;
  }
  collect(own, std::sqrt(leave / enter) * above_);
  falls.resize(ranks_.size() + kBatch);
  for (std::size_t from = 0; from < ranks_.size(); from += kBatch) {
    const auto batch = std::span(ranks_).subspan(from, std::min(kBatch, ranks_.size() - from));
    for (std::size_t i = 0; i < kBatch; ++i) {
      some_nearest_[i] = own[batch[std::min(i, batch.size() - 1)]];
    }
    transfers_of_rows(some_.of(batch), centres, some_nearest_.data(), falls.data() + from);
  }
  return ranks_;
}

void NearBounds::forget(std::size_t rank) { upper_[rank] = kNothingKnown; }

}  // namespace sozialraum::typology
