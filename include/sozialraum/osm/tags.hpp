#pragma once

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
  explicit Tags(std::span<const Tag> tags) : tags_(tags) {}

  [[nodiscard]] std::string_view operator[](std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const { return !(*this)[key].empty(); }
  [[nodiscard]] bool is(std::string_view key, std::string_view value) const {
    return (*this)[key] == value;
  }
  [[nodiscard]] std::span<const Tag> all() const { return tags_; }

 private:
  std::span<const Tag> tags_;
};

/// The parts of "agricultural; forestry", trimmed, empty ones left out.
[[nodiscard]] std::vector<std::string_view> value_parts(std::string_view value);

}  // namespace sozialraum::osm
