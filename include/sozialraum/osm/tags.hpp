#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sozialraum::osm {

/// One tag of an OpenStreetMap object: highway=residential.
struct Tag {
  std::string_view key;
  std::string_view value;
};

/// What do the tags of one OpenStreetMap object say?
///
/// A view of tags that live elsewhere (a file buffer, a literal in a test), which must outlive it.
/// A key that is not there has the empty value.
class Tags {
 public:
  Tags() = default;
  explicit Tags(std::span<const Tag> tags) : tags_(tags) {
    for (const Tag& tag : tags) marks_ |= mark(tag.key);
  }

  /// The rules ask for dozens of keys, and a way has three: most are told apart by their mark.
  [[nodiscard]] std::string_view operator[](std::string_view key) const {
    return (marks_ & mark(key)) == 0 ? std::string_view{} : find(key);
  }
  [[nodiscard]] bool has(std::string_view key) const { return !(*this)[key].empty(); }
  [[nodiscard]] bool is(std::string_view key, std::string_view value) const {
    return (*this)[key] == value;
  }
  [[nodiscard]] std::span<const Tag> all() const { return tags_; }

 private:
  /// One of 64 bits, which keys may share.
  [[nodiscard]] static constexpr std::uint64_t mark(std::string_view key) {
    if (key.empty()) return 1;
    const auto first = static_cast<unsigned char>(key.front());
    const auto last = static_cast<unsigned char>(key.back());
    return std::uint64_t{1} << ((first + 3U * last + 5U * key.size()) & 63U);
  }
  [[nodiscard]] std::string_view find(std::string_view key) const;

  std::span<const Tag> tags_;
  std::uint64_t marks_ = 0;  ///< of all keys
};

/// The parts of "agricultural; forestry", trimmed, empty ones left out.
[[nodiscard]] std::vector<std::string_view> value_parts(std::string_view value);

}  // namespace sozialraum::osm
