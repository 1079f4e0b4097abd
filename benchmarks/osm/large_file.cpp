// A country-sized PBF file into a graph, beside libosmium's bare two passes over the same file.
//
//   sozialraum_osm_large_file compare [COPIES]     makes the file if need be, runs all, prints a
//   table sozialraum_osm_large_file generate IN COPIES OUT sozialraum_osm_large_file bare FILE
//   THREADS    ... and the other jobs, each in a process of its own
//
// The file is COPIES copies of Porto (60: 194 MB), each with ids and coordinates of its own. The
// peer does what any reader built on libosmium must do: ways and relations, keeping tags and node
// references of the roads and sorting the needed ids, then the nodes, merged by id.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <osmium/io/any_input.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/thread/pool.hpp>
#include <string>
#include <utility>
#include <vector>

#include "sozialraum/osm/road_reader.hpp"

namespace sozialraum::osm {
namespace {

namespace fs = std::filesystem;
using osmium::osm_entity_bits::node;
using osmium::osm_entity_bits::relation;
using osmium::osm_entity_bits::way;

/// What the file covers: the copies stand side by side, on the map and in their ids.
struct Extent {
  osmium::Box box;
  std::int64_t ids = 0;
};

/// Moves one object to its place in the copy.
class Shift {
 public:
  Shift(int copy, const Extent& one)
      : ids_(copy * one.ids),
        lon_(copy % 10 * 1.05 * (one.box.top_right().lon() - one.box.bottom_left().lon())),
        lat_(copy / 10 * 1.05 * (one.box.top_right().lat() - one.box.bottom_left().lat())) {}

  void operator()(osmium::OSMObject& object) const {
    object.set_id(object.id() + ids_);
    if (object.type() == osmium::item_type::node) {
      auto& here = static_cast<osmium::Node&>(object);
      here.set_location({here.location().lon() + lon_, here.location().lat() + lat_});
    } else if (object.type() == osmium::item_type::way) {
      for (auto& ref : static_cast<osmium::Way&>(object).nodes()) ref.set_ref(ref.ref() + ids_);
    } else if (object.type() == osmium::item_type::relation) {
      for (auto& member : static_cast<osmium::Relation&>(object).members()) {
        member.set_ref(member.ref() + ids_);
      }
    }
  }

 private:
  std::int64_t ids_;
  double lon_;
  double lat_;
};

Extent extent_of(const fs::path& path) {
  Extent one;
  osmium::io::Reader reader(path.string(), node);
  while (const auto buffer = reader.read()) {
    for (const auto& here : buffer.select<osmium::Node>()) {
      one.box.extend(here.location());
      one.ids = std::max(one.ids, here.id());
    }
  }
  return one;
}

void generate(const fs::path& in, int copies, const fs::path& out) {
  const Extent one = extent_of(in);
  osmium::io::Header header;
  header.set("generator", "sozialraum");
  header.set("sorting", "Type_then_ID");
  osmium::io::Writer writer(osmium::io::File(out.string(), "pbf"), header,
                            osmium::io::overwrite::allow);
  for (const auto kind : {node, way, relation}) {
    for (int copy = 0; copy < copies; ++copy) {
      const Shift shift(copy, one);
      osmium::io::Reader reader(in.string(), kind);
      while (auto buffer = reader.read()) {
        for (auto& object : buffer.select<osmium::OSMObject>()) shift(object);
        writer(std::move(buffer));
      }
    }
  }
  writer.close();
}

/// What a road was said to be; kept as text, as a reader without rules of its own must.
struct BareRoads {
  std::string tags;
  std::vector<std::int64_t> nodes;
  std::vector<std::uint64_t> ends;
  std::vector<std::int64_t> needed;
  std::vector<osmium::Location> locations;
};

void bare_ways(const fs::path& path, osmium::thread::Pool& pool, BareRoads& roads) {
  osmium::io::Reader reader(path.string(), way | relation, pool, osmium::io::read_meta::no);
  while (const auto buffer = reader.read()) {
    for (const auto& road : buffer.select<osmium::Way>()) {
      if (!road.tags().has_key("highway")) continue;
      for (const auto& tag : road.tags()) roads.tags.append(tag.key()).append(tag.value());
      for (const auto& ref : road.nodes()) roads.nodes.push_back(ref.ref());
      roads.ends.push_back(roads.nodes.size());
    }
  }
  roads.needed = roads.nodes;
  std::sort(roads.needed.begin(), roads.needed.end());
  roads.needed.erase(std::unique(roads.needed.begin(), roads.needed.end()), roads.needed.end());
}

void bare_nodes(const fs::path& path, osmium::thread::Pool& pool, BareRoads& roads) {
  roads.locations.resize(roads.needed.size());
  std::size_t row = 0;
  osmium::io::Reader reader(path.string(), node, pool, osmium::io::read_meta::no);
  while (const auto buffer = reader.read()) {
    for (const auto& here : buffer.select<osmium::Node>()) {
      while (row < roads.needed.size() && roads.needed[row] < here.id()) ++row;
      if (row == roads.needed.size() || roads.needed[row] != here.id()) continue;
      roads.locations[row] = here.location();
    }
  }
}

void bare(const fs::path& path, int threads) {
  osmium::thread::Pool pool{threads, 32};
  BareRoads roads;
  bare_ways(path, pool, roads);
  bare_nodes(path, pool, roads);
  fmt::print(stderr, "{} roads, {} nodes\n", roads.ends.size(), roads.locations.size());
}

void ours(const fs::path& path, unsigned threads, bool built_up, const std::string& mode) {
  RoadReadOptions options{.mode = parse_mode(mode),
                          .built_up = {.land_use = built_up, .places = built_up},
                          .execution = {.threads = threads}};
  const RoadImport roads = read_roads(path, options);
  fmt::print(stderr, "{} nodes, {} edges, {} bends\n", roads.graph.node_count(),
             roads.graph.edge_count(), roads.graph.shape_points().size());
}

struct Cost {
  double wall = 0.0;
  double cpu = 0.0;
  double megabytes = 0.0;
};

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

/// Runs this program again, since only a fresh process tells its own peak of memory.
Cost run(const std::vector<std::string>& arguments) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    std::vector<char*> list{const_cast<char*>("large_file")};
    for (const auto& argument : arguments) list.push_back(const_cast<char*>(argument.c_str()));
    list.push_back(nullptr);
    execv("/proc/self/exe", list.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  if (status != 0) throw std::runtime_error("the job '" + arguments[0] + "' failed");
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  return {.wall = wall.count(),
          .cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime),
          .megabytes = static_cast<double>(usage.ru_maxrss) / 1024.0};
}

Cost best_of_three(const std::vector<std::string>& arguments) {
  Cost best = run(arguments);
  for (int i = 0; i < 2; ++i) {
    const Cost next = run(arguments);
    if (next.cpu < best.cpu) best = next;
  }
  return best;
}

void compare(const fs::path& folder, int copies) {
  const fs::path file = folder / fmt::format("porto_{}.osm.pbf", copies);
  if (!fs::exists(file)) {
    generate(SOZIALRAUM_DATA_DIR "/roads_osm/porto_portugal.osm.pbf", copies, file);
  }
  fmt::print("{} copies, {:.0f} MB\n", copies, static_cast<double>(fs::file_size(file)) / 1e6);
  fmt::print("| job | processor s | ratio | wall s | peak MB |\n|---|--:|--:|--:|--:|\n");
  double floor = 0.0;
  for (const std::vector<std::string>& job :
       std::vector<std::vector<std::string>>{{"bare", "1"},
                                             {"bare", "2"},
                                             {"roads", "1", "car"},
                                             {"roads", "2", "car"},
                                             {"roads_without_built_up", "2", "car"},
                                             {"roads", "2", "foot"}}) {
    std::vector<std::string> arguments = job;
    arguments.insert(arguments.begin() + 1, file.string());
    const Cost cost = best_of_three(arguments);
    if (floor == 0.0) floor = cost.cpu;
    fmt::print("| {} | {:.2f} | {:.2f} | {:.2f} | {:.0f} |\n", fmt::join(job, " "), cost.cpu,
               cost.cpu / floor, cost.wall, cost.megabytes);
  }
}

int work(const std::vector<std::string>& given) {
  const std::string job = given.empty() ? "compare" : given[0];
  if (job == "compare") {
    compare(fs::read_symlink("/proc/self/exe").parent_path(),
            given.size() > 1 ? std::stoi(given[1]) : 60);
  } else if (job == "generate" && given.size() == 4) {
    generate(given[1], std::stoi(given[2]), given[3]);
  } else if (job == "bare" && given.size() == 3) {
    bare(given[1], std::stoi(given[2]));
  } else if (given.size() == 4) {
    ours(given[1], static_cast<unsigned>(std::stoi(given[2])), job == "roads", given[3]);
  } else {
    fmt::print(stderr, "what? see the head of large_file.cpp\n");
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace sozialraum::osm

int main(int count, char** arguments) {
  try {
    return sozialraum::osm::work({arguments + 1, arguments + count});
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "{}\n", trouble.what());
    return 1;
  }
}
