#pragma once

#include <map>
#include <string>
#include <vector>

#include "sozialraum/osm/tags.hpp"

namespace sozialraum::python {

/// A Python dict of tags as the view the library reads; the dict must outlive it.
class DictTags {
 public:
  explicit DictTags(const std::map<std::string, std::string>& tags) {
    for (const auto& [key, value] : tags) list_.push_back({key, value});
  }
  [[nodiscard]] osm::Tags view() const { return osm::Tags(list_); }

 private:
  std::vector<osm::Tag> list_;
};

}  // namespace sozialraum::python
