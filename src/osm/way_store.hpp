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
  /// Sorts by way id; of ways with the same id the last one stays. Returns the properties of those
  /// that went.
  std::vector<std::uint32_t> sort_and_drop_doubles();

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] const Entry& entry(std::size_t i) const { return entries_[i]; }
  /// Row of a way after sort_and_drop_doubles(), or size() if it is not there.
  [[nodiscard]] std::size_t find(std::int64_t id) const;
  /// The node ids of a way, unpacked into `nodes`.
  void nodes(std::size_t i, std::vector<std::int64_t>& nodes) const;
  /// The same once number_nodes() has put rows in the place of ids.
  void rows(std::size_t i, std::vector<std::uint32_t>& rows) const;
  [[nodiscard]] std::size_t node_total() const { return node_total_; }

  /// Replaces every node id by its row in the index, which must hold them all.
  void number_nodes(const class NodeIndex& index);

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
  /// Announces so many ids, so that no room is wasted by growing.
  void expect(std::size_t ids) { ids_.reserve(ids); }
  /// Sorts; from here on rows are fixed.
  void close();

  [[nodiscard]] std::size_t size() const { return locations_.size(); }
  [[nodiscard]] std::int64_t id(std::uint32_t row) const { return ids_[row]; }
  /// The row of an id, kNone if no way needs it. `hint` is the row found last, for speed only.
  [[nodiscard]] std::uint32_t find(std::int64_t id, std::uint32_t hint) const {
    // Mappers number neighbouring nodes one after the other, so the next row is often the one; and
    // a sorted file asks for ids between two that follow one another.
    if (std::size_t{hint} + 1 < ids_.size()) {
      if (ids_[hint + 1U] == id) return hint + 1U;
      if (ids_[hint] < id && id < ids_[hint + 1U]) return kNone;
      if (hint > 0 && ids_[hint - 1U] == id) return hint - 1U;
    }
    return search(id);
  }
  /// Frees the ids once all is found; id() and find() must not be called any more.
  void forget_ids();

  /// Brings what find(id) will look at into the cache: first step long before, second step soon.
  void fetch_slice(std::int64_t id) const { __builtin_prefetch(directory_.data() + slice(id)); }
  void fetch_ids(std::int64_t id) const { __builtin_prefetch(ids_.data() + directory_[slice(id)]); }
  void fetch_location(std::uint32_t row) const { __builtin_prefetch(locations_.data() + row); }

  void locate(std::uint32_t row, osmium::Location location) { locations_[row] = location; }
  [[nodiscard]] bool located(std::uint32_t row) const { return locations_[row].valid(); }
  [[nodiscard]] osmium::Location location(std::uint32_t row) const { return locations_[row]; }
  [[nodiscard]] network::LonLat position(std::uint32_t row) const {
    const osmium::Location at = locations_[row];
    return {at.lon_without_check(), at.lat_without_check()};
  }

 private:
  [[nodiscard]] std::uint32_t search(std::int64_t id) const;
  /// Which of the equal slices of the id range holds an id?
  [[nodiscard]] std::size_t slice(std::int64_t id) const {
    return (static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(ids_.front())) >> shift_;
  }

  std::vector<std::int64_t> ids_;
  std::vector<osmium::Location> locations_;
  std::vector<std::uint32_t> directory_;  // first row of each slice of the id range
  unsigned shift_ = 0;
};

}  // namespace sozialraum::osm
