#include "osm/node_index.hpp"

#include <algorithm>
#include <stdexcept>

namespace sozialraum::osm {

/// Four neighbouring words share a line of the cache: a way is seldom far from its last node.
std::size_t NodeIndex::home(std::int64_t key) const {
  constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15U;  // Knuth, multiplicative hashing
  const std::uint64_t group = static_cast<std::uint64_t>(key >> 2) * kGolden;
  const int bits = std::countr_zero(slots_.size());
  return static_cast<std::size_t>(group >> (66 - bits) << 2U |
                                  (static_cast<std::uint64_t>(key) & 3U));
}

NodeIndex::Slot& NodeIndex::slot(std::int64_t key) {
  std::size_t at = home(key);
  while (slots_[at].word != kNone && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
  return slots_[at];
}

void NodeIndex::grow() {
  std::vector<Slot> before(std::max<std::size_t>(1024, 2 * slots_.size()));
  before.swap(slots_);
  for (const Slot& old : before) {
    if (old.word != kNone) slot(old.key) = old;
  }
}

std::uint32_t NodeIndex::word_of(std::int64_t key) {
  if (last_.word != kNone && last_.key == key) return last_.word;
  Slot& here = slot(key);
  if (here.word == kNone) {
    here = {key, static_cast<std::uint32_t>(bits_.size())};
    bits_.push_back(0);
  }
  last_ = here;
  return here.word;
}

/// A way's slots lie anywhere in memory: all are called for before the first is needed.
void NodeIndex::fetch_slots(std::span<const std::int64_t> ids) const {
  std::int64_t last = last_.key;
  for (const std::int64_t id : ids) {
    if (key_of(id) >> 2 != last >> 2) __builtin_prefetch(slots_.data() + home(key_of(id)));
    last = key_of(id);
  }
}

void NodeIndex::need(std::span<const std::int64_t> ids, std::vector<std::int64_t>& numbers) {
  while (2 * (bits_.size() + ids.size()) > slots_.size()) grow();
  if (bits_.size() + ids.size() >= kNone) throw std::length_error("too many nodes on roads");
  fetch_slots(ids);
  numbers.clear();
  for (const std::int64_t id : ids) {
    const std::uint32_t word = word_of(key_of(id));
    bits_[word] |= bit_of(id);
    numbers.push_back(std::int64_t{word} * 64 + (id & 63));
  }
}

void NodeIndex::close() {
  words_.reserve(bits_.size());
  for (const Slot& here : slots_) {
    // The word's number stands where its rows will be counted.
    if (here.word != kNone) words_.push_back({here.key, bits_[here.word], here.word});
  }
  slots_ = std::vector<Slot>();
  std::sort(words_.begin(), words_.end(),
            [](const Word& a, const Word& b) { return a.key < b.key; });
  rows_before_.resize(bits_.size());
  std::uint64_t rows = 0;
  for (Word& word : words_) {
    const std::uint32_t number = word.rows_before;
    word.rows_before = rows_before_[number] = static_cast<std::uint32_t>(rows);
    rows += ones(word.bits);
  }
  if (rows >= kNone) throw std::length_error("too many nodes on roads");
  locations_.assign(static_cast<std::size_t>(rows), osmium::Location{});
}

/// The last word with a key not above the wanted one; the first if there is none.
NodeIndex::Near NodeIndex::search(std::int64_t key, Near near) const {
  if (words_.empty() || key <= words_.front().key) return 0;
  if (key >= words_.back().key) return static_cast<Near>(words_.size() - 1);
  // A sorted file asks for the next word, or for one between two that follow one another.
  if (words_[near].key < key) {
    if (key < words_[near + 1].key) return near;
    if (key == words_[near + 1].key) return near + 1;
  }
  const auto behind =
      std::upper_bound(words_.begin(), words_.end(), key,
                       [](std::int64_t wanted, const Word& word) { return wanted < word.key; });
  return static_cast<Near>(behind - words_.begin() - 1);
}

}  // namespace sozialraum::osm
