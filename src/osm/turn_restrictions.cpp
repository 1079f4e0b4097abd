#include "osm/turn_restrictions.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <numbers>
#include <string>
#include <utility>

namespace sozialraum::osm {
namespace {

using network::Edge;
using network::EdgeList;
using network::NodeId;

/// One end of an edge at the node that is taken apart.
struct End {
  std::size_t edge = 0;
  bool at_to = false;  ///< the edge's `to` is here
};

/// The edge ends at each split node, in the order of the edges.
std::vector<std::vector<End>> ends_at(const EdgeList& list, const std::vector<SplitNode>& split) {
  std::vector<std::vector<End>> ends(split.size());
  std::vector<std::uint32_t> row(list.node_positions.size(), 0);  // 0 = not split
  for (std::size_t i = 0; i < split.size(); ++i) {
    row[network::index(split[i].node)] = static_cast<std::uint32_t>(i + 1);
  }
  for (std::size_t e = 0; e < list.edges.size(); ++e) {
    const Edge& edge = list.edges[e];
    if (const auto i = row[network::index(edge.from)]; i != 0) ends[i - 1].push_back({e, false});
    if (const auto i = row[network::index(edge.to)]; i != 0) ends[i - 1].push_back({e, true});
  }
  return ends;
}

/// Counts what became of the rules.
struct Tally {
  std::uint64_t applied = 0;
  std::uint64_t no_member = 0;
  std::uint64_t ambiguous = 0;
  std::uint64_t u_turns = 0;
};

/// The one end that belongs to a way; -1 if there is none, -2 if there are several.
int end_of_way(const EdgeList& list, const std::vector<End>& ends, std::int64_t way) {
  int found = -1;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (list.edges[ends[i].edge].way_id != way) continue;
    if (found != -1) return -2;
    found = static_cast<int>(i);
  }
  return found;
}

class TurnTable {
 public:
  explicit TurnTable(std::size_t ends) : ends_(ends), forbidden_(ends * ends, false) {}
  void forbid(std::size_t from, std::size_t to) { forbidden_[from * ends_ + to] = true; }
  [[nodiscard]] bool allowed(std::size_t from, std::size_t to) const {
    return !forbidden_[from * ends_ + to];
  }
  [[nodiscard]] bool any() const {
    return std::find(forbidden_.begin(), forbidden_.end(), true) != forbidden_.end();
  }
  [[nodiscard]] bool any_from(std::size_t from) const {
    const auto row = forbidden_.begin() + static_cast<std::ptrdiff_t>(from * ends_);
    return std::find(row, row + static_cast<std::ptrdiff_t>(ends_), true) !=
           row + static_cast<std::ptrdiff_t>(ends_);
  }

 private:
  std::size_t ends_;
  std::vector<bool> forbidden_;
};

TurnTable turn_table(const EdgeList& list, const SplitNode& node, const std::vector<End>& ends,
                     Tally& tally) {
  TurnTable table(ends.size());
  for (const TurnRule& turn : node.turns) {
    const int from = end_of_way(list, ends, turn.from);
    const int to = end_of_way(list, ends, turn.to);
    if (turn.from == turn.to) {
      ++tally.u_turns;
    } else if (from == -1 || to == -1) {
      ++tally.no_member;
    } else if (from == -2 || to == -2) {
      ++tally.ambiguous;
    } else {
      ++tally.applied;
      const auto a = static_cast<std::size_t>(from);
      const auto b = static_cast<std::size_t>(to);
      if (!turn.only) table.forbid(a, b);
      for (std::size_t i = 0; turn.only && i < ends.size(); ++i) {
        if (i != a && i != b) table.forbid(a, i);
      }
    }
  }
  return table;
}

/// A new node; ids of new nodes count down from kMadeNodes.
NodeId make_node(EdgeList& list, network::FixedLonLat position) {
  const auto number = static_cast<std::uint32_t>(list.node_positions.size());
  list.node_positions.push_back(position);
  list.node_ids.push_back(kMadeNodes - static_cast<std::int64_t>(number));
  return NodeId{number};
}

/// Gives every end but the first a new node in the same place.
void separate(EdgeList& list, NodeId node, const std::vector<End>& ends) {
  for (std::size_t i = 1; i < ends.size(); ++i) {
    Edge& edge = list.edges[ends[i].edge];
    (ends[i].at_to ? edge.to : edge.from) =
        make_node(list, list.node_positions[network::index(node)]);
  }
}

/// An edge with its bends, while edges are cut and added.
struct Piece {
  Edge edge;
  std::vector<network::FixedLonLat> bends;
};

double rough_length(network::LonLat a, network::LonLat b) {
  const double shrink = std::cos((a.lat + b.lat) * std::numbers::pi / 360.0);
  return std::hypot((b.lon - a.lon) * shrink, b.lat - a.lat);
}

std::vector<network::FixedLonLat> course(const EdgeList& list, const Piece& piece) {
  std::vector<network::FixedLonLat> points{list.node_positions[network::index(piece.edge.from)]};
  points.insert(points.end(), piece.bends.begin(), piece.bends.end());
  points.push_back(list.node_positions[network::index(piece.edge.to)]);
  return points;
}

core::Deciseconds part_of(core::Deciseconds time, double share) {
  if (time == network::kClosed) return time;
  return static_cast<core::Deciseconds>(std::lround(static_cast<double>(time) * share));
}

core::Deciseconds rest_of(core::Deciseconds time, core::Deciseconds part) {
  return time == network::kClosed ? time : time - part;
}

/// Cuts a piece at a share of its length; the first part stays in `piece`, the second is returned.
Piece cut(EdgeList& list, Piece& piece, double share) {
  const auto points = course(list, piece);
  double total = 0.0;
  for (std::size_t i = 1; i < points.size(); ++i) total += rough_length(points[i - 1], points[i]);
  double left = share * total;
  std::size_t i = 1;
  while (i + 1 < points.size() && rough_length(points[i - 1], points[i]) < left) {
    left -= rough_length(points[i - 1], points[i]);
    ++i;
  }
  const double step = rough_length(points[i - 1], points[i]);
  const double t = step > 0.0 ? std::min(1.0, left / step) : 0.0;
  const network::LonLat a = points[i - 1];
  const network::LonLat b = points[i];
  const NodeId middle = make_node(list, {a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)});
  Piece second = piece;
  piece.edge.to = middle;
  piece.edge.metres = piece.edge.metres * share;
  piece.edge.forward = part_of(piece.edge.forward, share);
  piece.edge.backward = part_of(piece.edge.backward, share);
  piece.bends.assign(points.begin() + 1, points.begin() + static_cast<std::ptrdiff_t>(i));
  second.edge.from = middle;
  second.edge.metres = second.edge.metres - piece.edge.metres;
  second.edge.forward = rest_of(second.edge.forward, piece.edge.forward);
  second.edge.backward = rest_of(second.edge.backward, piece.edge.backward);
  second.bends.assign(points.begin() + static_cast<std::ptrdiff_t>(i), points.end() - 1);
  return second;
}

/// Edges that were cut, and the pieces that came of it, until the list is put together again.
class Workshop {
 public:
  explicit Workshop(EdgeList& list) : list_(list) {}

  /// Cuts a road before the junction; the short piece leads from the junction to the cut.
  Piece& short_piece(const End& end) {
    Piece& road = changed_.try_emplace(end.edge, piece(end.edge)).first->second;
    const Edge& whole = list_.edges[end.edge];
    const double reach = std::min(kReach, 0.4 * whole.metres);
    const double share = road.edge.metres > 0.0 ? reach / road.edge.metres : 0.4;
    if (end.at_to) {
      added_.push_back(reversed(cut(list_, road, 1.0 - share)));
    } else {
      Piece rest = cut(list_, road, share);
      added_.push_back(std::move(road));
      road = std::move(rest);
    }
    return added_.back();
  }

  void add(Piece piece) { added_.push_back(std::move(piece)); }

  /// The short pieces come behind all roads, the copies behind those. In place: what stays of a cut
  /// road has no more bends than the road had.
  void put_together() {
    if (!list_.shape_begin.empty()) put_bends();
    for (const auto& [edge, piece] : changed_) list_.edges[edge] = piece.edge;
    for (const Piece& piece : added_) list_.edges.push_back(piece.edge);
  }

 private:
  [[nodiscard]] Piece piece(std::size_t e) const {
    Piece piece{.edge = list_.edges[e], .bends = {}};
    if (!list_.shape_begin.empty()) {
      piece.bends.assign(list_.shape_points.begin() + list_.shape_begin[e],
                         list_.shape_points.begin() + list_.shape_begin[e + 1]);
    }
    return piece;
  }

  void put_bends() {
    std::vector<network::FixedLonLat>& points = list_.shape_points;
    std::size_t end = 0;  // of what is put together
    std::size_t behind = list_.shape_begin[0];
    auto change = changed_.begin();
    for (std::size_t e = 0; e < list_.edges.size(); ++e) {
      const std::size_t begin = behind;
      behind = list_.shape_begin[e + 1];
      list_.shape_begin[e] = static_cast<std::uint32_t>(end);
      const auto to = points.begin() + static_cast<std::ptrdiff_t>(end);
      if (change != changed_.end() && change->first == e) {
        const std::vector<network::FixedLonLat>& bends = (change++)->second.bends;
        std::copy(bends.begin(), bends.end(), to);
        end += bends.size();
      } else {
        std::copy(points.begin() + static_cast<std::ptrdiff_t>(begin),
                  points.begin() + static_cast<std::ptrdiff_t>(behind), to);
        end += behind - begin;
      }
    }
    points.resize(end);
    list_.shape_begin.pop_back();
    for (const Piece& piece : added_) {
      list_.shape_begin.push_back(static_cast<std::uint32_t>(points.size()));
      points.insert(points.end(), piece.bends.begin(), piece.bends.end());
    }
    list_.shape_begin.push_back(static_cast<std::uint32_t>(points.size()));
  }

  static Piece reversed(Piece piece) {
    std::swap(piece.edge.from, piece.edge.to);
    std::swap(piece.edge.forward, piece.edge.backward);
    std::reverse(piece.bends.begin(), piece.bends.end());
    return piece;
  }

  EdgeList& list_;
  std::map<std::size_t, Piece> changed_;
  std::deque<Piece> added_;  // a deque keeps references while it grows
};

/// Whoever comes from end i, where some turn is forbidden, gets a junction of their own.
void lead_restricted(EdgeList& list, Workshop& workshop, const SplitNode& node,
                     const std::vector<End>& ends, const TurnTable& table) {
  std::vector<Piece*> shorts;
  std::vector<Piece> untouched;
  for (const End& end : ends) {
    shorts.push_back(&workshop.short_piece(end));
    shorts.back()->edge.flags = shorts.back()->edge.flags | network::EdgeFlags::kTurnCopy;
  }
  for (const Piece* piece : shorts) untouched.push_back(*piece);
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (!table.any_from(i)) continue;
    const NodeId own = make_node(list, list.node_positions[network::index(node.node)]);
    shorts[i]->edge.backward = network::kClosed;  // nobody arrives at the common junction
    Piece arrival = untouched[i];
    arrival.edge.from = own;
    arrival.edge.forward = network::kClosed;
    workshop.add(std::move(arrival));
    for (std::size_t j = 0; j < ends.size(); ++j) {
      if (j == i || !table.allowed(i, j) || untouched[j].edge.forward == network::kClosed) continue;
      Piece departure = untouched[j];
      departure.edge.from = own;
      departure.edge.backward = network::kClosed;
      workshop.add(std::move(departure));
    }
  }
}

void tell(const Tally& tally, ImportReport& report) {
  report.count("relation", "kept", "turn_applied", tally.applied, "a turn restriction at a node");
  report.count("relation", "dropped", "turn_of_missing_road", tally.no_member,
               "a turn restriction between roads that the mode does not use here");
  report.count("relation", "dropped", "turn_ambiguous", tally.ambiguous,
               "a turn restriction whose way passes the node instead of ending there");
  report.count("relation", "dropped", "turn_u", tally.u_turns,
               "a ban on turning round: no shortest way does that at a node");
}

}  // namespace

void split_nodes(EdgeList& list, const std::vector<SplitNode>& split, ImportReport& report) {
  if (split.empty()) return;
  Tally tally;
  const auto ends = ends_at(list, split);
  for (std::size_t i = 0; i < split.size(); ++i) {
    if (split[i].closed) separate(list, split[i].node, ends[i]);
  }
  Workshop workshop(list);
  bool any = false;
  for (std::size_t i = 0; i < split.size(); ++i) {
    if (split[i].closed) continue;
    const TurnTable table = turn_table(list, split[i], ends[i], tally);
    if (!table.any()) continue;
    lead_restricted(list, workshop, split[i], ends[i], table);
    any = true;
  }
  if (any) workshop.put_together();
  tell(tally, report);
}

}  // namespace sozialraum::osm
