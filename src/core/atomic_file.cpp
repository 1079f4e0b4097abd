#include "sozialraum/core/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <random>
#include <system_error>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::core {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot_write(const fs::path& target, int error) {
  throw InvalidInput(
      {.code = "cannot_write",
       .severity = Severity::kWarning,
       .message =
           fmt::format("the file cannot be written: {}", std::generic_category().message(error)),
       .place = {.file = target.string()},
       .hint = error == ENOSPC ? "free some disk space"
                               : "check that the folder exists and may be written to"});
}

/// The file that a chain of symbolic links leads to, which need not exist yet.
fs::path behind_links(const fs::path& target) {
  fs::path path = target;
  std::error_code error;
  for (int links = 0; fs::is_symlink(fs::symlink_status(path, error)); ++links) {
    if (links == 40) cannot_write(target, ELOOP);  // as many as the kernel follows
    const fs::path next = fs::read_symlink(path, error);
    if (error) cannot_write(target, error.value());
    path = next.is_absolute() ? next : path.parent_path() / next;
  }
  return path;
}

/// Refuses what a rename would destroy: folders, devices, pipes and write-protected files.
void require_replaceable(const fs::path& file, const fs::path& target) {
  struct stat status{};
  if (::stat(file.c_str(), &status) != 0) {
    if (errno != ENOENT) cannot_write(target, errno);
    return;
  }
  if (S_ISDIR(status.st_mode)) cannot_write(target, EISDIR);
  if (!S_ISREG(status.st_mode)) cannot_write(target, ENODEV);
  if (::access(file.c_str(), W_OK) != 0) cannot_write(target, errno);
}

fs::path folder_of(const fs::path& file) {
  const auto folder = file.parent_path();
  return folder.empty() ? fs::path(".") : folder;
}

/// How the hidden folders of a target begin; a long name is cut, since 255 bytes are the most.
std::string prefix_of(const fs::path& file) {
  constexpr std::size_t kLongest = 200;
  return fmt::format(".{}.part-", file.filename().string().substr(0, kLongest));
}

constexpr std::size_t kEnding = 32;  // hexadecimal digits

/// 128 bits from the system: no two hosts, processes or threads draw the same.
std::string unique_ending() {
  std::random_device device;
  std::string text;
  while (text.size() < kEnding) text += fmt::format("{:08x}", device());
  return text;
}

/// Opens a folder and locks it, if nobody else holds it; -1 if not. The lock ends with the process.
int lock_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) return -1;
  struct stat status{};
  // Whoever clears up may have removed it between its making and this lock.
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0 && ::fstat(descriptor, &status) == 0 &&
      status.st_nlink > 0) {
    return descriptor;
  }
  ::close(descriptor);
  return -1;
}

/// Can folders be locked here at all? Some network file systems cannot.
bool knows_locks(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool knows = ::flock(descriptor, LOCK_SH | LOCK_NB) == 0 || errno == EWOULDBLOCK;
  ::close(descriptor);
  return knows;
}

bool is_own_folder(const std::string& name, const std::string& prefix) {
  return name.starts_with(prefix) && name.size() == prefix.size() + kEnding &&
         name.find_first_not_of("0123456789abcdef", prefix.size()) == std::string::npos;
}

/// Removes what killed processes left of the same target: hidden folders nobody holds.
void clear_leftovers(const fs::path& file) {
  const std::string prefix = prefix_of(file);
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder_of(file), ignored)) {
    if (!is_own_folder(entry.path().filename().string(), prefix)) continue;
    const int lock = lock_folder(entry.path());
    if (lock < 0) continue;
    fs::remove_all(entry.path(), ignored);
    ::close(lock);
  }
}

/// The permissions of the file to be replaced, or what the umask leaves of those of a new file.
void take_over_permissions(int descriptor, const fs::path& file) {
  struct stat old{};
  if (::stat(file.c_str(), &old) != 0) return;
  // Another owner only root may give; without, the file is the caller's, as any copy would be.
  if (::fchown(descriptor, old.st_uid, old.st_gid) != 0) {
    [[maybe_unused]] const int group = ::fchown(descriptor, static_cast<uid_t>(-1), old.st_gid);
  }
  [[maybe_unused]] const int mode = ::fchmod(descriptor, old.st_mode & 07777U);
}

/// Flushes a folder to the disk, as well as its file system can.
void flush_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

AtomicFile::AtomicFile(fs::path target) : target_(std::move(target)), file_(behind_links(target_)) {
  if (!file_.has_filename()) cannot_write(target_, target_.empty() ? ENOENT : EISDIR);
  require_replaceable(file_, target_);
  if (::access(folder_of(file_).c_str(), W_OK | X_OK) != 0) cannot_write(target_, errno);
  clear_leftovers(file_);
  make_own_folder();
  temporary_ = own_folder_ / file_.filename();
}

void AtomicFile::make_own_folder() {
  const bool locks = knows_locks(folder_of(file_));
  while (lock_ < 0) {
    own_folder_ = folder_of(file_) / (prefix_of(file_) + unique_ending());
    if (::mkdir(own_folder_.c_str(), 0700) != 0) cannot_write(target_, errno);
    lock_ = lock_folder(own_folder_);
    if (!locks) return;
  }
}

AtomicFile::~AtomicFile() { discard(); }

void AtomicFile::discard() noexcept {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
  if (own_folder_.empty()) return;
  std::error_code ignored;
  fs::remove_all(own_folder_, ignored);
  if (lock_ >= 0) ::close(lock_);
  own_folder_.clear();
  lock_ = -1;
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
  // What a library wrote is opened again; what nobody wrote is an empty file.
  if (descriptor_ < 0) {
    descriptor_ = ::open(temporary_.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) write({});
  }
  take_over_permissions(descriptor_, file_);
  if (::fsync(descriptor_) != 0) cannot_write(target_, errno);
  const int closed = ::close(descriptor_);
  descriptor_ = -1;
  if (closed != 0) cannot_write(target_, errno);
  require_replaceable(file_, target_);
  if (::rename(temporary_.c_str(), file_.c_str()) != 0) cannot_write(target_, errno);
  discard();  // the folder, which is empty now
  flush_folder(folder_of(file_));
}

}  // namespace sozialraum::core
