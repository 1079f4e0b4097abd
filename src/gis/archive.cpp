#include "gis/archive.hpp"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string_view>

#include "gis/gdal_guard.hpp"
#include "sozialraum/core/limits.hpp"

namespace sozialraum::gis {
namespace {

constexpr std::string_view kEnd = "PK\x05\x06";
constexpr std::string_view kEnd64 = "PK\x06\x06";
constexpr std::string_view kEntry = "PK\x01\x02";
constexpr std::uint64_t kEndBytes = 22;
constexpr std::uint64_t kEntryBytes = 46;
constexpr std::uint64_t kTailBytes = 65'557;  // the end, with the longest comment
constexpr std::uint64_t kMostDirectoryBytes = 64ULL << 20U;

struct Close {
  void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
using File = std::unique_ptr<VSILFILE, Close>;

/// The number of so many bytes that begins here, the lowest byte first; 0 beyond the end.
std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  if (at > bytes.size() || bytes.size() - at < size) return 0;
  for (std::size_t i = size; i-- > 0;) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

std::string bytes_at(VSILFILE* file, std::uint64_t at, std::uint64_t size) {
  std::string bytes(size, '\0');
  if (VSIFSeekL(file, at, SEEK_SET) != 0) return {};
  bytes.resize(VSIFReadL(bytes.data(), 1, size, file));
  return bytes;
}

/// Where the directory lies.
struct Extent {
  std::uint64_t begin = 0;
  std::uint64_t bytes = 0;
};

Extent directory_in(VSILFILE* file, std::uint64_t size) {
  const std::uint64_t tail_begin = size > kTailBytes ? size - kTailBytes : 0;
  const std::string tail = bytes_at(file, tail_begin, size - tail_begin);
  const std::size_t at = tail.rfind(kEnd);
  if (at == std::string::npos || tail.size() - at < kEndBytes) return {};
  Extent found{.begin = number_at(tail, at + 16, 4), .bytes = number_at(tail, at + 12, 4)};
  if (const std::size_t large = tail.rfind(kEnd64, at); large != std::string::npos) {
    found = {.begin = number_at(tail, large + 48, 8), .bytes = number_at(tail, large + 40, 8)};
  }
  const bool inside = found.begin <= size && found.bytes <= size - found.begin;
  return inside && found.bytes <= kMostDirectoryBytes ? found : Extent{};
}

/// Sizes beyond 4 GiB stand in an extra field.
std::uint64_t large_size(std::string_view extra) {
  while (extra.size() >= 4) {
    const std::uint64_t length = number_at(extra, 2, 2);
    if (number_at(extra, 0, 2) == 1) return number_at(extra, 4, 8);
    extra.remove_prefix(std::min<std::size_t>(extra.size(), 4 + length));
  }
  return 0;
}

}  // namespace

std::vector<ArchiveMember> directory_of(const std::string& gdal_path) {
  const GdalErrors quiet;
  VSIStatBufL status{};
  const File file(VSIFOpenL(gdal_path.c_str(), "rb"));
  if (file == nullptr || VSIStatL(gdal_path.c_str(), &status) != 0) return {};
  const Extent where = directory_in(file.get(), static_cast<std::uint64_t>(status.st_size));
  const std::string bytes = bytes_at(file.get(), where.begin, where.bytes);
  std::vector<ArchiveMember> members;
  std::string_view rest = bytes;
  while (rest.size() >= kEntryBytes && rest.starts_with(kEntry)) {
    const std::uint64_t name = number_at(rest, 28, 2);
    const std::uint64_t extra = number_at(rest, 30, 2);
    ArchiveMember member{.name = std::string(rest.substr(kEntryBytes, name)),
                         .bytes = number_at(rest, 24, 4),
                         .checksum = static_cast<std::uint32_t>(number_at(rest, 16, 4)),
                         .method = static_cast<std::uint16_t>(number_at(rest, 10, 2)),
                         .secret = (number_at(rest, 8, 2) & 1U) != 0};
    const std::size_t extra_at = std::min<std::size_t>(rest.size(), kEntryBytes + name);
    if (member.bytes == 0xFFFFFFFF) member.bytes = large_size(rest.substr(extra_at, extra));
    members.push_back(std::move(member));
    const std::uint64_t length = kEntryBytes + name + extra + number_at(rest, 32, 2);
    rest.remove_prefix(std::min<std::size_t>(rest.size(), length));
  }
  return members;
}

void require_sound_archive(const std::string& gdal_path, const std::string& shown) {
  const std::vector<ArchiveMember> members = directory_of(gdal_path);
  core::require_at_most(members.size(), core::kLimits.members, "members", shown);
  const auto refuse = [&](std::string message, std::string hint) {
    throw core::InvalidInput(
        file_trouble("cannot_read", shown, std::move(message), std::move(hint)));
  };
  if (members.empty()) {
    refuse("the file is no archive, or one that was cut off: it has no list of its members",
           "fetch it again; a plain table needs its own ending, such as .csv");
  }
  std::set<std::string_view> names;
  for (const ArchiveMember& member : members) {
    const std::string name = readable(member.name);
    if (!names.insert(member.name).second) {
      refuse(fmt::format("the archive holds two members called '{}'", name),
             "unpack it, look which one is right, and pack it again");
    }
    if (member.secret) {
      refuse(fmt::format("the member '{}' of the archive has a password", name),
             "unpack it with the password, and read what it holds");
    }
    if (member.method != 0 && member.method != 8) {
      refuse(fmt::format("the member '{}' of the archive is packed by method {}, which is not read",
                         name, member.method),
             "unpack it, and read what it holds");
    }
  }
}

bool lists(const std::vector<ArchiveMember>& directory, std::uint64_t bytes,
           std::uint32_t checksum) {
  return std::any_of(directory.begin(), directory.end(), [&](const ArchiveMember& member) {
    return member.bytes == bytes && member.checksum == checksum;
  });
}

}  // namespace sozialraum::gis
