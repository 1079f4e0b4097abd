#include "sozialraum/osm/tags.hpp"

namespace sozialraum::osm {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

std::string_view Tags::find(std::string_view key) const {
  for (const Tag& tag : tags_) {
    if (tag.key == key) return tag.value;
  }
  return {};
}

std::vector<std::string_view> value_parts(std::string_view value) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = value.find(';');
    const std::string_view part = trimmed(value.substr(0, end));
    if (!part.empty()) parts.push_back(part);
    if (end == std::string_view::npos) return parts;
    value.remove_prefix(end + 1);
  }
}

}  // namespace sozialraum::osm
