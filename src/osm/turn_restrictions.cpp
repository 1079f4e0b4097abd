#include "osm/turn_restrictions.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <unordered_set>
#include <utility>

#include "osm/split_nodes.hpp"

namespace sozialraum::osm {
namespace {

using core::Deciseconds;
using network::Edge;
using network::EdgeFlags;
using network::EdgeList;
using network::kClosed;
using network::LonLat;
using network::NodeId;

using Ends = std::vector<EdgeEndAt>;

/// Counts what became of the rules.
struct Tally {
  std::uint64_t applied = 0;
  std::uint64_t no_member = 0;
  std::uint64_t ambiguous = 0;
  std::uint64_t contradictory = 0;
};

/// An edge in one direction.
struct Ride {
  std::size_t edge = 0;
  bool backward = false;

  [[nodiscard]] Ride turned() const { return {edge, !backward}; }
  friend auto operator<=>(const Ride&, const Ride&) = default;
};

Ride arrival(const EdgeEndAt& end) { return {end.edge, !end.at_to}; }
Ride departure(const EdgeEndAt& end) { return {end.edge, end.at_to}; }

Deciseconds time_of(const EdgeList& list, const Ride& ride) {
  const Edge& edge = list.edges[ride.edge];
  return ride.backward ? edge.backward : edge.forward;
}

// ---- what the rules forbid at a junction

class TurnTable {
 public:
  explicit TurnTable(std::size_t ends) : ends_(ends), forbidden_(ends * ends, false) {}
  void forbid(std::size_t from, std::size_t to) { forbidden_[from * ends_ + to] = true; }
  [[nodiscard]] bool allowed(std::size_t from, std::size_t to) const {
    return !forbidden_[from * ends_ + to];
  }
  [[nodiscard]] bool any_from(std::size_t from) const {
    const auto row = forbidden_.begin() + static_cast<std::ptrdiff_t>(from * ends_);
    return std::find(row, row + static_cast<std::ptrdiff_t>(ends_), true) !=
           row + static_cast<std::ptrdiff_t>(ends_);
  }
  [[nodiscard]] bool any() const {
    return std::find(forbidden_.begin(), forbidden_.end(), true) != forbidden_.end();
  }

 private:
  std::size_t ends_;
  std::vector<bool> forbidden_;
};

/// Reads the rules of one junction.
class RuleReader {
 public:
  RuleReader(const EdgeList& list, const Ends& ends, Tally& tally)
      : list_(list), ends_(ends), tally_(tally), table_(ends.size()) {}

  TurnTable read(const std::vector<TurnRule>& turns) {
    std::map<std::size_t, std::vector<std::size_t>> only;
    for (const TurnRule& turn : turns) {
      for (const auto& [from, to] : pairs_of(turn)) {
        if (turn.only) {
          only[from].push_back(to);
        } else {
          table_.forbid(from, to);
        }
      }
    }
    // Several "only" from one road are one set.
    for (const auto& [from, allowed] : only) {
      const std::size_t road = from;
      const bool any_left = std::any_of(allowed.begin(), allowed.end(),
                                        [&](std::size_t to) { return table_.allowed(road, to); });
      tally_.contradictory += any_left ? 0U : 1U;
      for (std::size_t to = 0; to < ends_.size(); ++to) {
        if (std::find(allowed.begin(), allowed.end(), to) == allowed.end()) {
          table_.forbid(from, to);
        }
      }
    }
    return std::move(table_);
  }

 private:
  using Pair = std::pair<std::size_t, std::size_t>;

  /// A way that passes the junction has two ends there: the one that can arrive is meant, the one
  /// that can be left into, and of those left the pair that turns as the rule says.
  [[nodiscard]] std::vector<Pair> pairs_of(const TurnRule& turn) {
    const bool round = turn.shape == TurnShape::kRound && turn.from == turn.to;
    bool there = false;
    bool leads = false;
    std::vector<Pair> pairs;
    for (std::size_t a = 0; a < ends_.size(); ++a) {
      there = there || way_at(a) == turn.from;
      leads = leads || way_at(a) == turn.to;
      if (way_at(a) != turn.from || time_of(list_, arrival(ends_[a])) == kClosed) continue;
      for (std::size_t b = 0; b < ends_.size(); ++b) {
        const bool open = time_of(list_, departure(ends_[b])) != kClosed;
        if (way_at(b) == turn.to && open && (a == b) == round) pairs.emplace_back(a, b);
      }
    }
    if (!there || !leads) {
      ++tally_.no_member;
      return {};
    }
    if (pairs.size() > 1 && !round) keep_of_shape(turn.shape, pairs);
    if (pairs.size() > 1 && !round) {
      ++tally_.ambiguous;
      return {};
    }
    ++tally_.applied;  // also if nobody could make the turn anyway
    return pairs;
  }

  [[nodiscard]] std::int64_t way_at(std::size_t end) const {
    return list_.edges[ends_[end].edge].way_id;
  }

  void keep_of_shape(TurnShape shape, std::vector<Pair>& pairs) const {
    std::erase_if(pairs, [&](const Pair& pair) {
      const double angle = angle_of(pair);
      switch (shape) {
        case TurnShape::kLeft:
          return !(angle > 20.0 && angle < 160.0);
        case TurnShape::kRight:
          return !(angle < -20.0 && angle > -160.0);
        case TurnShape::kStraight:
          return std::abs(angle) > 45.0;
        case TurnShape::kRound:
          return std::abs(angle) < 135.0;
        case TurnShape::kUnknown:
          break;
      }
      return false;
    });
  }

  /// By how many degrees one turns, to the left positive.
  [[nodiscard]] double angle_of(const Pair& pair) const {
    const LonLat in = outwards(ends_[pair.first]);
    const LonLat out = outwards(ends_[pair.second]);
    const double turn = std::atan2(out.lat, out.lon) - std::atan2(-in.lat, -in.lon);
    return std::remainder(turn, 2.0 * std::numbers::pi) * 180.0 / std::numbers::pi;
  }

  /// The first step from the junction into the road, north and east in the same unit.
  [[nodiscard]] LonLat outwards(const EdgeEndAt& end) const {
    const Edge& edge = list_.edges[end.edge];
    LonLat here = list_.node_positions[network::index(end.at_to ? edge.to : edge.from)];
    LonLat next = list_.node_positions[network::index(end.at_to ? edge.from : edge.to)];
    if (!list_.shape_begin.empty()) {
      const std::uint32_t begin = list_.shape_begin[end.edge];
      const std::uint32_t behind = list_.shape_begin[end.edge + 1];
      if (begin < behind) next = list_.shape_points[end.at_to ? behind - 1 : begin];
    }
    const double shrink = std::cos(here.lat * std::numbers::pi / 180.0);
    return {(next.lon - here.lon) * shrink, next.lat - here.lat};
  }

  const EdgeList& list_;
  const Ends& ends_;
  Tally& tally_;
  TurnTable table_;
};

// ---- copies of nodes

class Copier {
 public:
  Copier(EdgeList& list, const std::vector<RuledNode>& nodes, Tally& tally) : list_(list) {
    std::vector<NodeId> ruled;
    for (const RuledNode& node : nodes) ruled.push_back(node.node);
    const auto ends = ends_at(list, ruled);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      TurnTable table = RuleReader(list, ends[i], tally).read(nodes[i].turns);
      if (table.any()) tables_.emplace(ruled[i], std::move(table));
      if (tables_.contains(ruled[i])) ends_.emplace(ruled[i], ends[i]);
    }
    find_neighbours();
  }

  void run() {
    if (tables_.empty()) return;
    find_restricted();
    for (std::size_t next = 0; next < copies_.size(); ++next) leave(copies_[next]);
    flag_all_at_copied_nodes();
    put_arrivals();
    put_together();
  }

 private:
  /// The copy of a node for those who arrive over one road.
  struct Copy {
    Ride arrival;
    NodeId node{};
  };
  struct NewEdge {
    Edge edge;
    std::size_t like = 0;  ///< whose course it has
  };

  [[nodiscard]] NodeId head(const Ride& ride) const {
    const Edge& edge = list_.edges[ride.edge];
    return ride.backward ? edge.from : edge.to;
  }

  /// Who leaves the copies goes to ends of their roads, and on from there.
  void find_neighbours() {
    std::vector<NodeId> nodes;
    std::unordered_set<std::uint32_t> known;
    for (const auto& [node, ends] : ends_) {
      for (const EdgeEndAt& end : ends) {
        const NodeId other = head(departure(end));
        touching_.insert(end.edge);
        if (ends_.contains(other) || !known.insert(static_cast<std::uint32_t>(other)).second) {
          continue;
        }
        nodes.push_back(other);
      }
    }
    auto ends = ends_at(list_, nodes);
    for (std::size_t i = 0; i < nodes.size(); ++i) ends_.emplace(nodes[i], std::move(ends[i]));
  }

  /// All arrivals from which some turn is forbidden, in the order of nodes and edges.
  void find_restricted() {
    for (const auto& [node, table] : tables_) {
      const Ends& ends = ends_.at(node);
      for (std::size_t i = 0; i < ends.size(); ++i) {
        const Ride ride = arrival(ends[i]);
        if (time_of(list_, ride) == kClosed || !table.any_from(i)) continue;
        restricted_.push_back(ride);
        forbidding_.insert(ride);
        (void)copy_of(ride);
      }
    }
  }

  NodeId copy_of(const Ride& ride) {
    const auto [found, fresh] = copy_of_.try_emplace(ride, NodeId{});
    if (fresh) {
      found->second = make_copy(list_, head(ride));
      list_.node_copies.push_back({found->second, head(ride)});
      copies_.push_back({ride, found->second});
    }
    return found->second;
  }

  /// Where somebody who leaves a copy over this road comes to. Who has turned round is as free at
  /// the end of it as anybody else: to turn a second time leads back to where one was.
  NodeId goal_of(const Ride& ride, bool round) {
    if (forbidding_.contains(ride)) return copy_of_.at(ride);
    const bool may_turn = !round && time_of(list_, ride.turned()) != kClosed;
    return may_turn && touching_.contains(ride.edge) ? copy_of(ride) : head(ride);
  }

  void leave(const Copy copy) {
    const NodeId here = head(copy.arrival);
    const Ends& ends = ends_.at(here);
    const auto table = tables_.find(here);
    std::size_t by = 0;
    while (arrival(ends[by]) != copy.arrival) ++by;
    for (std::size_t to = 0; to < ends.size(); ++to) {
      const Ride ride = departure(ends[to]);
      const Deciseconds time = time_of(list_, ride);
      if (time == kClosed || (table != tables_.end() && !table->second.allowed(by, to))) continue;
      const bool round = to == by;
      Edge edge = list_.edges[ride.edge];
      (ride.backward ? edge.to : edge.from) = copy.node;
      (ride.backward ? edge.from : edge.to) = goal_of(ride, round);
      edge.forward = ride.backward ? kClosed : time + (round ? kTurningRound : 0);
      edge.backward = ride.backward ? time + (round ? kTurningRound : 0) : kClosed;
      edge.flags = edge.flags | EdgeFlags::kTurnCopy;
      added_.push_back({edge, ride.edge});
    }
  }

  /// Whoever rides towards a forbidden turn arrives at the copy, and nobody at the junction itself.
  void put_arrivals() {
    for (const Ride& ride : restricted_) {
      Edge& plain = list_.edges[ride.edge];
      const NodeId goal = copy_of_.at(ride);
      if (time_of(list_, ride.turned()) == kClosed) {
        (ride.backward ? plain.from : plain.to) = goal;
        continue;
      }
      Edge edge = plain;
      (ride.backward ? edge.from : edge.to) = goal;
      (ride.backward ? edge.forward : edge.backward) = kClosed;
      (ride.backward ? plain.backward : plain.forward) = kClosed;
      added_.push_back({edge, ride.edge});
    }
  }

  /// Places at a junction must know that it has copies, over whichever road they come.
  void flag_all_at_copied_nodes() {
    for (const Copy& copy : copies_) {
      for (const EdgeEndAt& end : ends_.at(head(copy.arrival))) {
        list_.edges[end.edge].flags = list_.edges[end.edge].flags | EdgeFlags::kTurnCopy;
      }
    }
  }

  void put_together() {
    const bool bends = !list_.shape_begin.empty();
    std::vector<network::FixedLonLat>& points = list_.shape_points;
    for (const NewEdge& one : added_) {
      list_.edges.push_back(one.edge);
      if (!bends) continue;
      const std::size_t begin = list_.shape_begin[one.like];
      const std::size_t behind = list_.shape_begin[one.like + 1];
      for (std::size_t i = begin; i < behind; ++i)
        points.push_back(network::FixedLonLat(points[i]));
      list_.shape_begin.push_back(static_cast<std::uint32_t>(points.size()));
    }
  }

  EdgeList& list_;
  std::map<NodeId, TurnTable> tables_;
  std::map<NodeId, Ends> ends_;               // of these nodes and of their neighbours
  std::unordered_set<std::size_t> touching_;  // edges of junctions with forbidden turns
  std::vector<Ride> restricted_;
  std::set<Ride> forbidding_;  // the same
  std::map<Ride, NodeId> copy_of_;
  std::vector<Copy> copies_;
  std::vector<NewEdge> added_;
};

void tell(const Tally& tally, ImportReport& report) {
  report.count("relation", "kept", "turn_applied", tally.applied, "a turn restriction at a node");
  report.count("relation", "dropped", "turn_of_missing_road", tally.no_member,
               "a turn restriction between roads that the mode does not use here");
  report.count("relation", "dropped", "turn_ambiguous", tally.ambiguous,
               "a turn restriction whose way passes the node, and it is not clear which piece");
  report.count("relation", "noted", "turn_contradictory", tally.contradictory,
               "a rule allows only a turn that another one forbids, so there is no way on");
}

}  // namespace

void restrict_turns(EdgeList& list, const std::vector<RuledNode>& nodes, ImportReport& report) {
  if (nodes.empty()) return;
  Tally tally;
  Copier(list, nodes, tally).run();
  tell(tally, report);
}

}  // namespace sozialraum::osm
