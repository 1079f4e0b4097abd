#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/input_file.hpp"
#include "sozialraum/core/shared_array.hpp"

namespace sozialraum::core {

/// What tells one kind of record file from all others.
///
/// The texts complete the messages about files that are none or broken.
struct RecordFormat {
  std::array<char, 16> magic{};  ///< the first bytes of the file
  std::uint32_t version = 1;     ///< of the layout; files of another one are refused
  std::string thing{};           ///< "prepared network": the file is not a ...
  std::string code{};            ///< of that error: "not_a_network_file"
  std::string giver{};           ///< what to give instead: "a file that save_network wrote"
  std::string remedy{};          ///< "prepare the network again"
};

/// Writes arrays and texts as sections of one file with checksums.
///
///     core::RecordWriter writer(format);
///     writer.add(kCentres, std::span<const double>(centres));
///     writer.add(kNames, names);
///     writer.save("types.model");
///
/// A head (magic, byte order, version, size, checksum), a table of the sections, the sections, each
/// at a multiple of 64 bytes and filled up with zeros. docs/methods/core.md tells the bytes. The
/// same input gives the same file: no clock, no folder, no uninitialised byte; rows therefore must
/// not hold gaps.
class RecordWriter {
 public:
  explicit RecordWriter(const RecordFormat& format) : format_(format) {}

  /// A view: must outlive save(). Each kind may be added once; numbers are for the caller to give.
  template <class T>
  void add(std::uint32_t kind, std::span<const T> rows) {
    static_assert(std::is_trivially_copyable_v<T>);
    add_rows(kind, sizeof(T), std::as_bytes(rows));
  }
  void add(std::uint32_t kind, const std::vector<std::string>& texts);

  /// Through AtomicFile, with its errors.
  void save(const std::filesystem::path& path) const;

 private:
  struct Section {
    std::uint32_t kind = 0;
    std::uint32_t element_bytes = 1;
    std::span<const std::byte> bytes{};
    std::shared_ptr<const std::vector<std::byte>> packed{};  // keeps the bytes of texts
  };
  void add_rows(std::uint32_t kind, std::size_t element_bytes, std::span<const std::byte> bytes);

  RecordFormat format_;
  std::vector<Section> sections_;
};

struct RecordFileOptions {
  /// Compare the checksums of all sections.
  bool check_content = true;
  /// Share the file's memory instead of reading it; FileMap says what may not happen to it then.
  bool mapped = false;
  core::Execution execution{};
};

/// A record file whose head and table are right; with check_content also its sections.
///
///     const auto file = core::RecordFile::open("types.model", format);
///     core::SharedArray<double> centres;
///     file.get(kCentres, centres);
///
/// Whatever the bytes: an error with a name, or sections that lie inside of the file and have the
/// number of rows they tell. What the numbers *mean* is for the caller to check.
///
/// InvalidInput: "cannot_read", the format's code for other files, "other_byte_order",
/// "other_version", "truncated", "damaged".
class RecordFile {
 public:
  /// Reads the whole file (or maps it).
  [[nodiscard]] static RecordFile open(const std::filesystem::path& path,
                                       const RecordFormat& format,
                                       const RecordFileOptions& options = {});
  /// Reads head and table only; get() and texts() then read the one section they ask for.
  [[nodiscard]] static RecordFile peek(const std::filesystem::path& path,
                                       const RecordFormat& format);

  [[nodiscard]] std::uint64_t bytes() const noexcept { return file_bytes_; }
  [[nodiscard]] bool has(std::uint32_t kind) const { return find(kind) != nullptr; }
  /// Rows of a section; 0 if there is none.
  [[nodiscard]] std::uint64_t count(std::uint32_t kind) const;

  /// The rows of a section; leaves the array as it is if there is none.
  template <class T>
  void get(std::uint32_t kind, SharedArray<T>& array) const {
    static_assert(std::is_trivially_copyable_v<T>);
    if (!has(kind)) return;
    const Rows rows = rows_of(kind, sizeof(T));
    array = {std::span(reinterpret_cast<const T*>(rows.bytes.data()), rows.count), rows.owner};
  }
  [[nodiscard]] std::vector<std::string> texts(std::uint32_t kind) const;

  /// Throws InvalidInput "damaged": for callers whose own checks fail.
  [[noreturn]] void damaged(const std::string& what) const;
  /// Throws InvalidInput naming the file.
  [[noreturn]] void refuse(std::string code, std::string message, std::string hint) const;

 private:
  struct Row {
    std::uint32_t kind = 0;
    std::uint32_t element_bytes = 0;
    std::uint64_t offset = 0;
    std::uint64_t count = 0;
    std::uint32_t crc = 0;  // of the elements and the zeros up to the next section
    std::uint32_t reserved = 0;
  };
  struct Rows {
    std::span<const std::byte> bytes{};
    std::size_t count = 0;
    std::shared_ptr<const void> owner{};
  };

  RecordFile(const std::filesystem::path& path, const RecordFormat& format);
  void read_head();
  void read_table(std::uint32_t sections, std::uint32_t crc);
  void require_rows_inside() const;
  void take_content(const RecordFileOptions& options);
  void read_sections(const RecordFileOptions& options, std::span<std::byte> into);
  [[noreturn]] void truncated(std::uint64_t wanted) const;
  [[nodiscard]] const Row* find(std::uint32_t kind) const;
  [[nodiscard]] Rows rows_of(std::uint32_t kind, std::size_t element_bytes) const;

  std::shared_ptr<const InputFile> file_;
  RecordFormat format_;
  std::uint64_t file_bytes_ = 0;
  std::vector<Row> table_;
  std::span<const std::byte> content_{};  // of the whole file; empty after peek()
  std::shared_ptr<const void> content_owner_{};
};

/// CRC-32 (ISO 3309) of some bytes, going on from that of the bytes before.
[[nodiscard]] std::uint32_t crc32_of(std::span<const std::byte> bytes, std::uint32_t before = 0);

}  // namespace sozialraum::core
