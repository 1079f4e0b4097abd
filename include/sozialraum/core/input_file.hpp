#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace sozialraum::core {

/// An ordinary file, opened for reading piece by piece.
///
/// Only an ordinary file is opened: a pipe or a device would wait for ever. The size is that of the
/// moment of opening; a file that is cut off later gives an error, never a signal.
class InputFile {
 public:
  /// InvalidInput ("cannot_read") naming the file.
  explicit InputFile(const std::filesystem::path& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// The system's number of the open file, for mapping it into memory.
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

  /// Fills `into` from the place `offset` on. Any number of threads may read at once. InvalidInput:
  /// "truncated" if the file ends before, "cannot_read" if the disk fails.
  void read(std::uint64_t offset, std::span<std::byte> into) const;

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace sozialraum::core
