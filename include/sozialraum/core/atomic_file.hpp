#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace sozialraum::core {

/// Writes a file so that readers see the old one or the whole new one, never a half.
///
///     core::AtomicFile file("out/areas.csv");
///     file.write(bytes);
///     file.commit();
///
/// The only thing in the library that opens a file for writing (tests/architecture holds it to
/// that).
///
/// What is written grows in a hidden folder of its own beside the target, which only the owner can
/// enter; commit() flushes it to the disk and renames it over the target. So:
///
/// - Two threads, processes or hosts that write under one name do not meet: each writes a whole
///   file, the last commit() stays.
/// - Without commit() the destructor removes it. What a killed process left is removed by the next
///   AtomicFile of the same target: the hidden folder is locked while somebody writes.
/// - A target that exists keeps its permissions, and its owner where the process may set it; a new
///   one gets what the umask leaves. A hard link is parted from its twins.
/// - A symbolic link is followed: the file it leads to is replaced, the link stays.
///
/// Throws InvalidInput "cannot_write" naming the file: folder missing, no permission, write
/// protected, disk full, a folder or a device instead of a file.
class AtomicFile {
 public:
  explicit AtomicFile(std::filesystem::path target);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Path to write to, for libraries that open files themselves (GDAL); close it before commit().
  /// It has the name of the target. What else such a library lays beside it is thrown away.
  [[nodiscard]] const std::filesystem::path& temporary() const noexcept { return temporary_; }

  void write(std::span<const std::byte> bytes);
  void commit();
  /// Gives up: nothing is left but the old file. What the destructor does without commit().
  void discard() noexcept;

 private:
  void make_own_folder();

  std::filesystem::path target_;      // as the caller named it, for messages
  std::filesystem::path file_;        // what the links lead to
  std::filesystem::path own_folder_;  // hidden, locked
  std::filesystem::path temporary_;
  int lock_ = -1;        // on own_folder_
  int descriptor_ = -1;  // opened at the first write()
};

}  // namespace sozialraum::core
