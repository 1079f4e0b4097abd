#include "sozialraum/typology/ward.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "sozialraum/core/finding.hpp"
#include "typology/blocks.hpp"
#include "typology/distance_kernel.hpp"
#include "typology/items.hpp"
#include "typology/merges.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// Coordinate of a slot whose group has been merged into another: infinitely far from all.
constexpr double kGone = 1e300;
double height_of_rise(double cost) { return std::sqrt(2.0 * cost); }

/// The quick lower bound is taken this much lower, so that its rounding never hides a tie.
constexpr double kBoundSlack = 0.5 * (1.0 - 1e-12);

/// Groups in slots. A merge leaves the outcome in the lower slot, so that slots stay in the order
/// of each group's smallest area code; slots that have become empty are squeezed out now and then.
class Groups {
 public:
  explicit Groups(const Blocks& blocks)
      : columns_(blocks.columns),
        values_(blocks.values),
        weights_(blocks.weights),
        rank_(blocks.weights.size()),
        slots_(blocks.rows),
        living_(blocks.rows),
        tip_(columns_),
        other_(columns_) {
    std::iota(rank_.begin(), rank_.end(), 0U);
    for (std::size_t s = slots_; s < weights_.size(); ++s) bury(s);
  }

  [[nodiscard]] std::size_t living() const { return living_; }
  [[nodiscard]] bool sparse() const { return slots_ > 64 && living_ * 4 < slots_ * 3; }
  [[nodiscard]] std::uint32_t rank(std::size_t slot) const { return rank_[slot]; }
  [[nodiscard]] bool is_gone(std::size_t slot) const { return values_[place(slot, 0)] == kGone; }

  struct Partner {
    std::size_t slot = 0;
    double cost = kInfinity;
  };

  /// The cheapest partner of a group. `known` (the partner before in the chain) wins ties, which
  /// ends the chain; else the lowest slot does.
  [[nodiscard]] Partner cheapest(std::size_t slot, std::optional<Partner> known) {
    copy(slot, tip_);
    Partner best = known.value_or(Partner{});
    const RowBlocks rows{.values = values_.data(),
                         .blocks = (slots_ + kLanes - 1) / kLanes,
                         .columns = columns_,
                         .weights = weights_.data()};
    const double weight = weights_[slot];
    std::size_t b = 0;
    while (true) {
      // Uses w v / (w + v) >= min(w, v) / 2, which needs no division.
      b = next_below(
          rows, b,
          {.centre = tip_.data(), .weight = weight, .slack = kBoundSlack, .limit = best.cost});
      if (b == rows.blocks) return best;
      for (std::size_t s = b * kLanes; s < std::min(slots_, (b + 1) * kLanes); ++s) {
        if (s == slot) continue;
        const double cost = cost_to_tip(s, weight);
        if (cost < best.cost) best = {s, cost};
      }
      ++b;
    }
  }

  /// Merges two groups; the outcome is in the lower slot.
  void merge(std::size_t a, std::size_t b) {
    const std::size_t low = std::min(a, b);
    const std::size_t high = std::max(a, b);
    const double sum = weights_[low] + weights_[high];
    copy(high, other_);
    for (std::size_t j = 0; j < columns_; ++j) {
      double& value = values_[place(low, j)];
      value += weights_[high] / sum * (other_[j] - value);
    }
    weights_[low] = sum;
    bury(high);
    --living_;
  }

  /// Squeezes the empty slots out; the order stays. `moved` tells the new slot of each old one.
  void compact(std::vector<std::size_t>& chain) {
    std::vector<std::size_t> moved(slots_);
    std::size_t kept = 0;
    for (std::size_t s = 0; s < slots_; ++s) {
      moved[s] = kept;
      if (is_gone(s)) continue;
      if (s != kept) relocate(s, kept);
      ++kept;
    }
    for (std::size_t& slot : chain) slot = moved[slot];
    for (std::size_t s = kept; s < slots_; ++s) bury(s);
    slots_ = kept;
  }

 private:
  [[nodiscard]] std::size_t place(std::size_t slot, std::size_t column) const {
    return (slot / kLanes * columns_ + column) * kLanes + slot % kLanes;
  }

  void copy(std::size_t slot, std::vector<double>& out) const {
    for (std::size_t j = 0; j < columns_; ++j) out[j] = values_[place(slot, j)];
  }

  void bury(std::size_t slot) {
    for (std::size_t j = 0; j < columns_; ++j) values_[place(slot, j)] = kGone;
    weights_[slot] = 1.0;
  }

  void relocate(std::size_t from, std::size_t to) {
    for (std::size_t j = 0; j < columns_; ++j) values_[place(to, j)] = values_[place(from, j)];
    weights_[to] = weights_[from];
    rank_[to] = rank_[from];
  }

  [[nodiscard]] double cost_to_tip(std::size_t slot, double tip_weight) const {
    double sum = 0.0;
    for (std::size_t j = 0; j < columns_; ++j) {
      const double gap = values_[place(slot, j)] - tip_[j];
      sum += gap * gap;
    }
    const double weight = weights_[slot];
    return sum * (weight * tip_weight / (weight + tip_weight));
  }

  std::size_t columns_;
  std::vector<double> values_;
  std::vector<double> weights_;
  std::vector<std::uint32_t> rank_;  // of the smallest area code in the group
  std::size_t slots_;
  std::size_t living_;
  std::vector<double> tip_;
  std::vector<double> other_;
};

std::vector<RawMerge> follow_chains(Groups groups, const core::Execution& execution) {
  std::vector<RawMerge> merges;
  std::vector<std::size_t> chain;
  std::vector<double> costs;  // costs[i]: from chain[i] to chain[i + 1]
  while (groups.living() > 1) {
    if (groups.sparse()) groups.compact(chain);
    if (chain.empty()) chain.push_back(0);  // the slot of the smallest code is never emptied
    const std::size_t tip = chain.back();
    std::optional<Groups::Partner> before;
    if (chain.size() > 1) before = {chain[chain.size() - 2], costs.back()};
    const Groups::Partner partner = groups.cheapest(tip, before);
    if (!before || partner.slot != before->slot) {
      chain.push_back(partner.slot);
      costs.push_back(partner.cost);
    } else {
      merges.push_back({groups.rank(tip), groups.rank(partner.slot), partner.cost});
      groups.merge(tip, partner.slot);
      chain.resize(chain.size() - 2);
      costs.resize(chain.empty() ? 0 : chain.size() - 1);
      execution.advance(1);
    }
    if (merges.size() % 16 == 0) execution.advance();
  }
  return merges;
}

/// Areas that have the same numbers as another one: they merge at height 0, before all others.
std::vector<std::string> equal_areas(const Hierarchy& tree) {
  std::vector<std::string> areas;
  for (const Merge& merge : tree.merges) {
    if (merge.height > 0.0) break;
    for (const std::uint32_t group : {merge.first, merge.second}) {
      if (group < tree.codes.size()) areas.push_back(tree.codes[group]);
    }
  }
  std::ranges::sort(areas);
  return areas;
}

void require_differing_areas(const Hierarchy& tree, std::size_t types) {
  const std::size_t areas = tree.area_of_group.size();
  if (types < 2 || tree.merges[areas - types].height > 0.0) return;
  const auto equal = std::ranges::count(tree.merges, 0.0, &Merge::height);
  throw core::InvalidInput(
      {.code = "fewer_areas_than_types",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} types are wanted, but only {} of {} areas differ", types,
                              areas - static_cast<std::size_t>(equal), areas),
       .place = {.argument = "types"},
       .hint = "choose fewer types: equal areas are of one type",
       .areas = equal_areas(tree)});
}

}  // namespace

std::vector<std::uint32_t> Hierarchy::cut(std::size_t types) const {
  const std::size_t areas = area_of_group.size();
  if (types < 1) core::invalid_argument("types", "is 0; at least one type is needed");
  if (types > areas) {
    throw core::InvalidInput(
        {.code = "fewer_areas_than_types",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} types are wanted of {} areas", types, areas),
         .place = {.argument = "types"},
         .hint = "choose fewer types"});
  }
  require_differing_areas(*this, types);
  constexpr std::uint32_t kOpen = UINT32_MAX;
  const std::size_t kept = areas - types;  // merges that stand
  std::vector<std::uint32_t> type_of_group(areas + merges.size(), kOpen);
  std::uint32_t next = 0;
  for (std::size_t g = areas + kept; g-- > 0;) {
    if (type_of_group[g] == kOpen) type_of_group[g] = next++;
    if (g < areas) continue;
    type_of_group[merges[g - areas].first] = type_of_group[g];
    type_of_group[merges[g - areas].second] = type_of_group[g];
  }
  std::vector<std::uint32_t> result(areas);
  for (std::size_t g = 0; g < areas; ++g) result[area_of_group[g]] = type_of_group[g];
  return result;
}

Hierarchy ward(const Points& points, const WardOptions& options) {
  require_valid(points);
  require_positive_weights(points);
  const Blocks blocks(points);
  options.execution.expect(blocks.rows - 1);
  Hierarchy result = leaves(points, blocks);
  result.merges = in_order_of_height(follow_chains(Groups(blocks), options.execution), blocks.rows,
                                     height_of_rise);
  return result;
}

}  // namespace sozialraum::typology
