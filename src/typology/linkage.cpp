#include "sozialraum/typology/linkage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sozialraum/core/finding.hpp"
#include "typology/blocks.hpp"
#include "typology/items.hpp"
#include "typology/merges.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kMostAreas = 20'000;
constexpr std::size_t kNone = SIZE_MAX;

double height_of(double distance) { return distance; }

/// Distances of one area to all others.
class FromOne {
 public:
  explicit FromOne(const Blocks& blocks)
      : blocks_(blocks),
        far_(blocks.weights.size(), kInfinity),
        squares_(far_.size()),
        centre_(blocks.columns) {}

  [[nodiscard]] const std::vector<double>& squares(std::size_t rank) {
    blocks_.copy_row(rank, centre_);
    nearer_of(blocks_, centre_, far_.data(), squares_.data());
    return squares_;
  }

 private:
  const Blocks& blocks_;
  std::vector<double> far_;
  std::vector<double> squares_;
  std::vector<double> centre_;
};

/// Distances between groups; a group has the slot of its first area, the other slot is given up.
class GroupTable {
 public:
  GroupTable(const Blocks& blocks, Linkage linkage, const core::Execution& execution)
      : count_(blocks.rows),
        linkage_(linkage),
        weights_(blocks.weights.begin(),
                 blocks.weights.begin() + static_cast<std::ptrdiff_t>(count_)),
        alive_(count_),
        values_(count_ * (count_ - 1) / 2) {
    FromOne from(blocks);
    for (std::size_t a = 0; a < count_; ++a) {
      if (a % 64 == 0) execution.advance();
      alive_[a] = a;
      const std::vector<double>& squares = from.squares(a);
      for (std::size_t b = 0; b < a; ++b) values_[place(a, b)] = std::sqrt(squares[b]);
    }
  }

  [[nodiscard]] std::size_t living() const { return alive_.size(); }
  [[nodiscard]] std::size_t first() const { return alive_.front(); }
  [[nodiscard]] double distance(std::size_t a, std::size_t b) const { return values_[place(a, b)]; }

  /// The nearest group; `before`, the partner before in the chain, wins ties, else the lowest slot.
  [[nodiscard]] std::size_t nearest(std::size_t slot, std::size_t before) const {
    std::size_t best = before;
    double least = before == kNone ? kInfinity : distance(slot, before);
    for (const std::size_t other : alive_) {
      if (other == slot) continue;
      const double far = distance(slot, other);
      if (far < least || best == kNone) {
        least = far;
        best = other;
      }
    }
    return best;
  }

  /// Lance and Williams (1967).
  void merge(std::size_t a, std::size_t b) {
    const std::size_t low = std::min(a, b);
    const std::size_t high = std::max(a, b);
    alive_.erase(std::ranges::lower_bound(alive_, high));
    const double share = weights_[high] / (weights_[low] + weights_[high]);
    for (const std::size_t other : alive_) {
      if (other == low) continue;
      double& far = values_[place(low, other)];
      const double there = distance(high, other);
      far = linkage_ == Linkage::kComplete ? std::max(far, there) : far + share * (there - far);
    }
    weights_[low] += weights_[high];
  }

 private:
  [[nodiscard]] static std::size_t place(std::size_t a, std::size_t b) {
    const std::size_t high = std::max(a, b);
    return high * (high - 1) / 2 + std::min(a, b);
  }

  std::size_t count_;
  Linkage linkage_;
  std::vector<double> weights_;
  std::vector<std::size_t> alive_;
  std::vector<double> values_;
};

std::vector<RawMerge> follow_chains(GroupTable groups, const core::Execution& execution) {
  std::vector<RawMerge> merges;
  std::vector<std::size_t> chain;
  while (groups.living() > 1) {
    if (chain.empty()) chain.push_back(groups.first());
    const std::size_t tip = chain.back();
    const std::size_t before = chain.size() > 1 ? chain[chain.size() - 2] : kNone;
    const std::size_t partner = groups.nearest(tip, before);
    if (partner != before) {
      chain.push_back(partner);
      continue;
    }
    merges.push_back({static_cast<std::uint32_t>(tip), static_cast<std::uint32_t>(partner),
                      groups.distance(tip, partner)});
    groups.merge(tip, partner);
    chain.resize(chain.size() - 2);
    execution.advance(1);
  }
  return merges;
}

/// The edges of the shortest tree that joins all areas (Prim 1957).
std::vector<RawMerge> shortest_tree(const Blocks& blocks, const core::Execution& execution) {
  const std::size_t count = blocks.rows;
  FromOne from(blocks);
  std::vector<double> near(count, kInfinity);
  std::vector<std::uint32_t> joined_by(count, 0);
  std::vector<bool> inside(count, false);
  std::vector<RawMerge> edges;
  std::size_t last = 0;
  inside[0] = true;
  while (edges.size() + 1 < count) {
    const std::vector<double>& squares = from.squares(last);
    std::size_t next = kNone;
    for (std::size_t i = 0; i < count; ++i) {
      if (inside[i]) continue;
      if (squares[i] < near[i]) {
        near[i] = squares[i];
        joined_by[i] = static_cast<std::uint32_t>(last);
      }
      if (next == kNone || near[i] < near[next]) next = i;
    }
    edges.push_back({joined_by[next], static_cast<std::uint32_t>(next), std::sqrt(near[next])});
    inside[next] = true;
    last = next;
    execution.advance(1);
  }
  return edges;
}

void require_room(std::size_t areas) {
  if (areas <= kMostAreas) return;
  throw core::InvalidInput(
      {.code = "too_many_areas",
       .severity = core::Severity::kWarning,
       .message = fmt::format("the distances between {} areas do not fit; at most {} are possible",
                              areas, kMostAreas),
       .place = {.argument = "points"},
       .hint = "use Ward's method, which needs no table of distances",
       .details = {{"areas", std::to_string(areas)}, {"most", std::to_string(kMostAreas)}}});
}

}  // namespace

Hierarchy linkage(const Points& points, const LinkageOptions& options) {
  require_valid(points);
  require_positive_weights(points);
  const bool single = options.linkage == Linkage::kSingle;
  if (!single) require_room(points.areas());
  const Blocks blocks(points);
  options.execution.expect(blocks.rows - 1);
  Hierarchy result = leaves(points, blocks);
  result.merges = in_order_of_height(
      single ? shortest_tree(blocks, options.execution)
             : follow_chains(GroupTable(blocks, options.linkage, options.execution),
                             options.execution),
      blocks.rows, height_of);
  return result;
}

}  // namespace sozialraum::typology
