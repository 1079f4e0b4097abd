#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sozialraum::core {

/// How much may a file hold before a reader refuses it?
///
/// One set of figures for all readers, far above what offices deliver and far below what fills a
/// machine: a file of a few kilobytes can stand for terabytes once it is unpacked. What goes beyond
/// is the error "too_large", which names the limit; nothing is cut.
struct Limits {
  std::uint64_t bytes = 8ULL << 30;         ///< of a file, or of a member of an archive, unpacked
  std::uint64_t ratio = 400;                ///< unpacked to packed bytes of a member of an archive
  std::uint64_t small_bytes = 4ULL << 20;   ///< up to this size the ratio does not matter
  std::uint64_t members = 10'000;           ///< of an archive
  std::uint64_t rows = 100'000'000;         ///< of a table or layer
  std::uint64_t columns = 20'000;           ///< of a table or layer; a spreadsheet has 16,384
  std::uint64_t cells = 4'000'000'000;      ///< of a table
  std::uint64_t empty_cells_per_cell = 50;  ///< of a sheet whose cells lie far apart
  std::uint64_t cell_bytes = (1ULL << 24) - 1;  ///< of the text of one cell
  std::uint64_t text_per_cell = 256;            ///< bytes on average, where cells share their texts
  std::uint64_t vertices = 500'000'000;         ///< of all geometries of a layer
  std::uint64_t rings = 40'000;                 ///< of one geometry
  std::uint64_t empty_lines = 1'000'000;        ///< of a text table that is mostly empty lines
  std::uint64_t depth = 32;                     ///< of nested geometries, elements or options
};

/// The figures every reader goes by.
inline constexpr Limits kLimits{};

/// Throws InvalidInput "too_large" if `found` is more than `most`.
///
/// @param what  what is counted, in the plural: "rows"
void require_at_most(std::uint64_t found, std::uint64_t most, std::string_view what,
                     const std::string& file);

}  // namespace sozialraum::core
