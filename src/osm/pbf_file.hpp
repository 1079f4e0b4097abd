#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "osm/osm_objects.hpp"

namespace sozialraum::osm {

/// The file says that nodes stand before ways before relations, and it is not so.
class FalseOrder : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override {
    return "the objects are not in the order that the file claims";
  }
};

/// A PBF file, read block by block, and only the blocks that hold what is asked for.
///
/// Files sorted by type (nearly all are, and say so) are unpacked once over all passes: a few looks
/// find where the ways and the relations begin. For others the first pass looks at every block
/// and later ones know. Unpacking runs in worker threads; visitors are called by the caller's.
/// Throws std::runtime_error or protozero::exception if the file is damaged, FalseOrder if it
/// claims an order that it does not keep.
class PbfFile {
 public:
  /// Finds the blocks without unpacking them, and reads the header.
  explicit PbfFile(const std::filesystem::path& path);

  /// Bytes that read() will unpack for these kinds, as far as is known now.
  [[nodiscard]] std::uint64_t bytes_of(ObjectKinds kinds);

  /// Calls the visitor for all objects of the kinds; `done(bytes)` after each block.
  void read(ObjectKinds kinds, OsmVisitor& visitor, unsigned threads,
            const std::function<void(std::uint64_t)>& done);

  /// After FalseOrder: takes nothing for granted any more.
  void trust_no_order();
  [[nodiscard]] bool has_history() const { return has_history_; }

 private:
  struct Blob {
    std::uint64_t begin = 0;
    std::uint32_t size = 0;
    ObjectKinds kinds = 0;
    bool known = false;  ///< `kinds` was seen or follows from the order
  };
  /// One block on its way: packed as in the file, and unpacked.
  struct Load {
    std::string packed;
    std::string plain;
  };

  void find_blobs(std::uint64_t file_size);
  void read_header(const std::string& block);
  void use_order();
  [[nodiscard]] std::size_t first_with(ObjectKinds kinds);
  ObjectKinds look_into(std::size_t blob);
  void load(std::size_t blob, std::string& packed);
  void note(std::size_t blob, ObjectKinds seen);

  std::ifstream file_;
  std::vector<Blob> blobs_;
  bool sorted_ = false;
  bool order_used_ = false;
  bool has_history_ = false;
};

}  // namespace sozialraum::osm
