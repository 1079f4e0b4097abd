#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <osmium/io/any_input.hpp>
#include <osmium/osm/relation.hpp>
#include <queue>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "osm_text.hpp"
#include "sozialraum/network/dijkstra.hpp"
#include "sozialraum/network/snap.hpp"
#include "sozialraum/network/turn_copies.hpp"
#include "sozialraum/osm/road_reader.hpp"

namespace sozialraum::osm {
namespace {

using core::Deciseconds;
using core::kUnreachable;
using network::Edge;
using network::EdgeId;
using network::index;
using network::kClosed;
using network::NodeId;
using network::RoadGraph;

RoadGraph read(const std::string& text, bool turns) {
  const test::OsmText file(text);
  return read_roads(file.path(), {.turn_restrictions = turns}).graph;
}

/// A rule between two ways at a node.
struct Ban {
  std::int64_t from = 0;
  std::int64_t via = 0;
  std::int64_t to = 0;
  bool only = false;
};

/// The shortest times by a search whose states are edges in a direction: what the rules say, word
/// by word, without copies of anything. Turning round costs 20 s on a road of a junction with bans.
class EdgeSearch {
 public:
  EdgeSearch(const RoadGraph& graph, const std::vector<Ban>& bans) : graph_(graph) {
    for (const Ban& ban : bans) {
      rules_[ban.via].push_back(ban);
    }
    rides_.resize(graph.node_count());
    for (std::size_t ride = 0; ride < 2 * graph.edge_count(); ++ride) {
      if (cost(ride) != kClosed) rides_[index(head(ride ^ 1U))].push_back(ride);
    }
  }

  /// To every node; from a node one may leave in every direction. With a goal, only as far as that.
  [[nodiscard]] std::vector<Deciseconds> from(NodeId source, NodeId goal = network::kNoNode) const {
    std::vector<Deciseconds> best(graph_.node_count(), kUnreachable);
    best[index(source)] = 0;
    std::vector<Deciseconds> time(2 * graph_.edge_count(), kUnreachable);
    using Entry = std::pair<Deciseconds, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    const auto offer = [&](std::size_t ride, Deciseconds at) {
      if (at >= time[ride]) return;
      time[ride] = at;
      queue.push({at, ride});
    };
    for_each_ride_from(source, [&](std::size_t ride) { offer(ride, cost(ride)); });
    while (!queue.empty()) {
      const auto [at, ride] = queue.top();
      queue.pop();
      if (at != time[ride]) continue;
      const NodeId here = head(ride);
      best[index(here)] = std::min(best[index(here)], at);
      if (here == goal) break;
      for_each_ride_from(here, [&](std::size_t next) {
        const bool round = next / 2 == ride / 2;
        if (!allowed(ride, here, next)) return;
        offer(next, at + cost(next) + (round && touches_ban(next) ? 200 : 0));
      });
    }
    return best;
  }

 private:
  [[nodiscard]] const Edge& edge(std::size_t ride) const {
    return graph_.edge(EdgeId{static_cast<std::uint32_t>(ride / 2)});
  }
  [[nodiscard]] std::int64_t way(std::size_t ride) const { return edge(ride).way_id; }
  [[nodiscard]] NodeId head(std::size_t ride) const {
    return ride % 2 == 0 ? edge(ride).to : edge(ride).from;
  }
  [[nodiscard]] Deciseconds cost(std::size_t ride) const {
    return ride % 2 == 0 ? edge(ride).forward : edge(ride).backward;
  }
  template <class Use>
  void for_each_ride_from(NodeId node, Use use) const {
    for (const std::size_t ride : rides_[index(node)]) use(ride);
  }
  [[nodiscard]] bool allowed(std::size_t ride, NodeId via, std::size_t next) const {
    const auto rules = rules_.find(graph_.source_id(via));
    if (rules == rules_.end()) return true;
    bool only = false;
    bool named = false;
    for (const Ban& ban : rules->second) {
      if (ban.from != way(ride)) continue;
      // From a way to itself: turning round, not going on where the way passes the junction.
      const bool meant = ban.from == ban.to ? next / 2 == ride / 2 : ban.to == way(next);
      if (!ban.only && meant) return false;
      only |= ban.only;
      named |= ban.only && meant;
    }
    return !only || named;
  }
  [[nodiscard]] bool touches_ban(std::size_t ride) const {
    return rules_.contains(graph_.source_id(edge(ride).from)) ||
           rules_.contains(graph_.source_id(edge(ride).to));
  }

  const RoadGraph& graph_;
  std::map<std::int64_t, std::vector<Ban>> rules_;
  std::vector<std::vector<std::size_t>> rides_;  // that leave each node
};

/// A town of 5 x 5 junctions with some streets missing, some one way, and bans at random.
struct Town {
  std::string text;
  std::vector<Ban> bans;
};

Town town(unsigned seed) {
  std::mt19937 random(seed);
  const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
  Town town;
  constexpr int kSide = 5;
  std::map<int, std::vector<std::pair<int, bool>>> arms;  // node -> ways, and whether both ways
  const auto node = [](int row, int column) { return 1 + row * kSide + column; };
  for (int row = 0; row < kSide; ++row) {
    for (int column = 0; column < kSide; ++column) {
      town.text += "n " + std::to_string(node(row, column)) + " " +
                   std::to_string(50.0 + 0.002 * row + 0.00001 * below(60)) + " " +
                   std::to_string(9.0 + 0.003 * column + 0.00001 * below(60)) + "\n";
    }
  }
  int way = 100;
  const auto street = [&](int a, int b) {
    if (below(100) < 12) return;
    const bool one_way = below(100) < 20;
    town.text += "w " + std::to_string(++way) + " " + std::to_string(a) + "," + std::to_string(b) +
                 " highway=residential" + (one_way ? " oneway=yes" : "") + "\n";
    arms[a].emplace_back(way, !one_way);
    arms[b].emplace_back(way, true);
  };
  for (int row = 0; row < kSide; ++row) {
    for (int column = 0; column < kSide; ++column) {
      if (column + 1 < kSide) street(node(row, column), node(row, column + 1));
      if (row + 1 < kSide) street(node(row, column), node(row + 1, column));
    }
  }
  for (int relation = 1; relation <= 8; ++relation) {
    const int via = 1 + below(kSide * kSide);
    const auto& here = arms[via];
    if (here.size() < 2) continue;
    // Somebody must be able to arrive, so that the rule binds somebody.
    const auto [from, arrives] = here[random() % here.size()];
    const auto to = here[random() % here.size()].first;
    if (!arrives) continue;
    const bool round = from == to;
    const bool only = !round && below(4) == 0;
    const std::string kind = round ? "no_u_turn" : only ? "only_straight_on" : "no_left_turn";
    town.text += "r " + std::to_string(relation) + " w" + std::to_string(from) + ":from,n" +
                 std::to_string(via) + ":via,w" + std::to_string(to) +
                 ":to type=restriction restriction=" + kind + "\n";
    town.bans.push_back({from, via, to, only});
  }
  return town;
}

/// A rule between roads that cannot be driven so binds nobody, as if it were not there.
void drop_idle(const RoadGraph& plain, std::vector<Ban>& bans) {
  const auto open = [&](std::int64_t way, std::int64_t node, bool away) {
    for (const Edge& edge : plain.edges()) {
      if (edge.way_id != way) continue;
      const bool from_here = plain.source_id(edge.from) == node;
      return ((from_here == away) ? edge.forward : edge.backward) != kClosed;
    }
    return false;
  };
  std::erase_if(bans, [&](const Ban& ban) {
    return !open(ban.from, ban.via, false) || !open(ban.to, ban.via, true);
  });
}

TEST(TurnRestrictions, GiveTheTimesOfASearchOverEdges) {
  std::size_t compared = 0;
  std::size_t longer = 0;
  for (unsigned seed = 1; seed <= 60; ++seed) {
    Town made = town(seed);
    const RoadGraph plain = read(made.text, false);
    const RoadGraph ruled = read(made.text, true);
    drop_idle(plain, made.bans);
    const EdgeSearch oracle(plain, made.bans);
    const EdgeSearch free(plain, {});
    network::Dijkstra search(ruled);
    for (std::uint32_t a = 0; a < plain.node_count(); ++a) {
      const auto expected = oracle.from(NodeId{a});
      const auto unbound = free.from(NodeId{a});
      // Nodes keep their numbers; copies stand behind them.
      const std::vector<network::Seed> seed_here{{NodeId{a}, 0, 0}};
      (void)search.run(seed_here);
      for (std::uint32_t b = 0; b < plain.node_count(); ++b) {
        Deciseconds found = kUnreachable;
        for (const NodeId copy : network::junction_copies(ruled, NodeId{b})) {
          found = std::min(found, search.time(copy));
        }
        ASSERT_EQ(found, expected[b]) << "town " << seed << ", from " << plain.source_id(NodeId{a})
                                      << " to " << plain.source_id(NodeId{b}) << "\n"
                                      << made.text;
        ++compared;
        longer += expected[b] != unbound[b] ? 1U : 0U;
      }
    }
  }
  EXPECT_GT(compared, 30'000U);
  EXPECT_GT(longer, 1'000U);  // the bans bind
}

/// The bans of the shipped Porto for cars, as far as they need no interpreting.
std::vector<Ban> bans_of_porto(const std::string& path) {
  std::vector<Ban> bans;
  osmium::io::Reader reader(path, osmium::osm_entity_bits::relation);
  while (const osmium::memory::Buffer buffer = reader.read()) {
    for (const auto& relation : buffer.select<osmium::Relation>()) {
      const std::string rule = relation.tags().get_value_by_key("restriction", "");
      if (!relation.tags().has_tag("type", "restriction") || rule.empty()) continue;
      const std::string except = relation.tags().get_value_by_key("except", "");
      const bool not_cars = except.find("motor") != std::string::npos;
      if (not_cars || relation.members().size() != 3) continue;
      Ban ban{.only = rule.starts_with("only_")};
      bool sound = ban.only || rule.starts_with("no_");
      for (const auto& member : relation.members()) {
        const std::string role = member.role();
        const bool is_node = member.type() == osmium::item_type::node;
        sound &= role == (is_node ? "via" : ban.from == 0 && role == "from" ? "from" : "to");
        (role == "via" ? ban.via : role == "from" ? ban.from : ban.to) = member.ref();
      }
      if (sound && !(ban.only && ban.from == ban.to)) bans.push_back(ban);
    }
  }
  return bans;
}

TEST(TurnRestrictions, OfPortoCostWhatASearchOverEdgesSays) {
  const std::string path = std::string(SOZIALRAUM_DATA_DIR) + "/roads_osm/porto_portugal.osm.pbf";
  const RoadImport made = read_roads(path);
  const RoadGraph plain = read_roads(path, {.turn_restrictions = false}).graph;
  const RoadGraph& ruled = made.graph;
  EXPECT_LT(static_cast<double>(ruled.node_count()),
            1.03 * static_cast<double>(plain.node_count()));
  std::vector<Ban> bans = bans_of_porto(path);
  drop_idle(plain, bans);
  const EdgeSearch oracle(plain, bans);
  const EdgeSearch free(plain, {});
  network::Dijkstra search(ruled);
  std::vector<double> errors;  // seconds, where a ban makes the way longer
  for (const Ban& ban : bans) {
    // From the far end of the road one comes from to that of the road one may not turn into.
    NodeId from = network::kNoNode;
    NodeId to = network::kNoNode;
    int pieces = 0;
    for (const Edge& edge : plain.edges()) {
      for (const auto& [here, there] : {std::pair(edge.from, edge.to), {edge.to, edge.from}}) {
        if (plain.source_id(here) != ban.via) continue;
        if (edge.way_id == ban.from) from = there;
        if (edge.way_id == ban.to) to = there;
        pieces += edge.way_id == ban.from || edge.way_id == ban.to ? 1 : 0;
        // Roads at the ends of a way are no part of a search over nodes.
        if (has(edge.flags, network::EdgeFlags::kThroughRestricted)) pieces += 10;
      }
    }
    if (pieces != 2 || ban.only) continue;
    const Deciseconds expected = oracle.from(from, to)[index(to)];
    if (expected == kUnreachable || expected <= free.from(from, to)[index(to)]) continue;
    const std::vector<network::Seed> seed{{from, 0, 0}};
    (void)search.run(seed, {.limit = expected + 6000});
    Deciseconds found = expected + 6000;
    for (const NodeId copy : network::junction_copies(ruled, to)) {
      found = std::min(found, search.time(copy));
    }
    errors.push_back(std::abs(static_cast<double>(found) - static_cast<double>(expected)) / 10.0);
  }
  ASSERT_GT(errors.size(), 50U);
  std::sort(errors.begin(), errors.end());
  EXPECT_LT(errors[errors.size() / 2], 1.0);
  EXPECT_LT(errors[errors.size() * 95 / 100], 5.0);
  RecordProperty("bans", static_cast<int>(errors.size()));
}

// A crossing of four roads at node 5: west 1, east 2, north 3, south 4.
const std::string kCrossing = R"(
  n 1 50.00 8.99
  n 2 50.00 9.01
  n 3 50.01 9.00
  n 4 49.99 9.00
  n 5 50.00 9.00
)";
const std::string kFourWays = kCrossing + R"(
  w 11 1,5 highway=tertiary
  w 12 5,2 highway=tertiary
  w 13 5,3 highway=tertiary
  w 14 4,5 highway=tertiary
)";

/// From the node of one id to that of another.
Deciseconds time(const RoadGraph& graph, std::int64_t from, std::int64_t to) {
  network::Dijkstra search(graph);
  const auto number = [&](std::int64_t id) {
    std::uint32_t v = 0;
    while (graph.source_id(NodeId{v}) != id) ++v;
    return NodeId{v};
  };
  const std::vector<network::Seed> seed{{number(from), 0, 0}};
  (void)search.run(seed);
  Deciseconds best = kUnreachable;
  for (const NodeId copy : network::junction_copies(graph, number(to))) {
    best = std::min(best, search.time(copy));
  }
  return best;
}

TEST(TurnRestrictions, TurningRoundBehindTheJunctionTakesTheWholeRoadAndTwentySeconds) {
  const std::string ban = "r 20 w11:from,n5:via,w13:to type=restriction restriction=no_left_turn";
  const RoadGraph plain = read(kFourWays, false);
  const RoadGraph ruled = read(kFourWays + ban, true);
  // West to north: down the southern or the eastern road, round at its end, and back.
  const Deciseconds south = 2 * time(plain, 5, 4);
  const Deciseconds east = 2 * time(plain, 5, 2);
  EXPECT_EQ(time(ruled, 1, 3), time(plain, 1, 3) + std::min(south, east) + 200);
}

TEST(TurnRestrictions, SeveralOnlyTurnsFromOneRoadAreOneSet) {
  const std::string two = R"(
    r 20 w11:from,n5:via,w12:to type=restriction restriction=only_straight_on
    r 21 w11:from,n5:via,w14:to type=restriction restriction=only_right_turn
  )";
  const std::string one =
      "r 20 w11:from,n5:via,w12:to,w14:to type=restriction restriction=only_straight_on";
  const RoadGraph plain = read(kFourWays, false);
  for (const std::string& rules : {two, one}) {
    const RoadGraph ruled = read(kFourWays + rules, true);
    EXPECT_EQ(time(ruled, 1, 2), time(plain, 1, 2));
    EXPECT_EQ(time(ruled, 1, 4), time(plain, 1, 4));
    EXPECT_GT(time(ruled, 1, 3), time(plain, 1, 3) + 200);
  }
}

TEST(TurnRestrictions, OfAWayThatPassesTheJunctionThePieceThatArrivesIsMeant) {
  // The road west to east is one way in the file, and a two-way one turns off to the north.
  const std::string text = kCrossing + "w 13 5,3 highway=tertiary\nw 14 4,5 highway=tertiary\n";
  const std::string rule =
      "\nr 20 w11:from,n5:via,w13:to type=restriction restriction=no_left_turn";
  const std::string one_way = text + "w 11 1,5,2 highway=tertiary oneway=yes";
  EXPECT_EQ(time(read(one_way + rule, true), 1, 2), time(read(one_way, false), 1, 2));
  EXPECT_GT(time(read(one_way + rule, true), 1, 3), time(read(one_way, false), 1, 3) + 200);
  // Both ways: from the east one turns right to the north, so the west is meant.
  const std::string both = text + "w 11 1,5,2 highway=tertiary";
  EXPECT_GT(time(read(both + rule, true), 1, 3), time(read(both, false), 1, 3) + 200);
  EXPECT_EQ(time(read(both + rule, true), 2, 3), time(read(both, false), 2, 3));
}

}  // namespace
}  // namespace sozialraum::osm
