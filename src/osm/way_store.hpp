#pragma once

#include <cstddef>
#include <cstdint>
#include <osmium/osm/location.hpp>
#include <span>
#include <utility>
#include <vector>

#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::osm {

/// Ways with their node ids, packed: the step from node to node takes two or three bytes.
class WayStore {
 public:
  struct Entry {
    std::int64_t id = 0;
    std::uint64_t begin = 0;     ///< first byte of the nodes
    std::uint32_t count = 0;     ///< how many nodes
    std::uint32_t property = 0;  ///< the caller's number
  };

  void add(std::int64_t id, std::uint32_t property, std::span<const std::int64_t> nodes);
  /// Sorts by way id; of ways with the same id the last one stays. Returns how many went.
  std::size_t sort_and_drop_doubles();

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] const Entry& entry(std::size_t i) const { return entries_[i]; }
  /// Row of a way after sort_and_drop_doubles(), or size() if it is not there.
  [[nodiscard]] std::size_t find(std::int64_t id) const;
  /// The node ids of a way, unpacked into `nodes`.
  void nodes(std::size_t i, std::vector<std::int64_t>& nodes) const;
  [[nodiscard]] std::size_t node_total() const { return node_total_; }

 private:
  std::vector<Entry> entries_;
  std::vector<std::uint8_t> bytes_;
  std::size_t node_total_ = 0;
};

/// Where are the nodes that some way needs? Ids sorted once, then found by a guess and a search.
class NodeIndex {
 public:
  static constexpr std::uint32_t kNone = 0xffffffffU;

  void need(const WayStore& ways);
  void need(std::int64_t id) { ids_.push_back(id); }
  /// Sorts; from here on rows are fixed.
  void close();

  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  [[nodiscard]] std::int64_t id(std::uint32_t row) const { return ids_[row]; }
  /// The row of an id, kNone if no way needs it. `hint` is the row found last, for speed only.
  [[nodiscard]] std::uint32_t find(std::int64_t id, std::uint32_t hint) const;

  void locate(std::uint32_t row, osmium::Location location) { locations_[row] = location; }
  [[nodiscard]] bool located(std::uint32_t row) const { return locations_[row].valid(); }
  [[nodiscard]] osmium::Location location(std::uint32_t row) const { return locations_[row]; }
  [[nodiscard]] network::LonLat position(std::uint32_t row) const {
    const osmium::Location at = locations_[row];
    return {at.lon_without_check(), at.lat_without_check()};
  }

 private:
  std::vector<std::int64_t> ids_;
  std::vector<osmium::Location> locations_;
  std::vector<std::uint32_t> directory_;  // first row of each slice of the id range
  unsigned shift_ = 0;
};

}  // namespace sozialraum::osm
