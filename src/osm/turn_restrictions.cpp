#include "osm/turn_restrictions.hpp"

#include <algorithm>
#include <string>

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

bool arrives(const EdgeList& list, const End& end) {
  const Edge& edge = list.edges[end.edge];
  return (end.at_to ? edge.forward : edge.backward) != network::kClosed;
}
bool leaves(const EdgeList& list, const End& end) {
  const Edge& edge = list.edges[end.edge];
  return (end.at_to ? edge.backward : edge.forward) != network::kClosed;
}

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

/// Gives every end but the first a new node in the same place; returns the nodes of the ends.
std::vector<NodeId> separate(EdgeList& list, NodeId node, const std::vector<End>& ends) {
  std::vector<NodeId> ports{node};
  for (std::size_t i = 1; i < ends.size(); ++i) {
    const NodeId port{static_cast<std::uint32_t>(list.node_positions.size())};
    list.node_positions.push_back(list.node_positions[network::index(node)]);
    list.node_ids.push_back(list.node_ids[network::index(node)]);
    Edge& edge = list.edges[ends[i].edge];
    (ends[i].at_to ? edge.to : edge.from) = port;
    ports.push_back(port);
  }
  return ports;
}

void join_ports(EdgeList& list, const std::vector<NodeId>& ports, const std::vector<End>& ends,
                const TurnTable& table, std::uint16_t turn_class) {
  const auto time = [&](std::size_t from, std::size_t to) {
    const bool open =
        table.allowed(from, to) && arrives(list, ends[from]) && leaves(list, ends[to]);
    return open ? network::Deciseconds{0} : network::kClosed;
  };
  for (std::size_t i = 0; i < ports.size(); ++i) {
    for (std::size_t j = i + 1; j < ports.size(); ++j) {
      const Edge turn{.from = ports[i],
                      .to = ports[j],
                      .forward = time(i, j),
                      .backward = time(j, i),
                      .way_class = turn_class};
      if (turn.forward == network::kClosed && turn.backward == network::kClosed) continue;
      list.edges.push_back(turn);
      if (!list.shape_begin.empty()) list.shape_begin.push_back(list.shape_begin.back());
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

void split_nodes(EdgeList& list, const std::vector<SplitNode>& split, std::uint16_t turn_class,
                 ImportReport& report) {
  if (split.empty()) return;
  Tally tally;
  const auto ends = ends_at(list, split);
  for (std::size_t i = 0; i < split.size(); ++i) {
    if (split[i].closed) {
      separate(list, split[i].node, ends[i]);
      continue;
    }
    const TurnTable table = turn_table(list, split[i], ends[i], tally);
    if (!table.any()) continue;
    join_ports(list, separate(list, split[i].node, ends[i]), ends[i], table, turn_class);
  }
  tell(tally, report);
}

}  // namespace sozialraum::osm
