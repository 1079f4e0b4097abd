#include "sozialraum/network/network_file.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>

#include "random_places.hpp"
#include "sealed_records.hpp"
#include "sozialraum/network/label_sweep.hpp"
#include "text_roads.hpp"
#include "throws.hpp"

namespace sozialraum::network {
namespace {

namespace fs = std::filesystem;

class NetworkFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              (std::string("network_file_") +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directory(folder_);
    path_ = folder_ / "some.network";
  }
  void TearDown() override {
    fs::permissions(folder_, fs::perms::owner_all);
    fs::remove_all(folder_);
  }

  static std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void write(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
  }
  std::string trouble(const LoadNetworkOptions& options = {}) const {
    return test::finding_of([&] { (void)load_network(path_, options); }).code;
  }

  fs::path folder_;
  fs::path path_;
};

EdgeList full_list() {
  EdgeList list = test::road_list(R"(
      a - b 100
      b > c 50
      c - a 70 90
      b - d 20 ends
      d > e 30 ends
      e > d 30 ends )");
  list.node_ids = {11, 22, 33, 44, 55};
  list.shape_begin = {0, 2, 2, 3, 3, 3, 3};
  list.shape_points = {{9.001, 52.001}, {9.002, 52.002}, {9.003, 52.003}};
  list.way_classes = {"primary", "", "Straße mit Umlaut"};
  list.edges[1].way_class = 2;
  list.edges[2].flags = EdgeFlags::kFerry;
  return list;
}

NetworkMeta full_meta() {
  return {.mode = "car",
          .speeds = "car.csv of 2024",
          .source = SourceFile{"hameln.osm.pbf", 123456789012ULL, 0xdeadbeefU},
          .details = {{"bends", "yes"}, {"empty", ""}}};
}

void expect_equal(const RoadGraph& a, const RoadGraph& b) {
  ASSERT_EQ(a.node_count(), b.node_count());
  EXPECT_EQ(a.edge_list(), b.edge_list());
  EXPECT_EQ(a.arc_count(), b.arc_count());
  EXPECT_EQ(a.end_arc_count(), b.end_arc_count());
  const auto same = [](std::span<const Arc> x, std::span<const Arc> y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), [](const Arc& p, const Arc& q) {
      return p.node == q.node && p.time == q.time && p.edge == q.edge;
    });
  };
  for (std::uint32_t v = 0; v < a.node_count(); ++v) {
    const NodeId node{v};
    EXPECT_TRUE(same(a.out_arcs(node), b.out_arcs(node)));
    EXPECT_TRUE(same(a.in_arcs(node), b.in_arcs(node)));
    EXPECT_TRUE(same(a.end_out_arcs(node), b.end_out_arcs(node)));
    EXPECT_TRUE(same(a.end_in_arcs(node), b.end_in_arcs(node)));
  }
  for (std::uint32_t e = 0; e < a.edge_count(); ++e) {
    EXPECT_EQ(a.at_ends_only(EdgeId{e}), b.at_ends_only(EdgeId{e}));
    EXPECT_EQ(a.way_class(EdgeId{e}), b.way_class(EdgeId{e}));
    EXPECT_EQ(a.course(EdgeId{e}), b.course(EdgeId{e}));
  }
}

TEST_F(NetworkFile, GivesTheSameGraphBack) {
  const RoadGraph graph = RoadGraph::from_edges(full_list());
  save_network(path_, graph, nullptr, full_meta());
  const LoadedNetwork network = load_network(path_);
  expect_equal(network.graph, graph);
  EXPECT_EQ(network.info.meta, full_meta());
  EXPECT_FALSE(network.hierarchy.has_value());
  EXPECT_EQ(network.info.bytes, fs::file_size(path_));
  EXPECT_EQ(network.graph.source_id(test::node('c')), 33);
}

TEST_F(NetworkFile, GivesManyGraphsBack) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const double share = seed % 2 == 0 ? 0.0 : 0.3;
    const RoadGraph graph =
        test::random_roads(seed, {.nodes = 30, .edges = 60, .ends_only = share});
    save_network(path_, graph);
    expect_equal(load_network(path_).graph, graph);
  }
}

TEST_F(NetworkFile, GivesTheHierarchyBack) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const RoadGraph graph = test::random_roads(seed, {.nodes = 30, .edges = 60});
    const Hierarchy hierarchy = Hierarchy::build(graph);
    save_network(path_, graph, &hierarchy);
    const LoadedNetwork network = load_network(path_);
    ASSERT_TRUE(network.info.prepared);
    ASSERT_TRUE(network.hierarchy.has_value());
    EXPECT_TRUE(*network.hierarchy == hierarchy);
    LabelSweep sweep(*network.hierarchy);
    sweep.run(std::vector<Seed>{{NodeId{0}}}, {.k = 1});
    const auto expected = nearest_labels(graph, std::vector<Seed>{{NodeId{0}}}, {.k = 1});
    for (std::uint32_t v = 0; v < 30; ++v) {
      EXPECT_EQ(sweep.nearest(NodeId{v}, 0), expected[v]);
    }
  }
  const RoadGraph nothing;
  const Hierarchy empty = Hierarchy::build(nothing);
  save_network(path_, nothing, &empty);
  EXPECT_TRUE(*load_network(path_).hierarchy == empty);
}

TEST_F(NetworkFile, HoldsNothingIfThereIsNothing) {
  for (const RoadGraph& graph : {RoadGraph{}, RoadGraph::from_edges({})}) {
    save_network(path_, graph);
    const LoadedNetwork network = load_network(path_);
    EXPECT_EQ(network.graph.node_count(), 0U);
    EXPECT_EQ(network.graph.edge_list(), EdgeList{});
    EXPECT_EQ(network.info.meta, NetworkMeta{});
  }
}

TEST_F(NetworkFile, SameInputSameBytes) {
  save_network(path_, RoadGraph::from_edges(full_list()), nullptr, full_meta());
  const std::string once = read(path_);
  save_network(path_, RoadGraph::from_edges(full_list()), nullptr, full_meta());
  EXPECT_EQ(read(path_), once);
  save_network(folder_ / "again.network", load_network(path_).graph, nullptr, full_meta());
  EXPECT_EQ(read(folder_ / "again.network"), once);
}

TEST_F(NetworkFile, EveryFlippedBitIsSeen) {
  save_network(path_, RoadGraph::from_edges(full_list()), nullptr, full_meta());
  const std::string good = read(path_);
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ (1 << (i % 8)));
    write(path_, bad);
    const std::string code = trouble();
    if (i < 16) {
      EXPECT_EQ(code, "not_a_network_file") << i;
    } else if (i >= 20 && i < 24) {
      EXPECT_EQ(code, "other_version") << i;
    } else {
      EXPECT_EQ(code, "damaged") << i;
    }
  }
}

TEST_F(NetworkFile, DamageOfHeadAndTableIsSeenWithoutReadingAll) {
  save_network(path_, RoadGraph::from_edges(full_list()));
  const std::string good = read(path_);
  std::string bad = good;
  bad[70] ^= 1;
  write(path_, bad);
  EXPECT_EQ(trouble({.check_content = false}), "damaged");
  bad = good;
  bad[good.size() - 70] ^= 1;
  write(path_, bad);
  EXPECT_EQ(load_network(path_, {.check_content = false}).graph.node_count(), 5U);
  EXPECT_EQ(trouble(), "damaged");
}

TEST_F(NetworkFile, EveryCutIsSeen) {
  save_network(path_, RoadGraph::from_edges(full_list()), nullptr, full_meta());
  const std::string good = read(path_);
  for (std::size_t length = 0; length < good.size(); length += 1 + length / 50) {
    write(path_, good.substr(0, length));
    EXPECT_EQ(trouble(), length == 0 ? "not_a_network_file" : "truncated") << length;
    EXPECT_EQ(trouble({.check_content = false}), trouble()) << length;
  }
  write(path_, good + "x");
  EXPECT_EQ(trouble(), "damaged");
}

// ---- damage with right checksums

/// Uses all of a network as the searches do; every number must stay inside of its list.
void use(const LoadedNetwork& network) {
  const RoadGraph& graph = network.graph;
  const std::size_t nodes = graph.node_count();
  for (std::uint32_t v = 0; v < nodes; ++v) {
    const NodeId node{v};
    ASSERT_LE(std::abs(graph.position(node).lon), 180.0);
    for (const auto& arcs : {graph.out_arcs(node), graph.in_arcs(node), graph.end_out_arcs(node),
                             graph.end_in_arcs(node)}) {
      for (const Arc& arc : arcs) {
        ASSERT_LT(index(arc.node), nodes);
        ASSERT_LT(index(arc.edge), graph.edge_count());
      }
    }
    for (std::size_t i = 0; i < graph.in_arcs(node).size(); ++i) {
      ASSERT_LT(index(graph.in_arc_id(node, i)), graph.arc_count());
      ASSERT_EQ(graph.head(graph.in_arc_id(node, i)), node);
    }
    for (std::size_t i = 0; i < graph.out_arcs(node).size(); ++i) {
      const auto arc = static_cast<std::uint32_t>(graph.first_out_arc(node)) + i;
      ASSERT_EQ(graph.tail(ArcId{static_cast<std::uint32_t>(arc)}), node);
    }
  }
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    ASSERT_LT(index(graph.edge(EdgeId{e}).to), nodes);
    ASSERT_LE(graph.course(EdgeId{e}).size(), graph.shape_points().size() + 2);
    (void)graph.way_class(EdgeId{e});
  }
  if (nodes == 0) return;
  Dijkstra search(graph);
  for (const Sense sense : {Sense::kOutward, Sense::kInward}) {
    const std::vector<Seed> seeds{{NodeId{0}}};
    ASSERT_LE(search.run(seeds, {.sense = sense, .into_zones = true}).size(), nodes);
    if (!network.hierarchy) continue;
    LabelSweep sweep(*network.hierarchy);
    sweep.run(seeds, {.k = 2, .sense = sense});
    for (std::uint32_t v = 0; v < nodes; ++v) {
      ASSERT_LT(network.hierarchy->place(NodeId{v}), nodes);
      ASSERT_EQ(index(network.hierarchy->node(network.hierarchy->place(NodeId{v}))), v);
      (void)sweep.nearest(NodeId{v}, 0);
    }
  }
}

TEST_F(NetworkFile, NoBitFlippedOnPurposeLeadsOutOfTheLists) {
  std::mt19937_64 random(4711);
  int refused = 0;
  int kept = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const double share = seed % 2 == 0 ? 0.0 : 0.3;
    const RoadGraph graph =
        test::random_roads(seed, {.nodes = 25, .edges = 60, .ends_only = share});
    const Hierarchy hierarchy = Hierarchy::build(graph);
    save_network(path_, graph, seed % 5 == 0 ? nullptr : &hierarchy, full_meta());
    const std::string good = read(path_);
    for (int flip = 0; flip < 150; ++flip) {
      std::string bad = good;
      for (int bits = 0; bits <= flip % 3; ++bits) {
        const std::size_t at = 64 + random() % (bad.size() - 64);
        bad[at] = static_cast<char>(bad[at] ^ (1 << (random() % 8)));
      }
      const auto rows = test::rows_of(bad);
      const bool inside = std::ranges::all_of(rows, [&](const test::RecordRow& row) {
        return row.offset <= bad.size() && row.size <= bad.size() - row.offset &&
               test::padded(row.size) <= bad.size() - row.offset;
      });
      if (inside) {
        test::seal(bad);
      } else {
        test::seal_head(bad);
      }
      write(path_, bad);
      try {
        use(load_network(path_, {.execution = {.threads = 1}}));
        ++kept;
      } catch (const core::InvalidInput&) {
        ++refused;
      }
      if (HasFatalFailure()) FAIL() << "graph " << seed << ", flip " << flip;
    }
  }
  // A changed place, length or time of the hierarchy cannot be told; all else is.
  EXPECT_EQ(refused + kept, 3000);
  EXPECT_GT(refused, 1500);
}

TEST_F(NetworkFile, WhatIsNotThatOfItsEdgeIsRefused) {
  const RoadGraph graph = RoadGraph::from_edges(full_list());
  const Hierarchy hierarchy = Hierarchy::build(graph);
  save_network(path_, graph, &hierarchy, full_meta());
  const std::string good = read(path_);
  const auto section = [&](std::uint32_t kind) {
    const auto rows = test::rows_of(good);
    return std::ranges::find(rows, kind, &test::RecordRow::kind)->offset;
  };
  const auto change = [&](std::size_t at, std::uint32_t number) {
    std::string bytes = good;
    test::put_at(bytes, at, number);
    test::seal(bytes);
    write(path_, bytes);
    return trouble();
  };
  EXPECT_EQ(change(section(4), 5), "damaged");             // an edge from a sixth node
  EXPECT_EQ(change(section(4) + 20, 0x30000), "damaged");  // of a fourth class
  EXPECT_EQ(change(section(5) + 4, 4), "damaged");         // bends that run backwards
  EXPECT_EQ(change(section(8) + 4, 0), "damaged");         // arcs of another node
  EXPECT_EQ(change(section(8) + 4, 99), "damaged");
  EXPECT_EQ(change(section(9), 3), "damaged");               // an arc to another node
  EXPECT_EQ(change(section(9) + 4, 7), "damaged");           // in another time than its edge
  EXPECT_EQ(change(section(9) + 8, 6), "damaged");           // of a seventh edge
  EXPECT_EQ(change(section(2), 1900000000), "damaged");      // a node at 190 degrees
  EXPECT_EQ(change(section(18), 0), "damaged");              // no node has one-way roads
  EXPECT_EQ(change(section(32), 4), "damaged");              // two nodes in one place
  EXPECT_EQ(change(section(34) + 4, 99), "damaged");         // arcs of a place beyond the end
  EXPECT_EQ(change(section(36), 4), "damaged");              // an arc that does not lead up
  EXPECT_EQ(change(section(36) + 4, 1U << 31U), "damaged");  // that takes 7 years
  EXPECT_EQ(change(section(40), 0), "damaged");              // from a place that is not below
}

TEST_F(NetworkFile, SaysWhatAFileWithoutSectionsLacks) {
  save_network(path_, RoadGraph::from_edges(full_list()));
  std::string bytes = read(path_).substr(0, 64);
  test::put_at(bytes, 32, std::uint32_t{0});
  test::put_at(bytes, 24, std::uint64_t{64});
  test::seal_head(bytes);
  write(path_, bytes);
  EXPECT_EQ(trouble(), "damaged");
  EXPECT_EQ(test::finding_of([&] { (void)inspect_network(path_); }).code, "damaged");
}

TEST_F(NetworkFile, ReadPrivatelyItMayBeOverwrittenInPlace) {
  const RoadGraph graph = test::random_roads(1, {.nodes = 300, .edges = 900});
  save_network(path_, graph);
  const LoadedNetwork network = load_network(path_);
  write(path_, "short");  // in place, as cp does
  expect_equal(network.graph, graph);
}

TEST_F(NetworkFile, SharedItGivesTheSame) {
  const RoadGraph graph = test::random_roads(1, {.nodes = 300, .edges = 900});
  const Hierarchy hierarchy = Hierarchy::build(graph);
  save_network(path_, graph, &hierarchy);
  const LoadedNetwork network = load_network(path_, {.check_content = false, .mapped = true});
  expect_equal(network.graph, graph);
  EXPECT_TRUE(*network.hierarchy == hierarchy);
}

TEST_F(NetworkFile, OtherFilesAreRefusedAndNamed) {
  write(path_, "Name;Einwohner\nHafen;30\n");
  const auto finding = test::finding_of([&] { (void)load_network(path_); });
  EXPECT_EQ(finding.code, "not_a_network_file");
  EXPECT_EQ(finding.place.file, path_.string());
  EXPECT_EQ(test::finding_of([&] { (void)load_network(folder_); }).code, "cannot_read");
  EXPECT_EQ(test::finding_of([&] { (void)inspect_network(folder_ / "none"); }).code, "cannot_read");
}

TEST_F(NetworkFile, AnotherByteOrderIsTold) {
  save_network(path_, RoadGraph::from_edges(full_list()));
  std::string bytes = read(path_);
  std::swap(bytes[16], bytes[19]);
  std::swap(bytes[17], bytes[18]);
  write(path_, bytes);
  EXPECT_EQ(trouble(), "other_byte_order");
}

TEST_F(NetworkFile, AStaleNetworkIsRefused) {
  const fs::path source = folder_ / "roads.osm";
  write(source, "first");
  const RoadGraph graph = RoadGraph::from_edges(full_list());
  save_network(path_, graph, nullptr, {.source = source_file(source)});
  // CRC-32 of "123456789" is cbf43926 (the check value of ISO 3309 in every catalogue).
  write(folder_ / "check", "123456789");
  EXPECT_EQ(source_file(folder_ / "check"), (SourceFile{"check", 9, 0xcbf43926U}));
  EXPECT_EQ(load_network(path_, {.source = source}).graph.node_count(), 5U);
  fs::rename(source, folder_ / "moved.osm");
  EXPECT_EQ(load_network(path_, {.source = folder_ / "moved.osm"}).graph.node_count(), 5U);
  write(source, "other");
  const auto finding = test::finding_of([&] { (void)load_network(path_, {.source = source}); });
  EXPECT_EQ(finding.code, "stale");
  EXPECT_NE(finding.message.find("roads.osm"), std::string::npos);
  save_network(path_, graph);
  EXPECT_EQ(trouble({.source = source}), "stale");  // it does not tell
}

TEST_F(NetworkFile, AFailedSaveLeavesTheOldFile) {
  const RoadGraph graph = RoadGraph::from_edges(full_list());
  save_network(path_, graph);
  const std::string before = read(path_);
  const Hierarchy other = Hierarchy::build(test::roads("a - b 10"));
  EXPECT_THROW(save_network(path_, graph, &other), core::InvalidInput);
  EXPECT_EQ(read(path_), before);
  if (::geteuid() != 0) {  // root may write anywhere
    fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
    EXPECT_EQ(test::finding_of([&] { save_network(path_, graph); }).code, "cannot_write");
    fs::permissions(folder_, fs::perms::owner_all);
    EXPECT_EQ(read(path_), before);
  }
  EXPECT_EQ(test::finding_of([&] { save_network(folder_ / "none" / "x", graph); }).code,
            "cannot_write");
}

TEST_F(NetworkFile, ANewFileDoesNotDisturbThoseWhoUseTheOld) {
  const RoadGraph graph = RoadGraph::from_edges(full_list());
  save_network(path_, graph);
  const LoadedNetwork old = load_network(path_, {.mapped = true});
  save_network(path_, test::roads("a - b 10"));
  EXPECT_EQ(load_network(path_).graph.node_count(), 2U);
  expect_equal(old.graph, graph);
}

TEST_F(NetworkFile, TwoProcessesReadTheSameFile) {
  const RoadGraph graph = test::random_roads(1, {.nodes = 300, .edges = 900});
  save_network(path_, graph);
  const LoadedNetwork here = load_network(path_, {.mapped = true});
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const LoadedNetwork there = load_network(path_, {.mapped = true});
    Dijkstra search(there.graph);
    Dijkstra expected(graph);
    const std::vector<Seed> seeds{{NodeId{0}}};
    ::_exit(search.run(seeds).size() == expected.run(seeds).size() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(here.graph.edge_list(), graph.edge_list());
}

TEST_F(NetworkFile, ARoadTakesNoMoreThanIsSaid) {
  constexpr std::uint64_t kNodes = 1001;
  EdgeList list;
  list.node_positions.resize(kNodes, {9.0, 52.0});
  list.node_ids.resize(kNodes, 4711);
  list.edges.resize(1000);
  list.shape_begin = {0};
  for (std::uint32_t e = 0; e < 1000; ++e) {
    list.edges[e] = {.from = NodeId{e}, .to = NodeId{e + 1}, .forward = 9, .backward = 9};
    list.shape_points.insert(list.shape_points.end(), 3, {9.0, 52.0});
    list.shape_begin.push_back(3 * e + 3);
  }
  save_network(path_, RoadGraph::from_edges(list));
  // Positions 8, ids 8, two lists of arcs begin 8; edges 32, bends begin 4, two arcs 24; bends 8.
  const std::uint64_t pencil = 24 * kNodes + 60 * 1000 + 8 * 3000 + 4 * 3 + 1001 / 8;
  const std::uint64_t head = 64 + 17 * 32;   // head and table
  const std::uint64_t gaps = 200 + 17 * 64;  // and the description
  EXPECT_GE(fs::file_size(path_), pencil + head);
  EXPECT_LT(fs::file_size(path_), pencil + head + gaps);
  // Slower uphill: two arcs out and two in.
  for (Edge& edge : list.edges) edge.backward = 10;
  save_network(path_, RoadGraph::from_edges(list));
  EXPECT_LT(fs::file_size(path_), pencil + 24 * 1000 + head + gaps);
}

TEST_F(NetworkFile, TheHeadTellsWhatALoadTakes) {
  save_network(path_, RoadGraph::from_edges(full_list()), nullptr, full_meta());
  const NetworkFileInfo info = inspect_network(path_);
  EXPECT_EQ(info.nodes, 5U);
  EXPECT_EQ(info.edges, 6U);
  EXPECT_EQ(info.bytes, fs::file_size(path_));
  EXPECT_FALSE(info.prepared);
  EXPECT_EQ(info.meta, full_meta());
  EXPECT_FALSE(info.library.empty());
}

}  // namespace
}  // namespace sozialraum::network
