#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace sozialraum::core {

/// Writes a file so that readers see the old one or the whole new one, never a half.
///
/// Writes to a temporary file in the same folder; commit() flushes it to the disk and renames it
/// over the target. Without commit() the destructor removes it. Throws InvalidInput "cannot_write"
/// naming the file (folder missing, no permission, disk full).
class AtomicFile {
 public:
  explicit AtomicFile(std::filesystem::path target);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Path to write to, for libraries that open files themselves (GDAL); close it before commit().
  [[nodiscard]] const std::filesystem::path& temporary() const noexcept { return temporary_; }

  void write(std::span<const std::byte> bytes);
  void commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path temporary_;
  int descriptor_ = -1;  // opened at the first write()
  bool committed_ = false;
};

}  // namespace sozialraum::core
