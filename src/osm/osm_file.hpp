#pragma once

#include <cstdint>
#include <filesystem>
#include <osmium/osm/entity_bits.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>
#include <string>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/osm/tags.hpp"

namespace sozialraum::osm {

/// Receives the objects of a file in the order of the file. Deleted objects are left out.
class OsmVisitor {
 public:
  virtual ~OsmVisitor() = default;
  virtual void node(const osmium::Node&) {}
  virtual void way(const osmium::Way&) {}
  virtual void relation(const osmium::Relation&) {}
};

/// An OpenStreetMap file that exists and looks like one; read() may be called once per pass.
///
/// All trouble of the file becomes InvalidInput: "missing_file", "empty_file",
/// "not_an_osm_file", "history_file", "damaged_file". The format is told by the content.
class OsmFile {
 public:
  OsmFile(std::filesystem::path path, const core::Execution& execution);

  /// Calls the visitor for all objects of the kinds; progress in KiB of the file.
  void read(osmium::osm_entity_bits::type kinds, OsmVisitor& visitor);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::uint64_t deleted_objects() const { return deleted_; }

 private:
  std::filesystem::path path_;
  core::Execution execution_;
  std::string format_;
  std::uint64_t size_ = 0;
  std::uint64_t deleted_ = 0;
};

/// The tags of an object, copied into `storage` as views; valid as long as both.
[[nodiscard]] Tags tags_of(const osmium::OSMObject& object, std::vector<Tag>& storage);

}  // namespace sozialraum::osm
