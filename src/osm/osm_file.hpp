#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "osm/osm_objects.hpp"
#include "osm/pbf_file.hpp"
#include "sozialraum/core/execution.hpp"

namespace sozialraum::osm {

/// An OpenStreetMap file that exists and looks like one; read() may be called once per pass.
///
/// PBF by PbfFile, the other formats by libosmium. All trouble of the file becomes InvalidInput:
/// "missing_file", "empty_file", "not_an_osm_file", "history_file", "damaged_file". The format is
/// told by the content.
class OsmFile {
 public:
  OsmFile(std::filesystem::path path, const core::Execution& execution);

  /// Calls the visitor for all objects of the kinds; progress in KiB of the file.
  ///
  /// Throws FalseOrder if a PBF file does not keep the order it claims; call trust_no_order() and
  /// begin anew with all passes.
  void read(ObjectKinds kinds, OsmVisitor& visitor);
  void trust_no_order() { pbf_->trust_no_order(); }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// How many objects of the last read() were marked as deleted, and left out.
  [[nodiscard]] std::uint64_t deleted_objects() const { return deleted_; }

 private:
  void read_pbf(ObjectKinds kinds, OsmVisitor& visitor);
  void read_other(ObjectKinds kinds, OsmVisitor& visitor);
  [[noreturn]] void refuse_history() const;

  std::filesystem::path path_;
  core::Execution execution_;
  std::string format_;
  std::uint64_t size_ = 0;
  std::uint64_t offset_ = 0;
  std::uint64_t deleted_ = 0;
  std::unique_ptr<PbfFile> pbf_;
};

}  // namespace sozialraum::osm
