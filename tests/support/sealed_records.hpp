#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/record_file.hpp"

namespace sozialraum::test {

// The bytes of a record file by hand: 64 of head, then rows of 32, then sections. Offsets as in
// docs/methods/core.md.

template <class T>
T number_at(const std::string& bytes, std::size_t at) {
  T number{};
  std::memcpy(&number, bytes.data() + at, sizeof(T));
  return number;
}

template <class T>
void put_at(std::string& bytes, std::size_t at, T number) {
  std::memcpy(bytes.data() + at, &number, sizeof(T));
}

inline std::uint32_t crc_at(const std::string& bytes, std::size_t from, std::size_t size) {
  return core::crc32_of(std::as_bytes(std::span(bytes).subspan(from, size)));
}

constexpr std::size_t padded(std::size_t bytes) { return (bytes + 63) / 64 * 64; }

struct RecordRow {
  std::size_t at = 0;  ///< of the row itself
  std::uint32_t kind = 0;
  std::size_t offset = 0;
  std::size_t size = 0;  ///< of the rows, without the zeros
};

inline std::vector<RecordRow> rows_of(const std::string& bytes) {
  std::vector<RecordRow> rows;
  for (std::uint32_t s = 0; s < number_at<std::uint32_t>(bytes, 32); ++s) {
    const std::size_t at = 64 + 32 * std::size_t{s};
    rows.push_back(
        {at, number_at<std::uint32_t>(bytes, at), number_at<std::uint64_t>(bytes, at + 8),
         number_at<std::uint64_t>(bytes, at + 16) * number_at<std::uint32_t>(bytes, at + 4)});
  }
  return rows;
}

/// Makes head and table right for what they tell; the sections stay as they are.
inline void seal_head(std::string& bytes) {
  const std::size_t end = padded(64 + 32 * std::size_t{number_at<std::uint32_t>(bytes, 32)});
  if (end <= bytes.size()) put_at(bytes, 36, crc_at(bytes, 64, end - 64));
  put_at(bytes, 60, crc_at(bytes, 0, 60));
}

/// Makes all checksums right: what somebody does who damages a file on purpose.
inline void seal(std::string& bytes) {
  for (const RecordRow& row : rows_of(bytes)) {
    put_at(bytes, row.at + 24, crc_at(bytes, row.offset, padded(row.size)));
  }
  seal_head(bytes);
}

}  // namespace sozialraum::test
