#include "sozialraum/core/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::core {
namespace {

[[noreturn]] void cannot_write(const std::filesystem::path& target, int error) {
  throw InvalidInput(
      {.code = "cannot_write",
       .severity = Severity::kWarning,
       .message =
           fmt::format("the file cannot be written: {}", std::generic_category().message(error)),
       .place = {.file = target.string()},
       .hint = error == ENOSPC ? "free some disk space"
                               : "check that the folder exists and may be written to"});
}

/// Hidden, in the same folder (rename must not cross file systems), with the same extension (GDAL
/// looks at it).
std::filesystem::path temporary_for(const std::filesystem::path& target) {
  return target.parent_path() / fmt::format(".{}.part-{}{}", target.stem().string(), ::getpid(),
                                            target.extension().string());
}

std::filesystem::path folder_of(const std::filesystem::path& target) {
  const auto folder = target.parent_path();
  return folder.empty() ? std::filesystem::path(".") : folder;
}

/// Flushes a file or folder to the disk; returns 0 or the error number.
int flush(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const int error = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return error;
}

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path target)
    : target_(std::move(target)), temporary_(temporary_for(target_)) {
  if (::access(folder_of(target_).c_str(), W_OK | X_OK) != 0) cannot_write(target_, errno);
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (committed_) return;
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
}

void AtomicFile::write(std::span<const std::byte> bytes) {
  if (descriptor_ < 0) {
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0) cannot_write(target_, errno);
  }
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) cannot_write(target_, errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void AtomicFile::commit() {
  if (descriptor_ < 0 && !std::filesystem::exists(temporary_)) write({});
  if (descriptor_ >= 0 && ::close(descriptor_) != 0) cannot_write(target_, errno);
  descriptor_ = -1;
  if (const int error = flush(temporary_)) cannot_write(target_, error);
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) cannot_write(target_, errno);
  committed_ = true;
  flush(folder_of(target_));  // best effort: some file systems cannot flush a folder
}

}  // namespace sozialraum::core
