#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sozialraum::gis {

/// What the directory of a ZIP archive says of one member.
struct ArchiveMember {
  std::string name{};  ///< as it stands there, in whatever letters
  std::uint64_t bytes = 0;
  std::uint32_t checksum = 0;  ///< CRC-32 of the unpacked bytes
  std::uint16_t method = 0;    ///< 0 stored, 8 deflated
  bool secret = false;         ///< packed with a password
};

/// The directory at the end of a ZIP archive; empty if there is none that can be read, as in one
/// that was cut off. (GDAL unpacks, but neither tells what stands here nor heeds the checksum.)
[[nodiscard]] std::vector<ArchiveMember> directory_of(const std::string& gdal_path);

/// Says in an error why this file gives no members, if it is no sound archive: cut off, none at
/// all, with a password, packed by a method that is not read, or two members of one name.
void require_sound_archive(const std::string& gdal_path, const std::string& shown);

/// Whether some member has these bytes, by length and checksum.
[[nodiscard]] bool lists(const std::vector<ArchiveMember>& directory, std::uint64_t bytes,
                         std::uint32_t checksum);

}  // namespace sozialraum::gis
