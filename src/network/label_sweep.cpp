#include "sozialraum/network/label_sweep.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::network {
namespace {

constexpr std::uint32_t kPlacesPerCheck = 1U << 16U;  // a few milliseconds

std::uint64_t entry_of(Deciseconds time, std::uint32_t label) {
  return (std::uint64_t{time} << 32U) | label;
}

}  // namespace

void LabelSweep::offer(std::uint32_t place, std::uint64_t entry) {
  std::uint64_t* list = entries_.data() + place * k_;
  std::uint8_t& count = counts_[place];
  const auto label = static_cast<std::uint32_t>(entry);
  std::size_t same = 0;
  while (same < count && static_cast<std::uint32_t>(list[same]) != label) ++same;
  if (same < count) {
    if (list[same] <= entry) return;
  } else if (count < k_) {
    ++count;
  } else {
    if (list[k_ - 1] <= entry) return;
    same = k_ - 1;
  }
  // Everything behind the label's old entry (or the last place) stays; the better ones move back.
  for (; same > 0 && list[same - 1] > entry; --same) list[same] = list[same - 1];
  list[same] = entry;
}

void LabelSweep::hand_over(std::uint32_t to, std::uint32_t from, Deciseconds time) {
  if (time > limit_) return;
  const std::uint64_t step = std::uint64_t{time} << 32U;
  const std::uint64_t end = (std::uint64_t{limit_ - time} + 1) << 32U;  // first entry too far away
  const std::uint64_t* list = entries_.data() + from * k_;
  for (std::uint8_t i = 0; i < counts_[from]; ++i) {
    if (list[i] >= end) return;
    const std::uint64_t entry = list[i] + step;
    if (counts_[to] == k_ && entries_[to * k_ + k_ - 1] <= entry) return;  // so are all that follow
    offer(to, entry);
  }
}

void LabelSweep::run(std::span<const Seed> seeds, const NearestLabelsOptions& options) {
  if (options.k < 1 || options.k > 255) {
    core::invalid_argument("k",
                           fmt::format("is {}; 1 to 255 facilities can be asked for", options.k));
  }
  const auto places = static_cast<std::uint32_t>(hierarchy_->node_count());
  k_ = options.k;
  limit_ = std::min(options.limit, kLongestHierarchyTime);
  entries_.resize(places * k_);
  counts_.assign(places, 0);
  for (const Seed& seed : seeds) {
    if (index(seed.node) >= places) {
      core::invalid_argument(
          "seeds", fmt::format("name node {}, but there are {} nodes", index(seed.node), places));
    }
    if (seed.time <= limit_) {
      offer(hierarchy_->place(seed.node), entry_of(seed.time, seed.label));
    }
  }
  const Sense away = options.sense;
  const Sense back = away == Sense::kOutward ? Sense::kInward : Sense::kOutward;
  for (std::uint32_t place = places; place-- > 0;) {
    if (place % kPlacesPerCheck == 0) options.execution.advance();
    if (counts_[place] == 0) continue;
    for (const HierarchyArc& arc : hierarchy_->up(place, away))
      hand_over(arc.upper, place, arc.time);
  }
  for (std::uint32_t place = 0; place < places; ++place) {
    if (place % kPlacesPerCheck == 0) options.execution.advance();
    for (const HierarchyArc& arc : hierarchy_->up(place, back))
      hand_over(place, arc.upper, arc.time);
  }
}

}  // namespace sozialraum::network
