#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

/// A file by its content: what a network was made of.
struct SourceFile {
  std::string name{};  ///< without folders, so that the same input gives the same bytes anywhere
  std::uint64_t bytes = 0;
  std::uint32_t crc32 = 0;

  /// The same content, whatever the name.
  [[nodiscard]] bool same_content(const SourceFile& other) const {
    return bytes == other.bytes && crc32 == other.crc32;
  }
  friend bool operator==(const SourceFile&, const SourceFile&) = default;
};

/// Reads the whole file, about 3 GB a second. InvalidInput ("cannot_read") if that fails.
[[nodiscard]] SourceFile source_file(const std::filesystem::path& path);

/// What a network was made of and how.
struct NetworkMeta {
  std::string mode{};                                          ///< "car", "bicycle", "foot"
  std::string speeds{};                                        ///< name of the speed table
  std::optional<SourceFile> source{};                          ///< such as the OpenStreetMap file
  std::vector<std::pair<std::string, std::string>> details{};  ///< anything else, in this order

  friend bool operator==(const NetworkMeta&, const NetworkMeta&) = default;
};

/// Keeps a prepared network: all of the graph, and the hierarchy if there is one, in one file.
///
/// The same input gives the same bytes: no clock, no folder, no uninitialised byte. Written beside
/// the target and renamed, so readers see the old file or the whole new one. InvalidInput
/// ("cannot_write"; "hierarchy" if it was made of another graph).
void save_network(const std::filesystem::path& path, const RoadGraph& graph,
                  const Hierarchy* hierarchy = nullptr, const NetworkMeta& meta = {});

/// What a network file holds, told by its head alone.
struct NetworkFileInfo {
  std::uint64_t bytes = 0;  ///< of the file, and about the memory a load takes
  std::uint64_t nodes = 0;
  std::uint64_t edges = 0;
  bool prepared = false;  ///< with a hierarchy?
  std::string library{};  ///< version of sozialraum that wrote it
  NetworkMeta meta{};
};

/// Costs next to nothing whatever the size: ask before a load how much it takes. The same errors as
/// load_network(), but the roads are not read.
[[nodiscard]] NetworkFileInfo inspect_network(const std::filesystem::path& path);

struct LoadNetworkOptions {
  /// The file the network should have been made of; another content is refused ("stale").
  std::optional<std::filesystem::path> source{};
  /// Compare the checksums, and check that all numbers mean something: whatever the bytes, no
  /// search on the network then leaves its arrays. (A time that was changed together with its
  /// checksum cannot be seen.) Without, damage in the middle of the file is not seen, and a search
  /// on it may crash: for files on a disk of one's own.
  bool check_content = true;
  /// Share the file's memory with all processes that map it, and read only what is used: without
  /// check_content a load takes no time. The file must not be changed in place as long as the
  /// network lives: who overwrites it changes the roads, who shortens it kills the process
  /// (SIGBUS). save_network() never does; `cp` does. Without, the file is read into memory of one's
  /// own and may change as it likes.
  bool mapped = false;
  core::Execution execution{};
};

struct LoadedNetwork {
  RoadGraph graph{};
  std::optional<Hierarchy> hierarchy{};
  NetworkFileInfo info{};
};

/// Opens a prepared network.
///
///     save_network("hameln.network", graph, &hierarchy, {.mode = "car"});
///     const auto network = load_network("hameln.network", {.source = "hameln.osm.pbf"});
///
/// InvalidInput: "cannot_read", "not_a_network_file", "other_byte_order", "other_version",
/// "truncated", "damaged", "stale".
[[nodiscard]] LoadedNetwork load_network(const std::filesystem::path& path,
                                         const LoadNetworkOptions& options = {});

}  // namespace sozialraum::network
