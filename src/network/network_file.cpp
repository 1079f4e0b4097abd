#include "sozialraum/network/network_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <span>

#include "network/network_sections.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/input_file.hpp"
#include "sozialraum/core/record_file.hpp"

namespace sozialraum::network {
namespace {

static_assert(sizeof(FixedLonLat) == 8 && sizeof(Arc) == 12 && sizeof(Edge) == 32 &&
                  sizeof(HierarchyArc) == 8 && sizeof(EdgeRing) == 8 && sizeof(NodeRing) == 8,
              "the rows are part of the format: another layout needs another format number");
static_assert(std::has_unique_object_representations_v<Edge>, "no gap of unknown content");

const core::RecordFormat& format() {
  static const core::RecordFormat kFormat{
      .magic = {'s', 'o', 'z', 'i', 'a', 'l', 'r', 'a', 'u', 'm', '-', 'n', 'e', 't', '\x1a', '\n'},
      .version = 3,
      .thing = "prepared network",
      .code = "not_a_network_file",
      .giver = "a file that RoadGraph.save or save_network wrote",
      .remedy = "prepare the network again"};
  return kFormat;
}

std::vector<std::string> texts_of(const NetworkMeta& meta) {
  const SourceFile source = meta.source.value_or(SourceFile{});
  std::vector<std::string> texts{
      SOZIALRAUM_VERSION,          meta.mode,   meta.speeds,
      meta.source ? "source" : "", source.name, std::to_string(source.bytes),
      std::to_string(source.crc32)};
  for (const auto& [key, value] : meta.details) {
    texts.push_back(key);
    texts.push_back(value);
  }
  return texts;
}

}  // namespace

void save_network(const std::filesystem::path& path, const RoadGraph& graph,
                  const Hierarchy* hierarchy, const NetworkMeta& meta) {
  if (hierarchy != nullptr && hierarchy->node_count() != graph.node_count()) {
    core::invalid_argument("hierarchy", fmt::format("has {} nodes, but the graph has {}",
                                                    hierarchy->node_count(), graph.node_count()));
  }
  core::RecordWriter writer(format());
  const auto add = [&]<class T>(std::uint32_t kind, const core::SharedArray<T>& array) {
    writer.add(kind, std::span<const T>(array));
  };
  writer.add(kMeta, texts_of(meta));
  writer.add(kWayClasses, graph.way_classes());
  GraphSections::each(graph, add);
  if (hierarchy != nullptr) HierarchySections::each(*hierarchy, add);
  writer.save(path);
}

// ---- reading

namespace {

NetworkFileInfo info_of(const core::RecordFile& file) {
  constexpr std::size_t kFixed = 7;  // as in texts_of()
  const std::vector<std::string> texts = file.texts(kMeta);
  if (texts.size() < kFixed || (texts.size() - kFixed) % 2 != 0) {
    file.damaged("its description is cut off");
  }
  const auto number = [&](const std::string& text) {
    std::uint64_t value = 0;
    const auto end = text.data() + text.size();
    if (std::from_chars(text.data(), end, value).ptr != end) file.damaged("a number is none");
    return value;
  };
  NetworkFileInfo info{.bytes = file.bytes(),
                       .nodes = file.count(kNodePositions),
                       .edges = file.count(kEdges),
                       .prepared = file.has(kPlaceOf),
                       .library = texts[0],
                       .meta = {.mode = texts[1], .speeds = texts[2]}};
  if (!texts[3].empty()) {
    info.meta.source = {.name = texts[4],
                        .bytes = number(texts[5]),
                        .crc32 = static_cast<std::uint32_t>(number(texts[6]))};
  }
  for (std::size_t i = kFixed; i < texts.size(); i += 2) {
    info.meta.details.emplace_back(texts[i], texts[i + 1]);
  }
  return info;
}

void require_made_of(const std::filesystem::path& source, const NetworkFileInfo& info,
                     const core::RecordFile& file) {
  if (!info.meta.source) {
    file.refuse("stale", "the file does not tell what it was made of",
                "prepare the network again and name its source, or load it without a source");
  }
  const SourceFile& then = *info.meta.source;
  const SourceFile now = source_file(source);
  if (now.same_content(then)) return;
  file.refuse("stale",
              fmt::format("the network was made of another file: '{}' with {} bytes, checksum "
                          "{:08x}; '{}' has {} bytes, checksum {:08x}",
                          then.name, then.bytes, then.crc32, now.name, now.bytes, now.crc32),
              "prepare the network again");
}

}  // namespace

SourceFile source_file(const std::filesystem::path& path) {
  const core::InputFile file(path);
  std::vector<std::byte> piece(std::size_t{1} << 20U);
  SourceFile source{.name = path.filename().string(), .bytes = file.size()};
  for (std::uint64_t at = 0; at < file.size(); at += piece.size()) {
    const auto some = std::span(piece).first(
        static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), file.size() - at)));
    file.read(at, some);
    source.crc32 = core::crc32_of(some, source.crc32);
  }
  return source;
}

NetworkFileInfo inspect_network(const std::filesystem::path& path) {
  return info_of(core::RecordFile::peek(path, format()));
}

LoadedNetwork load_network(const std::filesystem::path& path, const LoadNetworkOptions& options) {
  const auto file = core::RecordFile::open(path, format(),
                                           {.check_content = options.check_content,
                                            .mapped = options.mapped,
                                            .execution = options.execution});
  LoadedNetwork network{.info = info_of(file)};
  if (options.source) require_made_of(*options.source, network.info, file);
  const auto get = [&](std::uint32_t kind, auto& array) { file.get(kind, array); };
  RoadGraph& graph = network.graph;
  GraphSections::each(graph, get);
  GraphSections::name_classes(graph, file.texts(kWayClasses));
  GraphSections::require_lengths(file, graph);
  if (options.check_content) GraphSections::require_sound(file, graph, options.execution);
  if (network.info.prepared) {
    Hierarchy& hierarchy = network.hierarchy.emplace();
    HierarchySections::each(hierarchy, get);
    HierarchySections::require_lengths(file, hierarchy, graph.node_count());
    if (options.check_content) {
      HierarchySections::require_sound(file, hierarchy, options.execution);
    }
  }
  return network;
}

}  // namespace sozialraum::network
