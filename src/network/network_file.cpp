#include "sozialraum/network/network_file.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <functional>
#include <span>

#include "network/file_map.hpp"
#include "sozialraum/core/atomic_file.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::network {

// ---- the layout: head, table of sections, sections. docs/methods/network.md tells it.

namespace {

using Bytes = std::span<const std::byte>;

constexpr std::array<char, 16> kMagic{'s', 'o', 'z', 'i', 'a', 'l', 'r',    'a',
                                      'u', 'm', '-', 'n', 'e', 't', '\x1a', '\n'};
constexpr std::uint32_t kByteOrder = 0x01020304U;
constexpr std::uint32_t kOtherByteOrder = 0x04030201U;
constexpr std::uint32_t kFormat = 3;
constexpr std::uint64_t kAlignment = 64;  // of sections: a cache line

struct Head {
  std::array<char, 16> magic{};
  std::uint32_t byte_order = 0;
  std::uint32_t format = 0;
  std::uint64_t file_bytes = 0;
  std::uint32_t sections = 0;
  std::uint32_t table_crc = 0;
  std::array<std::uint32_t, 5> reserved{};
  std::uint32_t head_crc = 0;  // of all before it
};

struct TableRow {
  std::uint32_t kind = 0;
  std::uint32_t element_bytes = 0;
  std::uint64_t offset = 0;
  std::uint64_t count = 0;
  std::uint32_t crc = 0;  // of the elements and the zeros up to the next section
  std::uint32_t reserved = 0;
};

/// Numbers of the sections. Never used again for something else.
enum Kind : std::uint32_t {
  kMeta = 1,
  kNodePositions = 2,
  kNodeIds = 3,
  kEdges = 4,
  kShapeBegin = 5,
  kShapePoints = 6,
  kWayClasses = 7,
  kOutBegin = 8,
  kOutArcs = 9,
  kInBegin = 10,
  kInArcs = 11,
  // 12 was the numbers of the arcs in, in format 1
  kEndOutBegin = 13,
  kEndOutArcs = 14,
  kEndInBegin = 15,
  kEndInArcs = 16,
  kEndsOnly = 17,
  kUneven = 18,
  kEdgeRings = 19,
  kNodeRings = 20,
  kPlaceOf = 32,
  kNodeAt = 33,
  kClimbBegin = 34,
  kDescendBegin = 35,
  kClimb = 36,
  kDescend = 37,
  kBelowClimbBegin = 38,
  kBelowDescendBegin = 39,
  kBelowClimb = 40,
  kBelowDescend = 41,
};

static_assert(sizeof(Head) == 64 && sizeof(TableRow) == 32);
static_assert(sizeof(FixedLonLat) == 8 && sizeof(Arc) == 12 && sizeof(Edge) == 32 &&
                  sizeof(HierarchyArc) == 8 && sizeof(EdgeRing) == 8 && sizeof(NodeRing) == 8,
              "the rows are part of the format: another layout needs another format number");
static_assert(std::has_unique_object_representations_v<Edge>, "no gap of unknown content");

std::uint64_t padded(std::uint64_t bytes) {
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

/// CRC-32 (ISO 3309) of zlib; docs/decisions/0009-network-file-checksum.md tells why.
std::uint32_t crc_of(Bytes bytes, std::uint32_t before = 0) {
  if (bytes.empty()) return before;  // zlib starts anew at a null pointer
  return static_cast<std::uint32_t>(
      ::crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

template <class T>
Bytes bytes_of(const T& value) {
  return std::as_bytes(std::span(&value, 1));
}

}  // namespace

/// The arrays of a graph and their sections, for writing and for reading.
struct GraphSections {
  template <class Graph, class Visit>
  static void each(Graph& graph, Visit visit) {
    visit(kNodePositions, graph.node_positions_);
    visit(kNodeIds, graph.node_ids_);
    visit(kEdges, graph.edges_);
    visit(kShapeBegin, graph.shape_begin_);
    visit(kShapePoints, graph.shape_points_);
    visit(kUneven, graph.uneven_);
    visit(kOutBegin, graph.out_.begin);
    visit(kOutArcs, graph.out_.arcs);
    visit(kInBegin, graph.in_.begin);
    visit(kInArcs, graph.in_.arcs);
    visit(kEndOutBegin, graph.end_out_.begin);
    visit(kEndOutArcs, graph.end_out_.arcs);
    visit(kEndInBegin, graph.end_in_.begin);
    visit(kEndInArcs, graph.end_in_.arcs);
    visit(kEndsOnly, graph.ends_only_);
    visit(kEdgeRings, graph.edge_rings_);
    visit(kNodeRings, graph.node_rings_);
  }
  static void name_classes(RoadGraph& graph, std::vector<std::string> names) {
    graph.way_classes_ = std::move(names);
  }
  /// Do the lengths of the arrays fit each other? Costs nothing, so it is asked of every file.
  static bool fits(const RoadGraph& graph) {
    const std::size_t nodes = graph.node_count();
    const std::size_t edges = graph.edge_count();
    const auto lists = [&](const RoadGraph::ArcLists& arcs, bool needed) {
      if (arcs.begin.empty()) return arcs.arcs.empty() && (!needed || nodes == 0);
      return arcs.begin.size() == nodes + 1 && arcs.begin.front() == 0 &&
             arcs.begin.back() == arcs.arcs.size();
    };
    const auto none_or = [](std::size_t size, std::size_t wanted) {
      return size == 0 || size == wanted;
    };
    const bool ends = !graph.end_out_.arcs.empty();
    return lists(graph.out_, true) && lists(graph.in_, true) && lists(graph.end_out_, ends) &&
           lists(graph.end_in_, ends) && (nodes == 0 || graph.uneven_.size() == nodes / 64 + 1) &&
           none_or(graph.node_ids_.size(), nodes) &&
           none_or(graph.shape_begin_.size(), edges + 1) &&
           none_or(graph.ends_only_.size(), edges) &&
           (graph.shape_begin_.empty() ? graph.shape_points_.empty()
                                       : graph.shape_begin_.back() == graph.shape_points_.size());
  }
};

/// The same for a hierarchy.
struct HierarchySections {
  template <class AnyHierarchy, class Visit>
  static void each(AnyHierarchy& hierarchy, Visit visit) {
    visit(kPlaceOf, hierarchy.place_of_);
    visit(kNodeAt, hierarchy.node_at_);
    visit(kClimbBegin, hierarchy.climb_begin_);
    visit(kDescendBegin, hierarchy.descend_begin_);
    visit(kClimb, hierarchy.climb_);
    visit(kDescend, hierarchy.descend_);
    visit(kBelowClimbBegin, hierarchy.below_climb_begin_);
    visit(kBelowDescendBegin, hierarchy.below_descend_begin_);
    visit(kBelowClimb, hierarchy.below_climb_);
    visit(kBelowDescend, hierarchy.below_descend_);
  }
  static bool fits(const Hierarchy& hierarchy, std::size_t nodes) {
    const auto lists = [&](const auto& begin, const auto& all) {
      return begin.empty()
                 ? nodes == 0 && all.empty()
                 : begin.size() == nodes + 1 && begin.front() == 0 && begin.back() == all.size();
    };
    return hierarchy.place_of_.size() == nodes && hierarchy.node_at_.size() == nodes &&
           lists(hierarchy.climb_begin_, hierarchy.climb_) &&
           lists(hierarchy.descend_begin_, hierarchy.descend_) &&
           lists(hierarchy.below_climb_begin_, hierarchy.below_climb_) &&
           lists(hierarchy.below_descend_begin_, hierarchy.below_descend_);
  }
};

// ---- writing

namespace {

using Sink = std::function<void(Bytes)>;

/// What will stand in a section: `give` hands its bytes to a sink, as often as asked.
struct Section {
  std::uint32_t kind = 0;
  std::uint32_t element_bytes = 1;
  std::uint64_t count = 0;
  std::function<void(const Sink&)> give;
};

template <class T>
Section section_of(std::uint32_t kind, const core::SharedArray<T>& array) {
  const std::span<const T> rows(array);
  return {.kind = kind,
          .element_bytes = sizeof(T),
          .count = rows.size(),
          .give = [rows](const Sink& sink) { sink(std::as_bytes(rows)); }};
}

/// Texts as (length, bytes), one after the other.
Section section_of(std::uint32_t kind, const std::vector<std::string>& texts) {
  std::vector<std::byte> packed;
  for (const std::string& text : texts) {
    const auto length = static_cast<std::uint32_t>(text.size());
    const Bytes head = bytes_of(length);
    const Bytes body = std::as_bytes(std::span(text));
    packed.insert(packed.end(), head.begin(), head.end());
    packed.insert(packed.end(), body.begin(), body.end());
  }
  const std::uint64_t count = packed.size();
  return {.kind = kind, .count = count, .give = [packed = std::move(packed)](const Sink& sink) {
            sink(packed);
          }};
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

/// Gives a section with the zeros that fill it up.
void give_padded(const Section& section, const Sink& sink) {
  section.give(sink);
  const std::uint64_t bytes = section.count * section.element_bytes;
  constexpr std::array<std::byte, kAlignment> kZeros{};
  sink(Bytes(kZeros).first(padded(bytes) - bytes));
}

std::vector<TableRow> table_of(const std::vector<Section>& sections) {
  std::vector<TableRow> table;
  std::uint64_t offset = padded(sizeof(Head) + sections.size() * sizeof(TableRow));
  for (const Section& section : sections) {
    TableRow row{.kind = section.kind,
                 .element_bytes = section.element_bytes,
                 .offset = offset,
                 .count = section.count};
    give_padded(section, [&](Bytes bytes) { row.crc = crc_of(bytes, row.crc); });
    offset += padded(section.count * section.element_bytes);
    table.push_back(row);
  }
  return table;
}

/// The table with the zeros up to the first section.
std::vector<std::byte> table_bytes(const std::vector<TableRow>& table) {
  const Bytes rows = std::as_bytes(std::span(table));
  std::vector<std::byte> bytes(rows.begin(), rows.end());
  bytes.resize(padded(sizeof(Head) + bytes.size()) - sizeof(Head));
  return bytes;
}

Head head_of(const std::vector<TableRow>& table, Bytes packed) {
  const TableRow& last = table.back();
  Head head{.magic = kMagic,
            .byte_order = kByteOrder,
            .format = kFormat,
            .file_bytes = last.offset + padded(last.count * last.element_bytes),
            .sections = static_cast<std::uint32_t>(table.size()),
            .table_crc = crc_of(packed)};
  head.head_crc = crc_of(bytes_of(head).first(offsetof(Head, head_crc)));
  return head;
}

}  // namespace

void save_network(const std::filesystem::path& path, const RoadGraph& graph,
                  const Hierarchy* hierarchy, const NetworkMeta& meta) {
  if (hierarchy != nullptr && hierarchy->node_count() != graph.node_count()) {
    core::invalid_argument("hierarchy", fmt::format("has {} nodes, but the graph has {}",
                                                    hierarchy->node_count(), graph.node_count()));
  }
  std::vector<Section> sections{section_of(kMeta, texts_of(meta)),
                                section_of(kWayClasses, graph.way_classes())};
  GraphSections::each(graph, [&](std::uint32_t kind, const auto& array) {
    sections.push_back(section_of(kind, array));
  });
  if (hierarchy != nullptr) {
    HierarchySections::each(*hierarchy, [&](std::uint32_t kind, const auto& array) {
      sections.push_back(section_of(kind, array));
    });
  }
  const std::vector<TableRow> table = table_of(sections);
  const std::vector<std::byte> packed = table_bytes(table);
  const Head head = head_of(table, packed);

  core::AtomicFile file(path);
  file.write(bytes_of(head));
  file.write(packed);
  for (const Section& section : sections) {
    give_padded(section, [&](Bytes bytes) { file.write(bytes); });
  }
  file.commit();
}

// ---- reading

namespace {

/// A network file whose head and table are right.
class Reader {
 public:
  explicit Reader(const std::filesystem::path& path) : path_(path), map_(FileMap::open(path)) {
    read_head();
    read_table();
  }

  [[nodiscard]] std::uint64_t bytes() const { return head_.file_bytes; }

  void check_content(const core::Execution& execution) const {
    constexpr std::size_t kAtOnce = std::size_t{64} << 20U;  // about 20 ms
    for (const TableRow& row : table_) {
      std::uint32_t crc = 0;
      Bytes rest = map_->bytes().subspan(row.offset, padded(row.count * row.element_bytes));
      while (!rest.empty()) {
        const std::size_t some = std::min(kAtOnce, rest.size());
        crc = crc_of(rest.first(some), crc);
        rest = rest.subspan(some);
        execution.advance();
      }
      if (crc != row.crc) damaged(fmt::format("section {} has another checksum", row.kind));
    }
  }

  [[nodiscard]] bool has(std::uint32_t kind) const { return find(kind) != nullptr; }
  [[nodiscard]] std::uint64_t count(std::uint32_t kind) const {
    const TableRow* row = find(kind);
    return row == nullptr ? 0 : row->count;
  }

  template <class T>
  void get(std::uint32_t kind, core::SharedArray<T>& array) const {
    const TableRow* row = find(kind);
    if (row == nullptr) return;
    if (row->element_bytes != sizeof(T)) {
      damaged(fmt::format("section {} has rows of {} bytes", kind, row->element_bytes));
    }
    const auto* first = reinterpret_cast<const T*>(map_->bytes().data() + row->offset);
    array = {std::span(first, row->count), map_};
  }

  [[nodiscard]] std::vector<std::string> texts(std::uint32_t kind) const {
    core::SharedArray<std::byte> packed;
    get(kind, packed);
    Bytes rest(packed);
    std::vector<std::string> texts;
    while (!rest.empty()) {
      std::uint32_t length = 0;
      if (rest.size() < sizeof(length)) damaged("a text is cut off");
      std::memcpy(&length, rest.data(), sizeof(length));
      rest = rest.subspan(sizeof(length));
      if (rest.size() < length) damaged("a text is cut off");
      texts.emplace_back(reinterpret_cast<const char*>(rest.data()), length);
      rest = rest.subspan(length);
    }
    return texts;
  }

  [[noreturn]] void damaged(const std::string& what) const {
    refuse("damaged", fmt::format("the file is damaged: {}", what),
           "copy it again or prepare the network again");
  }
  [[noreturn]] void refuse(std::string code, std::string message, std::string hint) const {
    throw core::InvalidInput({.code = std::move(code),
                              .severity = core::Severity::kWarning,
                              .message = std::move(message),
                              .place = {.file = path_.string()},
                              .hint = std::move(hint)});
  }

 private:
  void read_head() {
    const Bytes bytes = map_->bytes();
    if (!bytes.empty()) {
      std::memcpy(&head_, bytes.data(), std::min(bytes.size(), sizeof(Head)));
    }
    const std::size_t told = std::min(bytes.size(), kMagic.size());
    if (told == 0 || !std::equal(kMagic.begin(), kMagic.begin() + static_cast<std::ptrdiff_t>(told),
                                 head_.magic.begin())) {
      refuse("not_a_network_file", "the file is not a prepared network",
             "give a file that RoadGraph.save or save_network wrote");
    }
    if (bytes.size() < sizeof(Head)) truncated(sizeof(Head));
    if (head_.byte_order == kOtherByteOrder) {
      refuse("other_byte_order", "the file was written by a machine with another byte order",
             "prepare the network on this kind of machine");
    }
    const std::uint32_t crc = crc_of(bytes.first(offsetof(Head, head_crc)));
    if (head_.byte_order != kByteOrder) damaged("its head makes no sense");
    if (head_.format != kFormat) {
      refuse("other_version",
             fmt::format("the file has format {}, this version of the library reads format {}",
                         head_.format, kFormat),
             "prepare the network again with this version");
    }
    if (crc != head_.head_crc) damaged("its head has another checksum");
    if (bytes.size() < head_.file_bytes) truncated(head_.file_bytes);
    if (bytes.size() > head_.file_bytes) {
      damaged(fmt::format("it has {} bytes and should have {}", bytes.size(), head_.file_bytes));
    }
  }

  void read_table() {
    const Bytes bytes = map_->bytes();
    const std::uint64_t end = padded(sizeof(Head) + head_.sections * sizeof(TableRow));
    if (end > bytes.size()) damaged("its table is longer than the file");
    if (crc_of(bytes.subspan(sizeof(Head), end - sizeof(Head))) != head_.table_crc) {
      damaged("its table has another checksum");
    }
    table_.resize(head_.sections);
    std::memcpy(table_.data(), bytes.data() + sizeof(Head), head_.sections * sizeof(TableRow));
    for (const TableRow& row : table_) {
      const bool inside = row.element_bytes > 0 && row.offset % kAlignment == 0 &&
                          row.offset <= bytes.size() &&
                          row.count <= (bytes.size() - row.offset) / row.element_bytes;
      if (!inside) damaged(fmt::format("section {} does not lie inside the file", row.kind));
    }
  }

  [[noreturn]] void truncated(std::uint64_t wanted) const {
    refuse("truncated",
           fmt::format("the file ends after {} of {} bytes", map_->bytes().size(), wanted),
           "copy it again or prepare the network again");
  }

  [[nodiscard]] const TableRow* find(std::uint32_t kind) const {
    const auto row = std::find_if(table_.begin(), table_.end(),
                                  [&](const TableRow& r) { return r.kind == kind; });
    return row == table_.end() ? nullptr : &*row;
  }

  std::filesystem::path path_;
  std::shared_ptr<const FileMap> map_;
  Head head_;
  std::vector<TableRow> table_;
};

NetworkFileInfo info_of(const Reader& reader) {
  constexpr std::size_t kFixed = 7;  // as in texts_of()
  const std::vector<std::string> texts = reader.texts(kMeta);
  if (texts.size() < kFixed || (texts.size() - kFixed) % 2 != 0) {
    reader.damaged("its description is cut off");
  }
  const auto number = [&](const std::string& text) {
    std::uint64_t value = 0;
    const auto end = text.data() + text.size();
    if (std::from_chars(text.data(), end, value).ptr != end) reader.damaged("a number is none");
    return value;
  };
  NetworkFileInfo info{.bytes = reader.bytes(),
                       .nodes = reader.count(kNodePositions),
                       .edges = reader.count(kEdges),
                       .prepared = reader.has(kPlaceOf),
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
                     const Reader& reader) {
  if (!info.meta.source) {
    reader.refuse("stale", "the file does not tell what it was made of",
                  "prepare the network again and name its source, or load it without a source");
  }
  const SourceFile& then = *info.meta.source;
  const SourceFile now = source_file(source);
  if (now.same_content(then)) return;
  reader.refuse("stale",
                fmt::format("the network was made of another file: '{}' with {} bytes, checksum "
                            "{:08x}; '{}' has {} bytes, checksum {:08x}",
                            then.name, then.bytes, then.crc32, now.name, now.bytes, now.crc32),
                "prepare the network again");
}

}  // namespace

SourceFile source_file(const std::filesystem::path& path) {
  const auto map = FileMap::open(path);
  return {.name = path.filename().string(),
          .bytes = map->bytes().size(),
          .crc32 = crc_of(map->bytes())};
}

NetworkFileInfo inspect_network(const std::filesystem::path& path) { return info_of(Reader(path)); }

LoadedNetwork load_network(const std::filesystem::path& path, const LoadNetworkOptions& options) {
  const Reader reader(path);
  if (options.check_content) reader.check_content(options.execution);
  LoadedNetwork network{.info = info_of(reader)};
  if (options.source) require_made_of(*options.source, network.info, reader);
  GraphSections::each(network.graph,
                      [&](std::uint32_t kind, auto& array) { reader.get(kind, array); });
  GraphSections::name_classes(network.graph, reader.texts(kWayClasses));
  if (!GraphSections::fits(network.graph)) reader.damaged("its lists do not fit each other");
  if (network.info.prepared) {
    Hierarchy& hierarchy = network.hierarchy.emplace();
    HierarchySections::each(hierarchy,
                            [&](std::uint32_t kind, auto& array) { reader.get(kind, array); });
    if (!HierarchySections::fits(hierarchy, network.graph.node_count())) {
      reader.damaged("its hierarchy does not fit its graph");
    }
  }
  return network;
}

}  // namespace sozialraum::network
