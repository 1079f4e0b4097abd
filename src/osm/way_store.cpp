#include "osm/way_store.hpp"

#include <algorithm>
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

std::size_t WayStore::sort_and_drop_doubles() {
  const auto by_id = [](const Entry& a, const Entry& b) { return a.id < b.id; };
  if (!std::is_sorted(entries_.begin(), entries_.end(), by_id)) {
    std::stable_sort(entries_.begin(), entries_.end(), by_id);
  }
  // Of doubles the last stays: look from the end.
  const auto same_id = [](const Entry& a, const Entry& b) { return a.id == b.id; };
  const auto kept = std::unique(entries_.rbegin(), entries_.rend(), same_id);
  const auto dropped = static_cast<std::size_t>(entries_.rend() - kept);
  entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(dropped));
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

void NodeIndex::need(const WayStore& ways) {
  ids_.reserve(ids_.size() + ways.node_total());
  std::vector<std::int64_t> nodes;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    ways.nodes(i, nodes);
    ids_.insert(ids_.end(), nodes.begin(), nodes.end());
  }
}

void NodeIndex::close() {
  std::sort(ids_.begin(), ids_.end());
  ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
  locations_.assign(ids_.size(), osmium::Location{});
  if (ids_.empty()) return;
  // Slices so narrow that each holds a few ids on average.
  const auto range = static_cast<std::uint64_t>(ids_.back()) - static_cast<std::uint64_t>(ids_[0]);
  const int range_bits = 64 - std::countl_zero(range | 1U);
  const int wanted_bits = 64 - std::countl_zero(ids_.size() | 1U);
  shift_ = static_cast<unsigned>(std::max(0, range_bits - std::min(wanted_bits, 24)));
  directory_.assign((range >> shift_) + 2, static_cast<std::uint32_t>(ids_.size()));
  for (std::size_t row = ids_.size(); row-- > 0;) {
    const auto offset = static_cast<std::uint64_t>(ids_[row]) - static_cast<std::uint64_t>(ids_[0]);
    directory_[offset >> shift_] = static_cast<std::uint32_t>(row);
  }
  for (std::size_t slice = directory_.size() - 1; slice-- > 0;) {
    directory_[slice] = std::min(directory_[slice], directory_[slice + 1]);
  }
}

std::uint32_t NodeIndex::find(std::int64_t id, std::uint32_t hint) const {
  // Mappers number neighbouring nodes one after the other, so the next row is often the one.
  if (hint + 1U < ids_.size() && hint != kNone) {
    if (ids_[hint + 1U] == id) return hint + 1U;
    if (hint > 0 && ids_[hint - 1U] == id) return hint - 1U;
  }
  if (ids_.empty() || id < ids_.front() || id > ids_.back()) return kNone;
  const auto slice =
      (static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(ids_.front())) >> shift_;
  const auto begin = ids_.begin() + directory_[slice];
  const auto end = ids_.begin() + directory_[slice + 1];
  const auto found = std::lower_bound(begin, end, id);
  if (found == end || *found != id) return kNone;
  return static_cast<std::uint32_t>(found - ids_.begin());
}

}  // namespace sozialraum::osm
