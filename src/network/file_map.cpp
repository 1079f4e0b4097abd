#include "network/file_map.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::network {
namespace {

[[noreturn]] void cannot_read(const std::filesystem::path& path, int error) {
  throw core::InvalidInput({.code = "cannot_read",
                            .severity = core::Severity::kWarning,
                            .message = fmt::format("the file cannot be read: {}",
                                                   std::generic_category().message(error)),
                            .place = {.file = path.string()},
                            .hint = "check the path and the permissions"});
}

/// Closes a file at the end of the scope; a mapping lives on without it.
struct Descriptor {
  int number;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

}  // namespace

std::shared_ptr<const FileMap> FileMap::open(const std::filesystem::path& path) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat status{};
  if (file.number < 0 || ::fstat(file.number, &status) != 0) cannot_read(path, errno);
  if (S_ISDIR(status.st_mode)) cannot_read(path, EISDIR);
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) return std::shared_ptr<const FileMap>(new FileMap({}));
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.number, 0);
  if (memory == MAP_FAILED) cannot_read(path, errno);
  return std::shared_ptr<const FileMap>(new FileMap({static_cast<const std::byte*>(memory), size}));
}

FileMap::~FileMap() {
  if (bytes_.empty()) return;
  ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());  // NOLINT: munmap takes void*
}

}  // namespace sozialraum::network
