#include "sozialraum/core/input_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::core {
namespace {

[[noreturn]] void cannot_read(const std::filesystem::path& path, const std::string& why) {
  throw InvalidInput({.code = "cannot_read",
                      .severity = Severity::kWarning,
                      .message = "the file cannot be read: " + why,
                      .place = {.file = path.string()},
                      .hint = "check the path and the permissions"});
}

std::string text_of(int error) { return std::generic_category().message(error); }

}  // namespace

InputFile::InputFile(const std::filesystem::path& path)
    : path_(path),
      // Opening a pipe would wait for its writer.
      descriptor_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {
  if (descriptor_ < 0) cannot_read(path, text_of(errno));
  struct stat status{};
  const int error = ::fstat(descriptor_, &status) == 0 ? 0 : errno;
  if (error == 0 && S_ISREG(status.st_mode)) {
    size_ = static_cast<std::uint64_t>(status.st_size);
    return;
  }
  ::close(descriptor_);
  if (error != 0) cannot_read(path, text_of(error));
  cannot_read(path, S_ISDIR(status.st_mode) ? text_of(EISDIR) : "it is no ordinary file");
}

InputFile::~InputFile() { ::close(descriptor_); }

void InputFile::read(std::uint64_t offset, std::span<std::byte> into) const {
  while (!into.empty()) {
    const ssize_t got = ::pread(descriptor_, into.data(), into.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) cannot_read(path_, text_of(errno));
    if (got == 0) {
      throw InvalidInput({.code = "truncated",
                          .severity = Severity::kWarning,
                          .message = fmt::format("the file ends after {} bytes", offset),
                          .place = {.file = path_.string()},
                          .hint = "copy it again; it may have been cut off while it was read"});
    }
    offset += static_cast<std::uint64_t>(got);
    into = into.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace sozialraum::core
