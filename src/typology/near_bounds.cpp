#include "typology/near_bounds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sozialraum::typology {
namespace {

constexpr std::size_t kBatch = 256;  // rows that are gathered at once
constexpr double kNothingKnown = std::numeric_limits<double>::infinity();
constexpr std::size_t kWorthABlock = 3;  // fewer rows of a block are cheaper gathered

/// A sum of so many squares is off by less than this part, and so is its root.
double rounding_of(std::size_t columns) { return 1e-15 * static_cast<double>(columns + 16); }

}  // namespace

NearBounds::NearBounds(const Blocks& blocks)
    : blocks_(blocks),
      above_(1.0 + rounding_of(blocks.columns)),
      below_(1.0 - rounding_of(blocks.columns)),
      upper_(blocks.weights.size(), kNothingKnown),
      lower_(blocks.weights.size(), 0.0),
      some_(kBatch, blocks.columns),
      some_nearest_(kBatch),
      some_upper_(kBatch),
      some_lower_(kBatch) {
  for (const double weight : blocks.weights) heaviest_ = std::max(heaviest_, weight);
}

TwoNearest NearBounds::bounds_into(double* upper, double* lower) const {
  return {.upper = upper, .lower = lower, .above = above_, .below = below_};
}

void NearBounds::look_at_all(std::span<const double> centres, std::uint32_t* nearest) {
  nearest_two_of_rows(blocks_.rows_for_kernels(),
                      {.values = centres.data(), .count = centres.size() / blocks_.columns},
                      nearest, bounds_into(upper_.data(), lower_.data()));
  centres_.assign(centres.begin(), centres.end());
}

void NearBounds::measure_drift(std::span<const double> centres) {
  const std::size_t columns = blocks_.columns;
  const std::size_t types = centres.size() / columns;
  drift_.assign(types, 0.0);
  others_.assign(types, 0.0);
  for (std::size_t c = 0; c < types; ++c) {
    double sum = 0.0;
    for (std::size_t j = c * columns; j < (c + 1) * columns; ++j) {
      const double gap = centres[j] - centres_[j];
      sum += gap * gap;
    }
    drift_[c] = std::sqrt(sum) * above_;
  }
  for (std::size_t c = 0; c < types; ++c) {
    for (std::size_t other = 0; other < types; ++other) {
      if (other != c) others_[c] = std::max(others_[c], drift_[other]);
    }
  }
  centres_.assign(centres.begin(), centres.end());
}

/// Moves the bounds along with the centres and lists the rows with upper * factor >= lower.
void NearBounds::collect(std::span<const std::uint32_t> own, double factor) {
  ranks_.resize(blocks_.rows);
  std::size_t found = 0;
  for (std::size_t r = 0; r < blocks_.rows; ++r) {
    const double upper = (upper_[r] + drift_[own[r]]) * above_;
    const double lower = (lower_[r] - others_[own[r]]) - lower_[r] * (1.0 - below_);
    upper_[r] = upper;
    lower_[r] = lower;
    ranks_[found] = static_cast<std::uint32_t>(r);
    found += upper * factor < lower ? 0U : 1U;
  }
  ranks_.resize(found);
}

void NearBounds::gather(std::span<const std::uint32_t> ranks) {
  const std::size_t columns = blocks_.columns;
  const std::size_t filled = (ranks.size() + kLanes - 1) / kLanes * kLanes;
  for (std::size_t i = 0; i < filled; ++i) {
    const std::size_t rank = ranks[std::min(i, ranks.size() - 1)];
    const double* from = &blocks_.values[rank / kLanes * columns * kLanes + rank % kLanes];
    double* to = &some_.values[i / kLanes * columns * kLanes + i % kLanes];
    for (std::size_t j = 0; j < columns; ++j) to[j * kLanes] = from[j * kLanes];
    some_.weights[i] = blocks_.weights[rank];
  }
}

void NearBounds::look_at_block(std::size_t block, const Centres& centres, std::uint32_t* nearest) {
  RowBlocks rows = blocks_.rows_for_kernels();
  rows.values += block * rows.columns * kLanes;
  rows.blocks = 1;
  nearest_two_of_rows(rows, centres, nearest + block * kLanes,
                      bounds_into(&upper_[block * kLanes], &lower_[block * kLanes]));
}

void NearBounds::look_at_waiting(const Centres& centres, std::uint32_t* nearest) {
  gather(waiting_);
  RowBlocks rows = some_.rows_for_kernels();
  rows.blocks = (waiting_.size() + kLanes - 1) / kLanes;
  nearest_two_of_rows(rows, centres, some_nearest_.data(),
                      bounds_into(some_upper_.data(), some_lower_.data()));
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    nearest[waiting_[i]] = some_nearest_[i];
    upper_[waiting_[i]] = some_upper_[i];
    lower_[waiting_[i]] = some_lower_[i];
  }
  waiting_.clear();
}

std::span<const std::uint32_t> NearBounds::look(std::span<const double> centres,
                                                std::span<const std::uint32_t> own,
                                                std::uint32_t* nearest) {
  measure_drift(centres);
  collect(own, 1.0);
  const Centres held{.values = centres.data(), .count = centres.size() / blocks_.columns};
  for (std::size_t i = 0; i < ranks_.size();) {
    const std::size_t block = ranks_[i] / kLanes;
    std::size_t end = i;
    while (end < ranks_.size() && ranks_[end] / kLanes == block) ++end;
    if (end - i >= kWorthABlock) {
      look_at_block(block, held, nearest);
    } else {
      waiting_.insert(waiting_.end(), &ranks_[i], &ranks_[0] + end);
      if (waiting_.size() > kBatch - kLanes) look_at_waiting(held, nearest);
    }
    i = end;
  }
  if (!waiting_.empty()) look_at_waiting(held, nearest);
  return ranks_;
}

std::span<const std::uint32_t> NearBounds::look_for_transfers(const Centres& centres,
                                                              std::span<const std::uint32_t> own,
                                                              std::vector<double>& falls) {
  measure_drift({centres.values, centres.count * blocks_.columns});
  // A move wins w W / (W - w) * d² of the own type less w V / (V + w) * e² of another: none does
  // unless d² exceeds e² by less than the factor that the heaviest row would bring.
  double leave = 1.0;
  double enter = 1.0;
  for (std::size_t c = 0; c < centres.count; ++c) {
    const double weight = centres.weights[c];
    const double rest = weight - heaviest_;
    leave = std::max(leave, rest > 0.0 ? weight / rest : kNothingKnown);
    if (weight > 0.0) enter = std::min(enter, weight / (weight + heaviest_));
    if (!(weight > 0.0)) enter = 0.0;
  }
  collect(own, std::sqrt(leave / enter) * above_);
  falls.resize(ranks_.size() + kBatch);
  for (std::size_t from = 0; from < ranks_.size(); from += kBatch) {
    const auto batch = std::span(ranks_).subspan(from, std::min(kBatch, ranks_.size() - from));
    gather(batch);
    for (std::size_t i = 0; i < kBatch; ++i) {
      some_nearest_[i] = own[batch[std::min(i, batch.size() - 1)]];
    }
    RowBlocks rows = some_.rows_for_kernels();
    rows.blocks = (batch.size() + kLanes - 1) / kLanes;
    transfers_of_rows(rows, centres, some_nearest_.data(), falls.data() + from);
  }
  return ranks_;
}

void NearBounds::forget(std::size_t rank) { upper_[rank] = kNothingKnown; }

}  // namespace sozialraum::typology
