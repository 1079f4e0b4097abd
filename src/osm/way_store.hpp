#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sozialraum::osm {

/// A way with the numbers that NodeIndex gave its nodes.
struct StoredWay {
  std::int64_t id = 0;
  std::uint32_t property = 0;  ///< the caller's number
  std::vector<std::int64_t> nodes;
};

/// Ways packed one behind the other, read from the first to the last.
///
/// Only the steps are kept, from way to way and from node to node: about two bytes a node. In
/// chunks, so that no room is wasted by growing, and each can go when it has served.
class WayStore {
 public:
  void add(std::int64_t id, std::uint32_t property, std::span<const std::int64_t> nodes);
  /// Sorts by way id; no id may stand twice.
  void sort();
  [[nodiscard]] std::size_t size() const { return size_; }

  /// Reads the ways in their order; the store must outlive it.
  class Reader {
   public:
    explicit Reader(const WayStore& store) : store_(&store) {}
    /// Frees each chunk of the store when it is read; nobody can read it afterwards.
    [[nodiscard]] static Reader freeing(WayStore& store) {
      Reader reader(store);
      reader.freed_ = &store;
      return reader;
    }
    /// false behind the last way. Keeps the memory of `way`.
    bool next(StoredWay& way);

   private:
    const WayStore* store_;
    WayStore* freed_ = nullptr;
    std::size_t chunk_ = 0;
    const std::uint8_t* at_ = nullptr;
    std::int64_t last_id_ = 0;
  };

 private:
  friend class WayFinder;

  struct Chunk {
    std::unique_ptr<std::uint8_t[]> bytes;
    std::size_t used = 0;
    std::size_t size = 0;
  };
  /// Where the way of an id stands.
  struct Place {
    std::int64_t id = 0;
    const std::uint8_t* body = nullptr;  ///< all but the id
  };
  Chunk& chunk_for(std::size_t bytes);
  [[nodiscard]] std::vector<Place> places() const;

  std::vector<Chunk> chunks_;
  std::size_t size_ = 0;
  std::int64_t last_id_ = 0;
  bool sorted_ = true;  ///< ids rise
};

/// Finds the ways of a store by id; the store must be sorted and outlive it.
class WayFinder {
 public:
  explicit WayFinder(const WayStore& store) : places_(store.places()) {}
  /// false if there is no such way. Keeps the memory of `way`.
  bool find(std::int64_t id, StoredWay& way) const;

 private:
  std::vector<WayStore::Place> places_;
};

}  // namespace sozialraum::osm
