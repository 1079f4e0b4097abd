#include "osm/way_store.hpp"

#include <algorithm>
#include <utility>

namespace sozialraum::osm {
namespace {

constexpr std::size_t kMostBytes = 10;  // of a packed number
constexpr std::size_t kLeastChunk = std::size_t{64} * 1024;
// So large that the allocator gives it back to the system at once.
constexpr std::size_t kMostChunk = std::size_t{32} * 1024 * 1024;

/// Small steps in either direction become small numbers: 0, -1, 1, -2 -> 0, 1, 2, 3. Steps wrap
/// around, for ids of damaged files may be anything.
std::uint64_t step(std::int64_t from, std::int64_t to) {
  const std::uint64_t step = static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
  return step << 1U ^ static_cast<std::uint64_t>(static_cast<std::int64_t>(step) >> 63);
}
std::int64_t stepped(std::int64_t from, std::uint64_t coded) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(from) +
                                   (coded >> 1U ^ (~(coded & 1U) + 1U)));
}

std::uint8_t* put(std::uint8_t* at, std::uint64_t number) {
  while (number >= 0x80U) {
    *at++ = static_cast<std::uint8_t>(number | 0x80U);
    number >>= 7U;
  }
  *at++ = static_cast<std::uint8_t>(number);
  return at;
}

std::uint64_t take(const std::uint8_t*& at) {
  std::uint64_t number = *at++;
  if (number < 0x80U) return number;
  number &= 0x7fU;
  for (unsigned shift = 7;; shift += 7U) {
    const std::uint8_t byte = *at++;
    number |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
    if (byte < 0x80U) return number;
  }
}

/// All of a way but its id.
void take_body(const std::uint8_t*& at, StoredWay& way) {
  way.property = static_cast<std::uint32_t>(take(at));
  way.nodes.resize(static_cast<std::size_t>(take(at)));
  std::int64_t last = 0;
  for (std::int64_t& node : way.nodes) node = last = stepped(last, take(at));
}

}  // namespace

WayStore::Chunk& WayStore::chunk_for(std::size_t bytes) {
  if (chunks_.empty() || chunks_.back().size - chunks_.back().used < bytes) {
    const std::size_t last = chunks_.empty() ? 0 : chunks_.back().size;
    const std::size_t size = std::max(bytes, std::clamp(2 * last, kLeastChunk, kMostChunk));
    chunks_.push_back({std::make_unique_for_overwrite<std::uint8_t[]>(size), 0, size});
  }
  return chunks_.back();
}

void WayStore::add(std::int64_t id, std::uint32_t property, std::span<const std::int64_t> nodes) {
  Chunk& chunk = chunk_for(kMostBytes * (nodes.size() + 3));
  std::uint8_t* at = put(chunk.bytes.get() + chunk.used, step(last_id_, id));
  at = put(put(at, property), nodes.size());
  std::int64_t last = 0;
  for (const std::int64_t node : nodes) at = put(at, step(std::exchange(last, node), node));
  chunk.used = static_cast<std::size_t>(at - chunk.bytes.get());
  sorted_ = sorted_ && (size_ == 0 || last_id_ < id);
  last_id_ = id;
  ++size_;
}

bool WayStore::Reader::next(StoredWay& way) {
  const auto end = [this] {
    const Chunk& chunk = store_->chunks_[chunk_];
    return chunk.bytes.get() + chunk.used;
  };
  if (chunk_ == store_->chunks_.size()) return false;
  if (at_ == nullptr) at_ = store_->chunks_[chunk_].bytes.get();
  if (at_ == end()) {
    if (freed_ != nullptr) freed_->chunks_[chunk_] = {};
    if (++chunk_ == store_->chunks_.size()) return false;
    at_ = store_->chunks_[chunk_].bytes.get();
  }
  way.id = last_id_ = stepped(last_id_, take(at_));
  take_body(at_, way);
  return true;
}

std::vector<WayStore::Place> WayStore::places() const {
  std::vector<Place> places;
  places.reserve(size_);
  StoredWay way;
  std::int64_t id = 0;
  for (const Chunk& chunk : chunks_) {
    for (const std::uint8_t* at = chunk.bytes.get(); at != chunk.bytes.get() + chunk.used;) {
      id = stepped(id, take(at));
      places.push_back({id, at});
      take_body(at, way);
    }
  }
  return places;
}

void WayStore::sort() {
  if (sorted_) return;
  std::vector<Place> order = places();
  std::sort(order.begin(), order.end(), [](const Place& a, const Place& b) { return a.id < b.id; });
  WayStore sorted;
  StoredWay way;
  for (const Place& place : order) {
    const std::uint8_t* at = place.body;
    take_body(at, way);
    sorted.add(place.id, way.property, way.nodes);
  }
  *this = std::move(sorted);
}

bool WayFinder::find(std::int64_t id, StoredWay& way) const {
  const auto found =
      std::lower_bound(places_.begin(), places_.end(), id,
                       [](const auto& place, std::int64_t wanted) { return place.id < wanted; });
  if (found == places_.end() || found->id != id) return false;
  const std::uint8_t* at = found->body;
  way.id = id;
  take_body(at, way);
  return true;
}

}  // namespace sozialraum::osm
