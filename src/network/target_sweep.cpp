#include "sozialraum/network/target_sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "network/from_above.hpp"
#include "network/opposite.hpp"
#include "network/target_kernel.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::network {
namespace {

constexpr std::size_t kRowsPerCheck = 1U << 16U;  // about a millisecond
constexpr Deciseconds kFar = kLongestHierarchyTime + 1;

void require_nodes(const Hierarchy& hierarchy, std::span<const Seed> seeds, const char* argument) {
  for (const Seed& seed : seeds) {
    if (index(seed.node) < hierarchy.node_count()) continue;
    core::invalid_argument(argument, fmt::format("name node {}, but there are {} nodes",
                                                 index(seed.node), hierarchy.node_count()));
  }
}

}  // namespace

TargetTree::TargetTree(const Hierarchy& hierarchy, std::span<const Seed> doors, Sense sense)
    : sense_(sense), row_of_(hierarchy.node_count(), kNone) {
  require_nodes(hierarchy, doors, "doors");
  for (const Seed& door : doors) {
    from_above(
        hierarchy, hierarchy.place(door.node), opposite(sense),
        [&](std::uint32_t place) { return row_of_[place] == kNone; },
        [&](std::uint32_t place, std::span<const HierarchyArc> arcs) {
          row_of_[place] = static_cast<std::uint32_t>(size());
          for (const HierarchyArc& arc : arcs) arcs_.push_back({row_of_[arc.upper], arc.time});
          arc_begin_.push_back(static_cast<std::uint32_t>(arcs_.size()));
        });
  }
  keep_doors(hierarchy, doors);
}

void TargetTree::keep_doors(const Hierarchy& hierarchy, std::span<const Seed> doors) {
  std::size_t targets = 0;
  for (const Seed& door : doors) targets = std::max(targets, door.label + std::size_t{1});
  door_begin_.resize(targets + 1, 0);
  for (const Seed& door : doors) ++door_begin_[door.label + std::size_t{1}];
  for (std::size_t t = 0; t < targets; ++t) door_begin_[t + 1] += door_begin_[t];
  doors_.resize(doors.size());
  std::vector<std::uint32_t> next(door_begin_.begin(), door_begin_.end() - 1);
  for (const Seed& door : doors) {
    // Times beyond kFar lead nowhere; a sum with them must stay below 2^32.
    doors_[next[door.label]++] = {row_of_[hierarchy.place(door.node)], std::min(door.time, kFar)};
  }
}

TargetSweep::TargetSweep(const Hierarchy& hierarchy, const TargetTree& tree)
    : hierarchy_(&hierarchy),
      tree_(&tree),
      rows_(tree.size()),
      climbed_(tree.size(), 0),
      slot_of_(hierarchy.node_count(), TargetTree::kNone) {
  if (tree.row_of_.size() != hierarchy.node_count()) {
    core::invalid_argument("tree", "was made of another hierarchy");
  }
}

/// The row of a place in this run: its own in the tree, or one behind the tree.
std::uint32_t TargetSweep::open(std::uint32_t place) {
  std::uint32_t& slot = slot_of_[place];
  slot = tree_->row_of_[place];
  if (slot == TargetTree::kNone) {
    slot = static_cast<std::uint32_t>(rows_.size());
    rows_.emplace_back();
  } else {
    climbed_[slot] = 1;
  }
  rows_[slot].times.fill(kFar);
  met_.push_back(place);
  return slot;
}

/// Opens a row for all places above the seeds.
void TargetSweep::find_climb(std::span<const Seed> seeds) {
  climb_begin_.assign(1, 0);
  climb_arcs_.clear();
  climb_rows_.clear();
  for (const Seed& seed : seeds) {
    const std::uint32_t start = hierarchy_->place(seed.node);
    from_above(
        *hierarchy_, start, tree_->sense(),
        [&](std::uint32_t place) { return slot_of_[place] == TargetTree::kNone; },
        [&](std::uint32_t place, std::span<const HierarchyArc> arcs) {
          climb_rows_.push_back(open(place));
          for (const HierarchyArc& arc : arcs) {
            climb_arcs_.push_back({slot_of_[arc.upper], arc.time});
          }
          climb_begin_.push_back(static_cast<std::uint32_t>(climb_arcs_.size()));
        });
    Deciseconds& time = rows_[slot_of_[start]].times[seed.label];
    time = std::min(time, seed.time);  // at most kFar
  }
}

void TargetSweep::forget_climb() {
  for (const std::uint32_t place : met_) {
    const std::uint32_t slot = std::exchange(slot_of_[place], TargetTree::kNone);
    if (slot < tree_->size()) climbed_[slot] = 0;
  }
  met_.clear();
  rows_.resize(tree_->size());
}

void TargetSweep::run(std::span<const Seed> seeds, const SearchOptions& options) {
  require_nodes(*hierarchy_, seeds, "seeds");
  for (const Seed& seed : seeds) {
    if (seed.label < kLanes) continue;
    core::invalid_argument("seeds", fmt::format("name lane {} of {} lanes", seed.label, kLanes));
  }
  forget_climb();  // of a run that was cancelled
  find_climb(seeds);
  const TargetPass pass{.rows = rows_.data(),
                        .climb_rows = climb_rows_.data(),
                        .climb_begin = climb_begin_.data(),
                        .climb_arcs = climb_arcs_.data(),
                        .arc_begin = tree_->arc_begin_.data(),
                        .arcs = tree_->arcs_.data(),
                        .climbed = climbed_.data()};
  limit_ = std::min(options.limit, kLongestHierarchyTime);
  raise_rows(pass, climb_rows_.size());
  for (std::size_t begin = 0; begin < tree_->size(); begin += kRowsPerCheck) {
    lower_rows(pass, begin, std::min(tree_->size(), begin + kRowsPerCheck));
    options.execution.advance();
  }
}

void TargetSweep::read_times(std::size_t first, std::span<Row> rows) const {
  assert(first + rows.size() <= tree_->target_count());
  const TargetDoors doors{.rows = rows_.data(),
                          .door_begin = tree_->door_begin_.data(),
                          .doors = tree_->doors_.data(),
                          .limit = limit_};
  collect_targets(doors, first, rows.size(), rows.data());
}

}  // namespace sozialraum::network
