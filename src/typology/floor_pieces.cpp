#include "typology/floor_pieces.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <unordered_map>

namespace sozialraum::typology {
namespace {

using Set = std::uint32_t;

constexpr Set bit(std::size_t area) { return Set{1} << area; }
std::size_t lowest(Set set) { return static_cast<std::size_t>(std::countr_zero(set)); }

/// What is known of a few areas as sets of bits.
class Facts {
 public:
  explicit Facts(const PieceTask& task) : task_(task), near_(task.areas) {
    for (std::size_t a = 0; a < task.areas; ++a) {
      for (std::size_t b = 0; b < task.areas; ++b) {
        if (a != b && link(a, b) != PieceTask::kNone) near_[a] |= bit(b);
      }
      if (task.to_rest[a] != PieceTask::kNone) at_rest_ |= bit(a);
    }
  }

  [[nodiscard]] Set near(std::size_t area) const { return near_[area]; }
  [[nodiscard]] bool touches_rest(Set set) const { return (set & at_rest_) != 0; }

  [[nodiscard]] bool carries(Set set) const {
    for (std::size_t f = 0; f < task_.floors.size(); ++f) {
      double sum = 0.0;
      for (Set left = set; left != 0; left &= left - 1) sum += count(lowest(left), f);
      if (!keeps(sum, task_.floors[f])) return false;
    }
    return true;
  }

  /// No division of the set has more units of its own than this.
  [[nodiscard]] std::size_t most_units(Set set) const {
    double most = static_cast<double>(std::popcount(set));
    for (std::size_t f = 0; f < task_.floors.size(); ++f) {
      double sum = 0.0;
      for (Set left = set; left != 0; left &= left - 1) {
        sum += std::min(count(lowest(left), f), task_.floors[f]);
      }
      most = std::min(most, std::floor(sum / task_.floors[f] + 1e-9));
    }
    return static_cast<std::size_t>(most);
  }

  /// The part of `set` that hangs together with its lowest area.
  [[nodiscard]] Set first_part(Set set) const {
    Set part = set & (~set + 1);
    for (Set open = part; open != 0;) {
      const Set reached = near_[lowest(open)] & set & ~part;
      part |= reached;
      open = (open & (open - 1)) | reached;
    }
    return part;
  }

  /// Sum of the cheapest links that hold the set together (Prim 1957).
  [[nodiscard]] double tree_cost(Set set) const {
    double total = 0.0;
    std::array<double, PieceTask::kMost> way{};
    const std::size_t start = lowest(set);
    Set left = set & ~bit(start);
    for (Set s = left; s != 0; s &= s - 1) way[lowest(s)] = link(start, lowest(s));
    while (left != 0) {
      std::size_t nearest = lowest(left);
      for (Set s = left; s != 0; s &= s - 1) {
        if (way[lowest(s)] < way[nearest]) nearest = lowest(s);
      }
      total += way[nearest];
      left &= ~bit(nearest);
      for (Set s = left; s != 0; s &= s - 1) {
        way[lowest(s)] = std::min(way[lowest(s)], link(nearest, lowest(s)));
      }
    }
    return total;
  }

  [[nodiscard]] double way_to_rest(Set set) const {
    double way = PieceTask::kNone;
    for (Set s = set & at_rest_; s != 0; s &= s - 1) way = std::min(way, task_.to_rest[lowest(s)]);
    return way;
  }

 private:
  [[nodiscard]] double link(std::size_t a, std::size_t b) const {
    return task_.cost[a * task_.areas + b];
  }
  [[nodiscard]] double count(std::size_t area, std::size_t floor) const {
    return task_.counts[area * task_.floors.size() + floor];
  }

  const PieceTask& task_;
  std::vector<Set> near_;
  Set at_rest_ = 0;
};

/// The best that can be made of a set; `first` is the piece that holds its lowest area.
struct Best {
  bool possible = false;
  std::size_t units = 0;
  double cost = 0.0;
  Piece first{};

  [[nodiscard]] bool beats(const Best& other) const {
    if (!possible) return false;
    return !other.possible || units > other.units || (units == other.units && cost < other.cost);
  }
};

class Search {
 public:
  Search(const PieceTask& task, std::uint64_t steps) : facts_(task), steps_(steps) {}

  [[nodiscard]] bool out_of_steps() const { return steps_ == 0; }

  /// The best of a set that may fall into parts.
  Best best_of(Set set) {
    Best sum{.possible = true};
    while (set != 0 && sum.possible) {
      const Set part = facts_.first_part(set);
      const Best best = best_of_part(part);
      sum.possible = best.possible;
      sum.units += best.units;
      sum.cost += best.cost;
      set &= ~part;
    }
    return sum;
  }

  Best best_of_part(Set part) {
    if (const auto known = known_.find(part); known != known_.end()) return known->second;
    Best best;
    if (facts_.touches_rest(part) || facts_.carries(part)) {
      const Growth start{.areas = part & (~part + 1)};
      grow(start, part, best);
    }
    if (!out_of_steps()) known_.emplace(part, best);
    return best;
  }

 private:
  /// A connected set on its way; `banned` areas belong to sets that were looked at before.
  struct Growth {
    Set areas = 0;
    Set banned = 0;
    Set carried = 0;  ///< the first set on this way that carried the floors
  };

  void grow(Growth now, Set part, Best& best) {
    if (out_of_steps()) return;
    --steps_;
    const bool carries = facts_.carries(now.areas);
    if (carries && can_be_cut(now)) return;  // and so can everything grown from it
    if (carries && now.carried == 0) now.carried = now.areas;
    consider(now.areas, carries, part, best);
    Set next = 0;
    for (Set s = now.areas; s != 0; s &= s - 1) next |= facts_.near(lowest(s));
    next &= part & ~now.areas & ~now.banned;
    for (; next != 0; next &= next - 1) {
      const Set added = next & (~next + 1);
      grow({now.areas | added, now.banned, now.carried}, part, best);
      now.banned |= added;
    }
  }

  /// Two units could be made of it: the part that carried the floors before, and what was added.
  [[nodiscard]] bool can_be_cut(const Growth& now) const {
    const Set added = now.areas & ~now.carried;
    return now.carried != 0 && added != 0 && facts_.first_part(added) == added &&
           facts_.carries(added);
  }

  void consider(Set piece, bool carries, Set part, Best& best) {
    if (!carries && !facts_.touches_rest(piece)) return;
    const Set rest = part & ~piece;
    const std::size_t own = carries ? 1 : 0;
    const std::size_t most = own + facts_.most_units(rest);
    if (best.possible && most < best.units) return;
    const double cost = facts_.tree_cost(piece) + (carries ? 0.0 : facts_.way_to_rest(piece));
    if (best.possible && most == best.units && cost >= best.cost) return;
    Best whole = best_of(rest);
    whole.units += own;
    whole.cost += cost;
    whole.first = {piece, !carries};
    if (!out_of_steps() && whole.beats(best)) best = whole;
  }

  Facts facts_;
  std::uint64_t steps_;
  std::unordered_map<Set, Best> known_;
};

}  // namespace

Pieces best_pieces(const PieceTask& task, std::uint64_t steps) {
  Search search(task, steps);
  Pieces result;
  const Set all = task.areas == PieceTask::kMost ? ~Set{0} : bit(task.areas) - 1;
  const Facts facts(task);
  for (Set left = all; left != 0;) {
    const Set part = facts.first_part(left);
    const Best best = search.best_of_part(part);
    if (!best.possible || search.out_of_steps()) return {};
    result.pieces.push_back(best.first);
    result.units += best.first.joins_rest ? 0 : 1;
    left &= ~best.first.areas;
  }
  result.finished = true;
  result.cost = cost_of(task, result.pieces);
  return result;
}

double cost_of(const PieceTask& task, std::span<const Piece> pieces) {
  const Facts facts(task);
  double cost = 0.0;
  for (const Piece& piece : pieces) {
    cost += facts.tree_cost(piece.areas);
    if (piece.joins_rest) cost += facts.way_to_rest(piece.areas);
  }
  return cost;
}

}  // namespace sozialraum::typology
