#include "typology/region_peel.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace sozialraum::typology {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// A region is closed if the last area brings it this much (of a floor) above, or less.
constexpr double kClose = 0.04;

}  // namespace

Peel::Peel(const RankedAreas& areas, const RegionGraph& graph)
    : areas_(areas),
      graph_(graph),
      open_(areas.size()),
      degree_(areas.size()),
      noise_(areas.size()),
      seen_(areas.size()),
      sums_(areas.bounds()),
      with_(areas.bounds()),
      centre_(areas.columns()) {}

void Peel::open(std::span<const std::uint32_t> ranks, core::RandomStream& dice) {
  for (const std::uint32_t r : ranks) {
    open_[r] = true;
    noise_[r] = dice.uniform();
  }
  seeds_.clear();
  rim_.clear();
  for (const std::uint32_t r : ranks) {
    std::uint32_t degree = 0;
    for (const auto& [other, cost] : graph_.neighbours(r)) degree += open_[other] ? 1U : 0U;
    degree_[r] = degree;
    seeds_.emplace_back(degree, r);
  }
  std::ranges::make_heap(seeds_, std::greater<>());
}

void Peel::close(std::uint32_t rank) {
  open_[rank] = false;
  for (const auto& [other, cost] : graph_.neighbours(rank)) {
    if (open_[other]) --degree_[other];
  }
}

/// Beside the last region the area with the fewest open neighbours; else of all open ones.
std::uint32_t Peel::next_seed() {
  std::uint32_t best = kNone;
  for (const std::uint32_t r : rim_) {
    if (!open_[r]) continue;
    if (best == kNone || degree_[r] + noise_[r] < degree_[best] + noise_[best]) best = r;
  }
  if (best != kNone) return best;
  while (!seeds_.empty()) {
    std::ranges::pop_heap(seeds_, std::greater<>());
    const auto [degree, rank] = seeds_.back();
    seeds_.pop_back();
    if (!open_[rank]) continue;
    if (degree == degree_[rank]) return rank;
    seeds_.emplace_back(degree_[rank], rank);
    std::ranges::push_heap(seeds_, std::greater<>());
  }
  return kNone;
}

void Peel::add(std::uint32_t rank, std::vector<std::uint32_t>& region) {
  region.push_back(rank);
  close(rank);
  const auto counts = areas_.counts(rank);
  for (std::size_t b = 0; b < counts.size(); ++b) sums_[b] += counts[b];
  const auto row = areas_.row(rank);
  const double share = 1.0 / static_cast<double>(region.size());
  for (std::size_t j = 0; j < row.size(); ++j) centre_[j] += share * (row[j] - centre_[j]);
}

/// By how much of its tightest floor a region with this area is above it; below zero if it is not.
double Peel::excess_with(std::uint32_t rank) {
  const auto counts = areas_.counts(rank);
  for (std::size_t b = 0; b < counts.size(); ++b) with_[b] = sums_[b] + counts[b];
  if (!areas_.keeps_ceilings(with_)) return kInfinity;
  return areas_.reaches_floors(with_) ? areas_.excess(with_) : -1.0;
}

std::uint32_t Peel::choose(std::span<const std::uint32_t> frontier, double likeness) {
  std::uint32_t closing = kNone;
  double least_excess = kInfinity;
  std::uint32_t growing = kNone;
  double least = kInfinity;
  for (const std::uint32_t r : frontier) {
    if (!open_[r]) continue;
    const double excess = excess_with(r);
    if (excess == kInfinity) continue;
    if (excess >= 0.0) {
      const double worth = excess + 0.02 * degree_[r];
      if (worth < least_excess) {
        least_excess = worth;
        closing = r;
      }
      continue;
    }
    double unlike = 0.0;
    if (likeness > 0.0) {
      const auto row = areas_.row(r);
      for (std::size_t j = 0; j < row.size(); ++j) {
        unlike += (row[j] - centre_[j]) * (row[j] - centre_[j]);
      }
    }
    const double worth =
        degree_[r] + noise_[r] + likeness * unlike / static_cast<double>(areas_.columns());
    if (worth < least) {
      least = worth;
      growing = r;
    }
  }
  if (closing != kNone && (growing == kNone || least_excess <= kClose + 0.04)) return closing;
  return growing;
}

bool Peel::grow(std::uint32_t seed, double likeness, std::vector<std::uint32_t>& region) {
  std::ranges::fill(sums_, 0.0);
  std::ranges::fill(centre_, 0.0);
  std::vector<std::uint32_t> frontier;
  const std::uint32_t stamp = ++stamp_;
  const auto widen = [&](std::uint32_t rank) {
    for (const auto& [other, cost] : graph_.neighbours(rank)) {
      if (!open_[other] || seen_[other] == stamp) continue;
      seen_[other] = stamp;
      frontier.push_back(other);
    }
  };
  seen_[seed] = stamp;
  add(seed, region);
  widen(seed);
  while (!areas_.reaches_floors(sums_)) {
    const std::uint32_t next = choose(frontier, likeness);
    if (next == kNone) return false;
    add(next, region);
    widen(next);
    std::erase_if(frontier, [&](std::uint32_t r) { return !open_[r]; });
  }
  return true;
}

/// Can the open areas around this one reach the floors? If not, `part` holds them all.
bool Peel::can_stand(std::uint32_t rank, std::vector<std::uint32_t>& part) {
  const std::uint32_t stamp = ++stamp_;
  part.assign(1, rank);
  seen_[rank] = stamp;
  std::ranges::fill(with_, 0.0);
  for (std::size_t i = 0; i < part.size(); ++i) {
    const auto counts = areas_.counts(part[i]);
    for (std::size_t b = 0; b < counts.size(); ++b) with_[b] += counts[b];
    if (areas_.reaches_floors(with_)) return true;
    for (const auto& [other, cost] : graph_.neighbours(part[i])) {
      if (!open_[other] || seen_[other] == stamp) continue;
      seen_[other] = stamp;
      part.push_back(other);
    }
  }
  return false;
}

/// What the new region cuts off from the open map, and is too small to stand, joins it.
void Peel::absorb_remnants(std::vector<std::uint32_t>& region) {
  std::vector<std::uint32_t> part;
  for (std::size_t i = 0; i < region.size(); ++i) {
    for (const auto& [other, cost] : graph_.neighbours(region[i])) {
      if (!open_[other] || can_stand(other, part)) continue;
      std::vector<double> with = sums_;
      for (const std::uint32_t r : part) {
        for (std::size_t b = 0; b < with.size(); ++b) with[b] += areas_.counts(r)[b];
      }
      if (!areas_.keeps_ceilings(with)) continue;
      for (const std::uint32_t r : part) add(r, region);
    }
  }
}

Peel::Outcome Peel::peel(std::span<const std::uint32_t> ranks, core::RandomStream& dice,
                         double likeness) {
  open(ranks, dice);
  Outcome outcome;
  for (const std::uint32_t r : ranks) {
    if (!areas_.reaches_floors(areas_.counts(r))) continue;
    close(r);
    outcome.regions.push_back({r});
  }
  for (std::uint32_t seed = next_seed(); seed != kNone; seed = next_seed()) {
    std::vector<std::uint32_t> region;
    const bool stands = grow(seed, likeness, region);
    if (stands) absorb_remnants(region);
    rim_.clear();
    for (const std::uint32_t r : region) {
      for (const auto& [other, cost] : graph_.neighbours(r)) {
        if (open_[other]) rim_.push_back(other);
      }
    }
    (stands ? outcome.regions : outcome.leftovers).push_back(std::move(region));
  }
  return outcome;
}

}  // namespace sozialraum::typology
