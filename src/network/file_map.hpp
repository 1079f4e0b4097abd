#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace sozialraum::network {

/// A whole file in memory, read-only and shared with other processes.
class FileMap {
 public:
  /// InvalidInput ("cannot_read") naming the file.
  [[nodiscard]] static std::shared_ptr<const FileMap> open(const std::filesystem::path& path);
  ~FileMap();
  FileMap(const FileMap&) = delete;
  FileMap& operator=(const FileMap&) = delete;

  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

 private:
  explicit FileMap(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::span<const std::byte> bytes_;
};

}  // namespace sozialraum::network
