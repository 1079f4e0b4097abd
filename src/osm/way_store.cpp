#include "osm/way_store.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace sozialraum::osm {
namespace {

/// Small steps in either direction become small numbers: 0, -1, 1, -2 -> 0, 1, 2, 3.
std::uint64_t zigzag(std::int64_t step) {
  return (static_cast<std::uint64_t>(step) << 1U) ^ static_cast<std::uint64_t>(step >> 63);
}
std::int64_t unzigzag(std::uint64_t coded) {
  return static_cast<std::int64_t>((coded >> 1U) ^ (~(coded & 1U) + 1U));
}

void put(std::vector<std::uint8_t>& bytes, std::uint64_t number) {
  while (number >= 0x80U) {
    bytes.push_back(static_cast<std::uint8_t>(number | 0x80U));
    number >>= 7U;
  }
  bytes.push_back(static_cast<std::uint8_t>(number));
}

std::uint64_t take(const std::uint8_t*& at) {
  std::uint64_t number = 0;
  for (unsigned shift = 0;; shift += 7U) {
    const std::uint8_t byte = *at++;
    number |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
    if (byte < 0x80U) return number;
  }
}

/// Which of the equal slices of the id range holds an id?
std::size_t slice_of(std::int64_t id, std::int64_t lowest, unsigned shift) {
  return (static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(lowest)) >> shift;
}

/// The shift that makes up to 2^bits slices of a range.
unsigned slice_shift(std::int64_t lowest, std::int64_t highest, int bits) {
  const auto range = static_cast<std::uint64_t>(highest) - static_cast<std::uint64_t>(lowest);
  return static_cast<unsigned>(std::max(0, 64 - std::countl_zero(range | 1U) - bits));
}

/// Sorts where they are: first into slices of the range (American flag sort: each id is moved once,
/// McIlroy, Bostic & McIlroy 1993), then each slice, which fits into the cache.
void sort_ids(std::vector<std::int64_t>& ids) {
  constexpr std::size_t kWorthIt = 1U << 16U;
  if (ids.size() < kWorthIt) {
    std::sort(ids.begin(), ids.end());
    return;
  }
  const auto [lowest, highest] = std::minmax_element(ids.begin(), ids.end());
  const std::int64_t first = *lowest;
  const unsigned shift = slice_shift(first, *highest, 12);
  std::vector<std::size_t> begin(slice_of(*highest, first, shift) + 2, 0);
  for (const std::int64_t id : ids) ++begin[slice_of(id, first, shift) + 1];
  for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
  std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
  for (std::size_t slice = 0; slice + 1 < begin.size(); ++slice) {
    while (next[slice] < begin[slice + 1]) {
      std::int64_t id = ids[next[slice]];
      for (std::size_t home = slice_of(id, first, shift); home != slice;
           home = slice_of(id, first, shift)) {
        std::swap(id, ids[next[home]++]);
      }
      ids[next[slice]++] = id;
    }
    std::sort(ids.begin() + static_cast<std::ptrdiff_t>(begin[slice]),
              ids.begin() + static_cast<std::ptrdiff_t>(begin[slice + 1]));
  }
}

}  // namespace

void WayStore::add(std::int64_t id, std::uint32_t property, std::span<const std::int64_t> nodes) {
  entries_.push_back({.id = id,
                      .begin = bytes_.size(),
                      .count = static_cast<std::uint32_t>(nodes.size()),
                      .property = property});
  std::int64_t last = 0;
  for (const std::int64_t node : nodes) {
    put(bytes_, zigzag(node - last));
    last = node;
  }
  node_total_ += nodes.size();
}

std::vector<std::uint32_t> WayStore::sort_and_drop_doubles() {
  const auto by_id = [](const Entry& a, const Entry& b) { return a.id < b.id; };
  if (!std::is_sorted(entries_.begin(), entries_.end(), by_id)) {
    std::stable_sort(entries_.begin(), entries_.end(), by_id);
  }
  std::vector<std::uint32_t> dropped;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (i + 1 < entries_.size() && entries_[i].id == entries_[i + 1].id) {
      dropped.push_back(entries_[i].property);
    } else {
      entries_[kept++] = entries_[i];
    }
  }
  entries_.resize(kept);
  return dropped;
}

std::size_t WayStore::find(std::int64_t id) const {
  const auto found = std::lower_bound(entries_.begin(), entries_.end(), id,
                                      [](const Entry& a, std::int64_t b) { return a.id < b; });
  if (found == entries_.end() || found->id != id) return entries_.size();
  return static_cast<std::size_t>(found - entries_.begin());
}

void WayStore::nodes(std::size_t i, std::vector<std::int64_t>& nodes) const {
  nodes.clear();
  const std::uint8_t* at = bytes_.data() + entries_[i].begin;
  std::int64_t last = 0;
  for (std::uint32_t k = 0; k < entries_[i].count; ++k) {
    last += unzigzag(take(at));
    nodes.push_back(last);
  }
}

void WayStore::rows(std::size_t i, std::vector<std::uint32_t>& rows) const {
  rows.clear();
  const std::uint8_t* at = bytes_.data() + entries_[i].begin;
  std::int64_t last = 0;
  for (std::uint32_t k = 0; k < entries_[i].count; ++k) {
    last += unzigzag(take(at));
    rows.push_back(static_cast<std::uint32_t>(last));
  }
}

void WayStore::number_nodes(const NodeIndex& index) {
  constexpr std::size_t kAhead = 4;  // ways whose nodes are on their way from memory
  std::array<std::vector<std::int64_t>, kAhead> ring;
  const auto fetch = [&](std::size_t i) {
    if (i < size()) nodes(i, ring[i % kAhead]);
    if (i >= size()) return;
    for (const std::int64_t id : ring[i % kAhead]) index.fetch_slice(id);
  };
  WayStore numbered;
  numbered.entries_.reserve(entries_.size());
  numbered.bytes_.reserve(bytes_.size());  // rows take no more room than the ids, or hardly
  for (std::size_t i = 0; i + 1 < kAhead; ++i) fetch(i);
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < size(); ++i) {
    fetch(i + kAhead - 1);
    if (i + 1 < size()) {
      for (const std::int64_t id : ring[(i + 1) % kAhead]) index.fetch_ids(id);
    }
    std::vector<std::int64_t>& rows = ring[i % kAhead];
    for (std::int64_t& node : rows) node = last = index.find(node, last);
    numbered.add(entries_[i].id, entries_[i].property, rows);
  }
  *this = std::move(numbered);
}

void NodeIndex::need(const WayStore& ways) {
  std::vector<std::int64_t> nodes;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    ways.nodes(i, nodes);
    ids_.insert(ids_.end(), nodes.begin(), nodes.end());
  }
}

void NodeIndex::close() {
  sort_ids(ids_);
  ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
  locations_.assign(ids_.size(), osmium::Location{});
  if (ids_.empty()) return;
  // Slices so narrow that each holds a few ids on average.
  const int wanted_bits = 64 - std::countl_zero(ids_.size() | 1U);
  shift_ = slice_shift(ids_.front(), ids_.back(), std::min(wanted_bits, 24));
  directory_.assign(slice_of(ids_.back(), ids_.front(), shift_) + 2,
                    static_cast<std::uint32_t>(ids_.size()));
  for (std::size_t row = ids_.size(); row-- > 0;) {
    directory_[slice_of(ids_[row], ids_.front(), shift_)] = static_cast<std::uint32_t>(row);
  }
  for (std::size_t slice = directory_.size() - 1; slice-- > 0;) {
    directory_[slice] = std::min(directory_[slice], directory_[slice + 1]);
  }
}

std::uint32_t NodeIndex::search(std::int64_t id) const {
  if (ids_.empty() || id < ids_.front() || id > ids_.back()) return kNone;
  const std::size_t at = slice(id);
  const auto begin = ids_.begin() + directory_[at];
  const auto end = ids_.begin() + directory_[at + 1];
  const auto found = std::lower_bound(begin, end, id);
  if (found == end || *found != id) return kNone;
  return static_cast<std::uint32_t>(found - ids_.begin());
}

void NodeIndex::forget_ids() {
  // Not "= {}", which would only empty them and keep the memory.
  ids_ = std::vector<std::int64_t>();
  directory_ = std::vector<std::uint32_t>();
}

}  // namespace sozialraum::osm
