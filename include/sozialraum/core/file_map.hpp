#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

#include "sozialraum/core/input_file.hpp"

namespace sozialraum::core {

/// A whole file in memory, read-only and shared with all processes that map it.
///
/// Nothing is read before it is used. The price: as long as the map lives, the file must not be
/// changed in place, by nobody. Bytes that are overwritten change under the reader's eyes, and one
/// who touches what was cut off is killed (SIGBUS). AtomicFile never changes a file in place, `cp`
/// and editors do.
class FileMap {
 public:
  /// InvalidInput ("cannot_read") naming the file.
  [[nodiscard]] static std::shared_ptr<const FileMap> of(const InputFile& file);
  ~FileMap();
  FileMap(const FileMap&) = delete;
  FileMap& operator=(const FileMap&) = delete;

  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

 private:
  explicit FileMap(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::span<const std::byte> bytes_;
};

}  // namespace sozialraum::core
