#include "typology/region_state.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sozialraum::typology {

RegionState::RegionState(const RankedAreas& areas, const RegionGraph& graph,
                         std::vector<std::uint32_t> regions, double border)
    : areas_(areas),
      graph_(graph),
      region_(std::move(regions)),
      border_(border),
      middle_(areas.columns()),
      seen_(areas.size()),
      rest_(areas.bounds()) {
  double weight = 0.0;
  for (std::size_t r = 0; r < areas.size(); ++r) {
    weight += areas.weight(r);
    for (std::size_t j = 0; j < middle_.size(); ++j)
      middle_[j] += areas.weight(r) * areas.row(r)[j];
  }
  for (double& x : middle_) x /= weight;
  const std::size_t count = std::ranges::max(region_) + std::size_t{1};
  sizes_.resize(count);
  weights_.resize(count);
  sums_.resize(count * areas.columns());
  counts_.resize(count * areas.bounds());
  for (std::uint32_t r = 0; r < areas.size(); ++r) {
    ++sizes_[region_[r]];
    add(r, region_[r], 1.0);
  }
}

void RegionState::add(std::uint32_t rank, std::uint32_t region, double sign) {
  const double weight = sign * areas_.weight(rank);
  const auto row = areas_.row(rank);
  weights_[region] += weight;
  double* sum = sums_.data() + region * areas_.columns();
  for (std::size_t j = 0; j < row.size(); ++j) sum[j] += weight * (row[j] - middle_[j]);
  const auto counts = areas_.counts(rank);
  for (std::size_t b = 0; b < counts.size(); ++b) {
    counts_[region * counts.size() + b] += sign * counts[b];
  }
}

double RegionState::distance2(std::uint32_t rank, std::uint32_t region) const {
  const auto row = areas_.row(rank);
  const double* sum = sums_.data() + region * areas_.columns();
  const double weight = weights_[region];
  double total = 0.0;
  for (std::size_t j = 0; j < row.size(); ++j) {
    const double gap = row[j] - middle_[j] - sum[j] / weight;
    total += gap * gap;
  }
  return total;
}

double RegionState::rise(std::uint32_t rank, std::uint32_t to) const {
  const std::uint32_t from = region_[rank];
  const double w = areas_.weight(rank);
  const double left = weights_[from] - w;
  const double fall = left > 0.0 ? distance2(rank, from) * w * weights_[from] / left : 0.0;
  const double rise = distance2(rank, to) * w * weights_[to] / (weights_[to] + w) - fall;
  return border_ > 0.0 ? rise + border_ * longer_border(rank, to) : rise;
}

/// How many links more run between regions if the area moves.
double RegionState::longer_border(std::uint32_t rank, std::uint32_t to) const {
  double more = 0.0;
  for (const auto& [other, cost] : graph_.neighbours(rank)) {
    if (region_[other] == region_[rank]) more += 1.0;
    if (region_[other] == to) more -= 1.0;
  }
  return more;
}

bool RegionState::may_leave(std::uint32_t rank) const {
  const std::uint32_t from = region_[rank];
  if (sizes_[from] < 2) return false;
  if (!rest_.empty()) {
    const auto now = std::span(counts_).subspan(from * rest_.size(), rest_.size());
    const auto own = areas_.counts(rank);
    for (std::size_t b = 0; b < rest_.size(); ++b) rest_[b] = now[b] - own[b];
    if (!areas_.reaches_floors(rest_)) return false;
  }
  return hangs_together_without(rank);
}

bool RegionState::may_enter(std::uint32_t rank, std::uint32_t to) const {
  if (rest_.empty()) return true;
  const auto now = std::span(counts_).subspan(to * rest_.size(), rest_.size());
  const auto own = areas_.counts(rank);
  for (std::size_t b = 0; b < rest_.size(); ++b) rest_[b] = now[b] + own[b];
  return areas_.keeps_ceilings(rest_);
}

bool RegionState::hangs_together_without(std::uint32_t rank) const {
  const std::uint32_t own = region_[rank];
  ++stamp_;
  std::size_t wanted = 0;
  open_.clear();
  for (const auto& [other, cost] : graph_.neighbours(rank)) {
    if (region_[other] != own) continue;
    if (wanted++ == 0) {
      open_.push_back(other);
      seen_[other] = stamp_;
    }
  }
  if (wanted < 2) return true;
  seen_[rank] = stamp_;
  std::size_t found = 1;
  for (std::size_t i = 0; i < open_.size(); ++i) {
    for (const auto& [other, cost] : graph_.neighbours(open_[i])) {
      if (region_[other] != own || seen_[other] == stamp_) continue;
      seen_[other] = stamp_;
      open_.push_back(other);
      const auto beside = graph_.neighbours(rank);
      const bool is_wanted = std::ranges::binary_search(
          beside, other, {}, [](const RegionGraph::Edge& edge) { return edge.rank; });
      if (is_wanted && ++found == wanted) return true;
    }
  }
  return false;
}

void RegionState::move(std::uint32_t rank, std::uint32_t to) {
  const std::uint32_t from = region_[rank];
  add(rank, from, -1.0);
  add(rank, to, 1.0);
  --sizes_[from];
  ++sizes_[to];
  region_[rank] = to;
}

double RegionState::within() const {
  std::vector<double> sums(sums_.size());
  std::vector<double> weights(weights_.size());
  const std::size_t columns = areas_.columns();
  for (std::uint32_t r = 0; r < region_.size(); ++r) {
    weights[region_[r]] += areas_.weight(r);
    for (std::size_t j = 0; j < columns; ++j) {
      sums[region_[r] * columns + j] += areas_.weight(r) * areas_.row(r)[j];
    }
  }
  double total = 0.0;
  for (std::uint32_t r = 0; r < region_.size(); ++r) {
    for (std::size_t j = 0; j < columns; ++j) {
      const double gap = areas_.row(r)[j] - sums[region_[r] * columns + j] / weights[region_[r]];
      total += areas_.weight(r) * gap * gap;
    }
  }
  return total;
}

}  // namespace sozialraum::typology
