#include "sozialraum/network/lane_sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <queue>

#include "network/lane_kernel.hpp"
#include "network/opposite.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::network {
namespace {

constexpr std::size_t kWordsPerCheck = 1U << 10U;  // 65536 places, less than a millisecond
// From a third of the places on the pass over all of them is sooner (measured on 1.5 million).
constexpr std::size_t kMost = 3;

}  // namespace

template <class Time>
LaneSweepOf<Time>::LaneSweepOf(const Hierarchy& hierarchy)
    : hierarchy_(&hierarchy),
      rows_(hierarchy.node_count()),
      reached_(hierarchy.node_count() / 64 + 1),
      waiting_(reached_.size()) {}

template <class Time>
typename LaneSweepOf<Time>::Row& LaneSweepOf<Time>::open(std::uint32_t place) {
  Row& row = rows_[place];
  if (!reached_at(place)) {
    reached_[place / 64] |= std::uint64_t{1} << (place % 64);
    row.times.fill(kFar<Time>);
  }
  return row;
}

/// Hands the times of the seeds up, the least important places first.
template <class Time>
void LaneSweepOf<Time>::climb(std::span<const Seed> seeds, const SearchOptions& options) {
  const auto earlier = [](Time time, Deciseconds other) {
    return static_cast<Time>(std::min<Deciseconds>(time, other));
  };
  std::priority_queue<std::uint32_t> waiting;  // the largest place is the least important
  for (const Seed& seed : seeds) {
    if (index(seed.node) >= hierarchy_->node_count() || seed.label >= kLanes) {
      core::invalid_argument(
          "seeds", fmt::format("name node {} in lane {}, but there are {} nodes "
                               "and {} lanes",
                               index(seed.node), seed.label, hierarchy_->node_count(), kLanes));
    }
    const std::uint32_t place = hierarchy_->place(seed.node);
    if (!reached_at(place)) waiting.push(place);
    Time& time = open(place).times[seed.label];
    time = earlier(time, seed.time);
  }
  while (!waiting.empty()) {
    const std::uint32_t place = waiting.top();
    waiting.pop();
    for (const HierarchyArc& arc : hierarchy_->up(place, options.sense)) {
      if (!reached_at(arc.upper)) waiting.push(arc.upper);
      Row& above = open(arc.upper);
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        above.times[lane] = earlier(above.times[lane], rows_[place].times[lane] + arc.time);
      }
    }
  }
}

template <class Time>
void LaneSweepOf<Time>::run(std::span<const Seed> seeds, const SearchOptions& options) {
  std::fill(reached_.begin(), reached_.end(), 0);
  climb(seeds, options);
  waiting_ = reached_;
  // Which pass is sooner shows afterwards only; runs that follow each other are often alike.
  const bool all = options.limit >= kLongestHierarchyTime || most_reached_;
  const Sense down = opposite(options.sense);
  limit_ = static_cast<Time>(std::min(options.limit, kLongest));
  const LanePass<Time> pass{.hierarchy = hierarchy_,
                            .sense = down,
                            .arcs = hierarchy_->up_arcs(down),
                            .limit = limit_,
                            .times = rows_.empty() ? nullptr : rows_.front().times.data(),
                            .reached = reached_.data(),
                            .waiting = waiting_.data()};
  for (std::size_t begin = 0; begin < waiting_.size(); begin += kWordsPerCheck) {
    const std::size_t end = std::min(waiting_.size(), begin + kWordsPerCheck);
    if (all) {
      lower_all_lanes(pass, begin, end);
    } else {
      lower_lanes(pass, begin, end);
    }
    options.execution.advance();
  }
  std::size_t found = 0;
  for (const std::uint64_t word : reached_) found += static_cast<std::size_t>(std::popcount(word));
  most_reached_ = found > rows_.size() / kMost;
}

template <class Time>
void LaneSweepOf<Time>::read(const LaneDoors& doors, std::size_t first,
                             std::span<Reading> readings) const {
  assert(first + readings.size() < doors.begin.size());
  read_lanes(LaneReading<Time>{.times = rows_.empty() ? nullptr : rows_.front().times.data(),
                               .reached = reached_.data(),
                               .limit = limit_,
                               .doors = &doors},
             first, readings);
}

template class LaneSweepOf<std::uint32_t>;
template class LaneSweepOf<std::uint16_t>;

}  // namespace sozialraum::network
