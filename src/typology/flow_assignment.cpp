#include "typology/flow_assignment.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace sozialraum::typology {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();

/// An item that could go on to another type, and what that costs.
struct Offer {
  double cost = 0.0;
  std::uint32_t item = 0;
  // Cheapest on top of a heap; of equally cheap ones the first item.
  friend bool operator<(const Offer& a, const Offer& b) {
    return a.cost != b.cost ? a.cost > b.cost : a.item > b.item;
  }
};

/// Nodes 0..types-1 are the types, node `types` is the market through which they trade places.
class Flow {
 public:
  Flow(std::span<const double> costs, std::size_t types, std::size_t least, std::size_t most)
      : costs_(costs),
        types_(types),
        items_(costs.size() / types),
        own_(items_),
        size_(types),
        through_(types),
        offers_(types * types),
        excess_(types + 1),
        least_(least),
        most_(most) {
    for (std::uint32_t i = 0; i < items_; ++i) {
      const auto row = costs_.subspan(i * types_, types_);
      own_[i] = static_cast<std::uint32_t>(std::ranges::min_element(row) - row.begin());
      ++size_[own_[i]];
    }
    for (std::uint32_t i = 0; i < items_; ++i) collect_offers(i);
    for (std::vector<Offer>& heap : offers_) std::make_heap(heap.begin(), heap.end());
    std::ptrdiff_t sum = 0;
    for (std::size_t j = 0; j < types_; ++j) {
      through_[j] = std::clamp(size_[j], least_, most_);
      excess_[j] = static_cast<std::ptrdiff_t>(size_[j]) - static_cast<std::ptrdiff_t>(through_[j]);
      sum += static_cast<std::ptrdiff_t>(through_[j]);
    }
    excess_[types_] = sum - static_cast<std::ptrdiff_t>(items_);
    const auto [low, high] = std::ranges::minmax_element(costs_);
    tiny_ = 1e-13 * (*high - *low);
  }

  std::vector<std::uint32_t> run() {
    while (true) {
      const auto from = std::ranges::find_if(excess_, [](auto e) { return e > 0; });
      if (from == excess_.end()) return own_;
      send_one(static_cast<std::size_t>(from - excess_.begin()));
    }
  }

 private:
  [[nodiscard]] double cost(std::uint32_t item, std::size_t type) const {
    return costs_[item * types_ + type];
  }

  void collect_offers(std::uint32_t item) {
    for (std::size_t l = 0; l < types_; ++l) {
      if (l == own_[item]) continue;
      offers_[own_[item] * types_ + l].push_back({cost(item, l) - cost(item, own_[item]), item});
    }
  }

  /// The cheapest way of one item from type j to l; items that have left meanwhile are dropped.
  [[nodiscard]] double cheapest(std::size_t j, std::size_t l) {
    std::vector<Offer>& heap = offers_[j * types_ + l];
    while (!heap.empty() && own_[heap.front().item] != j) {
      std::pop_heap(heap.begin(), heap.end());
      heap.pop_back();
    }
    return heap.empty() ? kFar : heap.front().cost;
  }

  [[nodiscard]] double arc(std::size_t from, std::size_t to) {
    if (from == types_) return through_[to] > least_ ? 0.0 : kFar;
    if (to == types_) return through_[from] < most_ ? 0.0 : kFar;
    return cheapest(from, to);
  }

  void send_one(std::size_t from) {
    const std::size_t nodes = types_ + 1;
    std::vector<double> far(nodes, kFar);
    std::vector<std::size_t> before(nodes, nodes);
    far[from] = 0.0;
    bool shorter = true;
    for (std::size_t round = 0; round < nodes && shorter; ++round) {
      shorter = false;
      for (std::size_t a = 0; a < nodes; ++a) {
        if (far[a] == kFar) continue;
        for (std::size_t b = 0; b < nodes; ++b) {
          if (a == b || b == from || !(far[a] + arc(a, b) < far[b] - tiny_)) continue;
          far[b] = far[a] + arc(a, b);
          before[b] = a;
          shorter = true;
        }
      }
    }
    std::size_t to = nodes;
    for (std::size_t b = 0; b < nodes; ++b) {
      if (excess_[b] < 0 && far[b] < kFar && (to == nodes || far[b] < far[to])) to = b;
    }
    assert(to < nodes && "the bounds can be kept");
    --excess_[from];
    ++excess_[to];
    for (std::size_t b = to; b != from; b = before[b]) hand_on(before[b], b);
  }

  void hand_on(std::size_t from, std::size_t to) {
    if (from == types_) {
      --through_[to];
    } else if (to == types_) {
      ++through_[from];
    } else {
      static_cast<void>(cheapest(from, to));
      const std::uint32_t item = offers_[from * types_ + to].front().item;
      own_[item] = static_cast<std::uint32_t>(to);
      for (std::size_t l = 0; l < types_; ++l) {
        if (l == to) continue;
        std::vector<Offer>& heap = offers_[to * types_ + l];
        heap.push_back({cost(item, l) - cost(item, to), item});
        std::push_heap(heap.begin(), heap.end());
      }
    }
  }

  std::span<const double> costs_;
  std::size_t types_;
  std::size_t items_;
  std::vector<std::uint32_t> own_;
  std::vector<std::size_t> size_;
  std::vector<std::size_t> through_;        // flow from each type to the market
  std::vector<std::vector<Offer>> offers_;  // heaps, from type x to type
  std::vector<std::ptrdiff_t> excess_;
  std::size_t least_;
  std::size_t most_;
  double tiny_ = 0.0;
};

}  // namespace

std::vector<std::uint32_t> flow_assignment(std::span<const double> costs, std::size_t types,
                                           std::size_t least, std::size_t most) {
  return Flow(costs, types, least, most).run();
}

}  // namespace sozialraum::typology
