#include "sozialraum/core/file_map.hpp"

#include <sys/mman.h>

#include <cerrno>
#include <system_error>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::core {

std::shared_ptr<const FileMap> FileMap::of(const InputFile& file) {
  const auto size = static_cast<std::size_t>(file.size());
  if (size == 0) return std::shared_ptr<const FileMap>(new FileMap({}));
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.descriptor(), 0);
  if (memory == MAP_FAILED) {
    throw InvalidInput({.code = "cannot_read",
                        .severity = Severity::kWarning,
                        .message = "the file cannot be mapped into memory: " +
                                   std::generic_category().message(errno),
                        .place = {.file = file.path().string()},
                        .hint = "read it without mapping"});
  }
  return std::shared_ptr<const FileMap>(new FileMap({static_cast<const std::byte*>(memory), size}));
}

FileMap::~FileMap() {
  if (bytes_.empty()) return;
  ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());  // NOLINT: munmap takes void*
}

}  // namespace sozialraum::core
