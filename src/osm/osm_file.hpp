#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "osm/osm_objects.hpp"
#include "osm/pbf_file.hpp"
#include "osm/standing.hpp"
#include "sozialraum/core/execution.hpp"

namespace sozialraum::osm {

/// An OpenStreetMap file that exists and looks like one; read() may be called once per pass.
///
/// PBF by PbfFile, XML by read_xml. All trouble of the file becomes InvalidInput: "missing_file",
/// "empty_file", "not_an_osm_file", "history_file", "incomplete_answer", "damaged_file". The format
/// is told by the content. Of each object the visitor sees the state that holds (Standing).
class OsmFile {
 public:
  OsmFile(std::filesystem::path path, const core::Execution& execution);

  /// Calls the visitor for all objects of the kinds; progress in KiB of the file.
  ///
  /// Throws ReadAgain if the file does not keep the order it claims, or if ids do not rise, so that
  /// objects may stand twice; call learn() and begin anew with all passes.
  void read(ObjectKinds kinds, OsmVisitor& visitor);
  /// After ReadAgain: looks at what surprised. A file surprises twice at most.
  void learn();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// How many objects were marked as deleted, and left out, when their kinds were last read.
  [[nodiscard]] std::uint64_t deleted_objects() const;
  /// Objects of a kind that another state of the same object replaces.
  [[nodiscard]] std::uint64_t doubles(ObjectKinds kind) const {
    return standing_ ? standing_->doubles(kind) : 0;
  }
  /// What a server said about its answer; empty as a rule.
  [[nodiscard]] const std::string& remark() const { return remark_; }

 private:
  template <class Read>
  void guarded(Read read);
  void read_all(ObjectKinds kinds, OsmVisitor& visitor);
  void read_pbf(ObjectKinds kinds, OsmVisitor& visitor);
  void read_text(ObjectKinds kinds, OsmVisitor& visitor);
  [[noreturn]] void refuse_history() const;

  std::filesystem::path path_;
  core::Execution execution_;
  bool is_pbf_ = false;
  std::uint64_t size_ = 0;
  std::uint64_t offset_ = 0;
  std::unique_ptr<PbfFile> pbf_;
  std::optional<Standing> standing_;  // unset while ids have always risen
  Standing::PerKind deleted_{};
  bool located_ways_ = false;
  bool unordered_ = false;  ///< ids did not rise
  std::string remark_;
};

/// Calls `scan` until it is not surprised by the order of the objects; `reset` before each repeat.
template <class Scan, class Reset>
auto scan_in_any_order(OsmFile& file, Scan scan, Reset reset) {
  while (true) {
    try {
      return scan();
    } catch (const ReadAgain&) {
      reset();
      file.learn();
    }
  }
}

}  // namespace sozialraum::osm
