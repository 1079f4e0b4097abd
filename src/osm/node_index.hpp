#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <osmium/osm/location.hpp>
#include <span>
#include <vector>

#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::osm {

/// Which nodes does some way need, and where are they?
///
/// The needed ids as bits, 64 neighbouring ids in a word: mappers draw a road in one go, so its
/// nodes have neighbouring ids, and a word holds six to eight needed ones. While ways are read,
/// need() gives each node a *number* (its word in the order of first mention, and its bit) that is
/// small and near those of its neighbours. Once close() has seen all, the number leads to the
/// *row*, the node's place among all needed ones in ascending order of ids, without any search.
class NodeIndex {
 public:
  static constexpr std::uint32_t kNone = 0xffffffffU;
  /// Where a search ended; the next one begins there. For speed only.
  using Near = std::uint32_t;

  /// The numbers of the ids, in `numbers`.
  void need(std::span<const std::int64_t> ids, std::vector<std::int64_t>& numbers);
  /// Sorts; from here on rows are fixed.
  void close();

  [[nodiscard]] std::size_t size() const { return locations_.size(); }
  [[nodiscard]] std::uint32_t row(std::int64_t number) const {
    const auto word = static_cast<std::size_t>(number >> 6);
    return rows_before_[word] + ones(bits_[word] & (bit_of(number) - 1));
  }
  /// The row of an id, kNone if no way needs it.
  [[nodiscard]] std::uint32_t find(std::int64_t id, Near& near) const {
    const std::int64_t key = key_of(id);
    if (near >= words_.size() || words_[near].key != key) near = search(key, near);
    if (near >= words_.size() || words_[near].key != key) return kNone;
    const Word& word = words_[near];
    if ((word.bits & bit_of(id)) == 0) return kNone;
    return word.rows_before + ones(word.bits & (bit_of(id) - 1));
  }
  /// The needed ids in ascending order: use(row, id).
  template <class Use>
  void for_each(Use use) const {
    std::uint32_t row = 0;
    for (const Word& word : words_) {
      for (std::uint64_t bits = word.bits; bits != 0; bits &= bits - 1) {
        use(row++, word.key * 64 + std::countr_zero(bits));
      }
    }
  }
  /// Frees the ids once all is found; find() and for_each() must not be called any more.
  void forget_ids() { words_ = std::vector<Word>(); }  // "= {}" would keep the memory

  void fetch_location(std::uint32_t row) const { __builtin_prefetch(locations_.data() + row); }
  void locate(std::uint32_t row, osmium::Location location) {
    located_ += locations_[row].valid() ? 0U : 1U;
    locations_[row] = location;
  }
  [[nodiscard]] bool located(std::uint32_t row) const { return locations_[row].valid(); }
  [[nodiscard]] bool all_located() const { return located_ == locations_.size(); }
  [[nodiscard]] network::LonLat position(std::uint32_t row) const {
    const osmium::Location at = locations_[row];
    return {at.lon_without_check(), at.lat_without_check()};
  }

  /// How many bits are set. By hand, since the instruction for it is not on every processor and the
  /// compiler would call a function with a table.
  [[nodiscard]] static std::uint32_t ones(std::uint64_t word) {
    word -= word >> 1U & 0x5555555555555555U;
    word = (word & 0x3333333333333333U) + (word >> 2U & 0x3333333333333333U);
    word = (word + (word >> 4U)) & 0x0f0f0f0f0f0f0f0fU;
    return static_cast<std::uint32_t>(word * 0x0101010101010101U >> 56U);
  }

 private:
  /// A place of the hash table (open addressing) by which need() finds the word of a key.
  struct Slot {
    std::int64_t key = 0;
    std::uint32_t word = kNone;  ///< in the order of first mention
  };
  struct Word {
    std::int64_t key = 0;  ///< holds the ids 64 key to 64 key + 63
    std::uint64_t bits = 0;
    std::uint32_t rows_before = 0;
  };

  static std::int64_t key_of(std::int64_t id) { return id >> 6; }
  static std::uint64_t bit_of(std::int64_t id) {
    return std::uint64_t{1} << (static_cast<std::uint64_t>(id) & 63U);
  }
  [[nodiscard]] std::size_t home(std::int64_t key) const;
  Slot& slot(std::int64_t key);
  void grow();
  void fetch_slots(std::span<const std::int64_t> ids) const;
  std::uint32_t word_of(std::int64_t key);
  [[nodiscard]] Near search(std::int64_t key, Near near) const;

  std::vector<Slot> slots_;  // until close()
  Slot last_;
  std::vector<std::uint64_t> bits_;         // of each word, in the order of first mention
  std::vector<std::uint32_t> rows_before_;  // likewise; from close()
  std::vector<Word> words_;                 // by key; from close() to forget_ids()
  std::vector<osmium::Location> locations_;
  std::size_t located_ = 0;
};

}  // namespace sozialraum::osm
