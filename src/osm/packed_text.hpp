#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <string>

namespace sozialraum::osm {

/// The text of a file: plain, or packed by gzip or bzip2, in one part or in several behind one
/// another (as pigz, pbzip2 and `cat a.gz b.gz` make them).
///
/// Throws std::runtime_error if the packed bytes make no sense or end early.
class PackedText {
 public:
  explicit PackedText(const std::filesystem::path& path);
  ~PackedText();
  PackedText(const PackedText&) = delete;
  PackedText& operator=(const PackedText&) = delete;

  /// Fills the front of `text`; how many bytes, 0 = the end.
  std::size_t read(std::span<char> text);
  /// Bytes of the file that were read.
  [[nodiscard]] std::uint64_t offset() const { return offset_; }

 private:
  class Unpacker;
  class Gzip;
  class Bzip2;

  std::span<const char> more();

  std::ifstream file_;
  std::string packed_;
  std::span<const char> waiting_;  ///< of packed_: not yet unpacked
  std::uint64_t offset_ = 0;
  std::unique_ptr<Unpacker> unpacker_;  ///< null: plain text
};

}  // namespace sozialraum::osm
