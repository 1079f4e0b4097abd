#include "sozialraum/core/record_file.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <zlib.h>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstring>
#include <new>

#include "core/checksum_kernel.hpp"
#include "sozialraum/core/atomic_file.hpp"
#include "sozialraum/core/file_map.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/parallel.hpp"

namespace sozialraum::core {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::uint32_t kByteOrder = 0x01020304U;
constexpr std::uint32_t kOtherByteOrder = 0x04030201U;
constexpr std::uint64_t kAlignment = 64;  // of sections: a cache line

struct Head {
  std::array<char, 16> magic{};
  std::uint32_t byte_order = 0;
  std::uint32_t version = 0;
  std::uint64_t file_bytes = 0;
  std::uint32_t sections = 0;
  std::uint32_t table_crc = 0;
  std::array<std::uint32_t, 5> reserved{};
  std::uint32_t head_crc = 0;  // of all before it
};
static_assert(sizeof(Head) == kAlignment);

constexpr std::uint64_t kTableRow = 32;

std::uint64_t padded(std::uint64_t bytes) {
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

template <class T>
Bytes bytes_of(const T& value) {
  return std::as_bytes(std::span(&value, 1));
}

}  // namespace

// docs/decisions/0009-network-file-checksum.md tells why this checksum.
std::uint32_t crc32_of(Bytes bytes, std::uint32_t before) {
  const std::size_t folded = bytes.size() / kFoldedBytes * kFoldedBytes;
  if (folded > 0) before = folded_crc32(bytes.data(), folded, before);
  bytes = bytes.subspan(folded);
  if (bytes.empty()) return before;  // zlib starts anew at a null pointer
  return static_cast<std::uint32_t>(
      ::crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

// ---- writing

void RecordWriter::add_rows(std::uint32_t kind, std::size_t element_bytes, Bytes bytes) {
  assert(std::ranges::none_of(sections_, [&](const Section& s) { return s.kind == kind; }));
  sections_.push_back(
      {.kind = kind, .element_bytes = static_cast<std::uint32_t>(element_bytes), .bytes = bytes});
}

// Texts as (length, bytes), one after the other.
void RecordWriter::add(std::uint32_t kind, const std::vector<std::string>& texts) {
  auto packed = std::make_shared<std::vector<std::byte>>();
  for (const std::string& text : texts) {
    const auto length = static_cast<std::uint32_t>(text.size());
    const Bytes head = bytes_of(length);
    const Bytes body = std::as_bytes(std::span(text));
    packed->insert(packed->end(), head.begin(), head.end());
    packed->insert(packed->end(), body.begin(), body.end());
  }
  add_rows(kind, 1, *packed);
  sections_.back().packed = std::move(packed);
}

void RecordWriter::save(const std::filesystem::path& path) const {
  constexpr std::array<std::byte, kAlignment> kZeros{};
  const auto filling = [&](Bytes bytes) {
    return Bytes(kZeros).first(padded(bytes.size()) - bytes.size());
  };
  struct Row {  // as RecordFile::Row
    std::uint32_t kind = 0;
    std::uint32_t element_bytes = 0;
    std::uint64_t offset = 0;
    std::uint64_t count = 0;
    std::uint32_t crc = 0;
    std::uint32_t reserved = 0;
  };
  static_assert(sizeof(Row) == kTableRow);
  std::vector<Row> table;
  std::uint64_t offset = padded(sizeof(Head) + sections_.size() * kTableRow);
  const std::uint64_t table_end = offset;
  for (const Section& section : sections_) {
    table.push_back({.kind = section.kind,
                     .element_bytes = section.element_bytes,
                     .offset = offset,
                     .count = section.bytes.size() / section.element_bytes,
                     .crc = crc32_of(filling(section.bytes), crc32_of(section.bytes))});
    offset += padded(section.bytes.size());
  }
  const Bytes rows = std::as_bytes(std::span(table));
  std::vector<std::byte> packed(rows.begin(), rows.end());
  packed.resize(table_end - sizeof(Head));
  Head head{.magic = format_.magic,
            .byte_order = kByteOrder,
            .version = format_.version,
            .file_bytes = offset,
            .sections = static_cast<std::uint32_t>(table.size()),
            .table_crc = crc32_of(packed)};
  head.head_crc = crc32_of(bytes_of(head).first(offsetof(Head, head_crc)));

  AtomicFile file(path);
  file.write(bytes_of(head));
  file.write(packed);
  for (const Section& section : sections_) {
    file.write(section.bytes);
    file.write(filling(section.bytes));
  }
  file.commit();
}

// ---- reading

namespace {

/// Memory for a whole file, in large pages if the system has some.
std::shared_ptr<std::byte> memory_for(std::size_t bytes) {
  if (bytes == 0) return {};
  void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  ::madvise(memory, bytes, MADV_HUGEPAGE);
  return {static_cast<std::byte*>(memory), [bytes](std::byte* first) { ::munmap(first, bytes); }};
}

/// A part of a section that one thread reads and checks.
struct Piece {
  std::size_t section = 0;
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

}  // namespace

RecordFile::RecordFile(const std::filesystem::path& path, const RecordFormat& format)
    : file_(std::make_shared<InputFile>(path)), format_(format), file_bytes_(file_->size()) {
  static_assert(sizeof(Row) == kTableRow);
  read_head();
}

RecordFile RecordFile::open(const std::filesystem::path& path, const RecordFormat& format,
                            const RecordFileOptions& options) {
  RecordFile file(path, format);
  file.take_content(options);
  return file;
}

RecordFile RecordFile::peek(const std::filesystem::path& path, const RecordFormat& format) {
  return {path, format};
}

void RecordFile::read_head() {
  Head head;
  const std::size_t there = std::min<std::size_t>(sizeof(Head), file_bytes_);
  file_->read(0, std::as_writable_bytes(std::span(&head, 1)).first(there));
  const std::size_t told = std::min(there, head.magic.size());
  if (told == 0 || !std::equal(head.magic.begin(), head.magic.begin() + static_cast<int>(told),
                               format_.magic.begin())) {
    refuse(format_.code, "the file is not a " + format_.thing, "give " + format_.giver);
  }
  if (there < sizeof(Head)) truncated(sizeof(Head));
  if (head.byte_order == kOtherByteOrder) {
    refuse("other_byte_order", "the file was written by a machine with another byte order",
           format_.remedy + " on this kind of machine");
  }
  if (head.byte_order != kByteOrder) damaged("its head makes no sense");
  if (head.version != format_.version) {
    refuse("other_version",
           fmt::format("the file has format {}, this version of the library reads format {}",
                       head.version, format_.version),
           format_.remedy + " with this version");
  }
  if (crc32_of(bytes_of(head).first(offsetof(Head, head_crc))) != head.head_crc) {
    damaged("its head has another checksum");
  }
  if (file_bytes_ < head.file_bytes) truncated(head.file_bytes);
  if (file_bytes_ > head.file_bytes) {
    damaged(fmt::format("it has {} bytes and should have {}", file_bytes_, head.file_bytes));
  }
  read_table(head.sections, head.table_crc);
}

void RecordFile::read_table(std::uint32_t sections, std::uint32_t crc) {
  const std::uint64_t end = padded(sizeof(Head) + sections * kTableRow);
  if (end > file_bytes_) damaged("its table is longer than the file");
  std::vector<std::byte> bytes(end - sizeof(Head));
  file_->read(sizeof(Head), bytes);
  if (crc32_of(bytes) != crc) damaged("its table has another checksum");
  table_.resize(sections);
  if (sections > 0) std::memcpy(table_.data(), bytes.data(), sections * kTableRow);
  require_rows_inside();
}

void RecordFile::require_rows_inside() const {
  const std::uint64_t first = padded(sizeof(Head) + table_.size() * kTableRow);
  for (const Row& row : table_) {
    const bool inside = row.element_bytes > 0 && row.offset % kAlignment == 0 &&
                        row.offset >= first && row.offset <= file_bytes_ &&
                        row.count <= (file_bytes_ - row.offset) / row.element_bytes &&
                        padded(row.count * row.element_bytes) <= file_bytes_ - row.offset;
    if (!inside) damaged(fmt::format("section {} does not lie inside the file", row.kind));
    if (find(row.kind) != &row) damaged(fmt::format("section {} is there twice", row.kind));
  }
}

void RecordFile::take_content(const RecordFileOptions& options) {
  std::span<std::byte> into;
  if (options.mapped) {
    auto map = FileMap::of(*file_);
    content_ = map->bytes();
    content_owner_ = std::move(map);
    if (!options.check_content) return;
  } else {
    const auto size = static_cast<std::size_t>(file_bytes_);
    auto memory = memory_for(size);
    into = {memory.get(), size};
    content_ = into;
    content_owner_ = std::move(memory);
  }
  read_sections(options, into);
}

/// Reads and checks in pieces, so that a piece is checked while it is in the cache.
void RecordFile::read_sections(const RecordFileOptions& options, std::span<std::byte> into) {
  constexpr std::uint64_t kAtOnce = std::uint64_t{1} << 20U;
  std::vector<Piece> pieces;
  for (std::size_t s = 0; s < table_.size(); ++s) {
    const std::uint64_t size = padded(table_[s].count * table_[s].element_bytes);
    for (std::uint64_t at = 0; at < size; at += kAtOnce) {
      pieces.push_back({s, table_[s].offset + at, std::min(kAtOnce, size - at)});
    }
  }
  std::vector<std::uint32_t> crcs(pieces.size(), 0);
  parallel_for(pieces.size(), 8, options.execution, [&](std::size_t begin, std::size_t end) {
    for (std::size_t p = begin; p < end; ++p) {
      const Piece& piece = pieces[p];
      if (!into.empty()) file_->read(piece.offset, into.subspan(piece.offset, piece.bytes));
      if (!options.check_content) continue;
      crcs[p] = crc32_of(content_.subspan(piece.offset, piece.bytes));
    }
  });
  if (!options.check_content) return;
  std::vector<std::uint32_t> found(table_.size(), 0);
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    std::uint32_t& crc = found[pieces[p].section];
    crc = static_cast<std::uint32_t>(
        ::crc32_combine(crc, crcs[p], static_cast<z_off_t>(pieces[p].bytes)));
  }
  for (std::size_t s = 0; s < table_.size(); ++s) {
    if (found[s] == table_[s].crc) continue;
    damaged(fmt::format("section {} has another checksum", table_[s].kind));
  }
}

void RecordFile::damaged(const std::string& what) const {
  refuse("damaged", fmt::format("the file is damaged: {}", what),
         "copy it again or " + format_.remedy);
}

void RecordFile::refuse(std::string code, std::string message, std::string hint) const {
  throw InvalidInput({.code = std::move(code),
                      .severity = Severity::kWarning,
                      .message = std::move(message),
                      .place = {.file = file_->path().string()},
                      .hint = std::move(hint)});
}

void RecordFile::truncated(std::uint64_t wanted) const {
  refuse("truncated", fmt::format("the file ends after {} of {} bytes", file_bytes_, wanted),
         "copy it again or " + format_.remedy);
}

const RecordFile::Row* RecordFile::find(std::uint32_t kind) const {
  const auto row = std::ranges::find(table_, kind, &Row::kind);
  return row == table_.end() ? nullptr : &*row;
}

std::uint64_t RecordFile::count(std::uint32_t kind) const {
  const Row* row = find(kind);
  return row == nullptr ? 0 : row->count;
}

RecordFile::Rows RecordFile::rows_of(std::uint32_t kind, std::size_t element_bytes) const {
  const Row& row = *find(kind);
  if (row.element_bytes != element_bytes) {
    damaged(fmt::format("section {} has rows of {} bytes", kind, row.element_bytes));
  }
  const std::size_t size = row.count * row.element_bytes;
  if (content_owner_ != nullptr) {
    return {content_.subspan(row.offset, size), row.count, content_owner_};
  }
  // After peek(): this section alone.
  auto bytes = std::make_shared<std::vector<std::byte>>(padded(size));
  file_->read(row.offset, *bytes);
  if (crc32_of(*bytes) != row.crc) damaged(fmt::format("section {} has another checksum", kind));
  return {Bytes(*bytes).first(size), row.count, bytes};
}

std::vector<std::string> RecordFile::texts(std::uint32_t kind) const {
  std::vector<std::string> texts;
  if (!has(kind)) return texts;
  const Rows packed = rows_of(kind, 1);
  Bytes rest = packed.bytes;
  while (!rest.empty()) {
    std::uint32_t length = 0;
    if (rest.size() < sizeof(length)) damaged("a text is cut off");
    std::memcpy(&length, rest.data(), sizeof(length));
    rest = rest.subspan(sizeof(length));
    if (rest.size() < length) damaged("a text is cut off");
    texts.emplace_back(reinterpret_cast<const char*>(rest.data()), length);
    rest = rest.subspan(length);
  }
  return texts;
}

}  // namespace sozialraum::core
