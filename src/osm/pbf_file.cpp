#include "osm/pbf_file.hpp"

#include <fmt/format.h>
#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <future>
#include <memory>
#include <new>
#include <optional>
#include <osmium/thread/pool.hpp>
#include <protozero/pbf_reader.hpp>

#include "osm/pbf_block.hpp"

namespace sozialraum::osm {
namespace {

// Limits of the format (OpenStreetMap wiki, "PBF Format").
constexpr std::uint32_t kMostHeaderBytes = 64 * 1024;
constexpr std::uint32_t kMostBlobBytes = 32 * 1024 * 1024;
// Blocks of maps unpack to two to four times their size, of made-up meshes to ten times. What
// unpacks to far more is made to fill the memory.
constexpr std::uint64_t kMostRatio = 20;
constexpr std::uint64_t kAnyRatioBytes = 1024 * 1024;

[[noreturn]] void damaged(const std::string& trouble) { throw std::runtime_error(trouble); }

struct BlobHeader {
  std::string type;
  std::uint32_t size = 0;
};

BlobHeader parse_blob_header(const std::string& bytes) {
  BlobHeader header;
  protozero::pbf_reader reader(bytes);
  while (reader.next()) {
    if (reader.tag_and_type() ==
        protozero::tag_and_type(1, protozero::pbf_wire_type::length_delimited)) {
      header.type = reader.get_string();
    } else if (reader.tag_and_type() ==
               protozero::tag_and_type(3, protozero::pbf_wire_type::varint)) {
      const std::uint64_t size = reader.get_uint64();
      if (size == 0 || size > kMostBlobBytes) damaged("a block has an impossible size");
      header.size = static_cast<std::uint32_t>(size);
    } else {
      reader.skip();
    }
  }
  if (header.size == 0) damaged("a block has no size");
  return header;
}

void inflate_into(protozero::data_view packed, std::uint64_t size, std::string& plain) {
  if (size == 0 || size > kMostBlobBytes) damaged("a block has an impossible size");
  if (size > kAnyRatioBytes && size / kMostRatio > packed.size()) {
    damaged(fmt::format("a block unpacks to {} times its size, which no map does",
                        size / std::max<std::size_t>(packed.size(), 1)));
  }
  plain.resize(static_cast<std::size_t>(size));
  // One for each thread: it holds tables that are costly to make and cannot be shared.
  thread_local const std::unique_ptr<libdeflate_decompressor,
                                     decltype(&libdeflate_free_decompressor)>
      unpacker(libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
  if (!unpacker) throw std::bad_alloc();
  // Without a place for the length, anything but exactly `size` bytes is an error.
  const libdeflate_result result = libdeflate_zlib_decompress(
      unpacker.get(), packed.data(), packed.size(), plain.data(), plain.size(), nullptr);
  if (result != LIBDEFLATE_SUCCESS) damaged("a packed block cannot be unpacked");
}

/// The content of a blob; `plain` is overwritten.
void unpack(const std::string& blob, std::string& plain) {
  constexpr std::array<const char*, 8> kPackings{"", "", "", "", "lzma", "bzip2", "lz4", "zstd"};
  std::uint64_t size = 0;
  std::optional<protozero::data_view> packed;
  protozero::pbf_reader reader(blob);
  while (reader.next()) {
    const bool bytes = reader.wire_type() == protozero::pbf_wire_type::length_delimited;
    if (reader.tag() == 1 && bytes) {
      const protozero::data_view raw = reader.get_view();
      if (raw.size() > kMostBlobBytes) damaged("a block has an impossible size");
      plain.assign(raw.data(), raw.size());
      return;
    }
    if (reader.tag() == 2 && reader.wire_type() == protozero::pbf_wire_type::varint) {
      size = reader.get_uint64();
    } else if (reader.tag() == 3 && bytes) {
      packed = reader.get_view();
    } else if (reader.tag() >= 4 && reader.tag() <= 7 && bytes) {
      damaged(
          fmt::format("its blocks are packed with {}; only zlib can be read, so convert it with "
                      "'osmium cat'",
                      kPackings[reader.tag()]));
    } else {
      reader.skip();
    }
  }
  if (!packed) damaged("a block is empty");
  inflate_into(*packed, size, plain);
}

}  // namespace

PbfFile::PbfFile(const std::filesystem::path& path) : file_(path, std::ios::binary) {
  find_blobs(std::filesystem::file_size(path));
  std::string packed;
  std::string plain;
  load(0, packed);
  unpack(packed, plain);
  read_header(plain);
  blobs_.erase(blobs_.begin());
}

void PbfFile::find_blobs(std::uint64_t file_size) {
  std::string header;
  for (std::uint64_t at = 0; at < file_size;) {
    std::array<unsigned char, 4> length{};
    if (file_size - at < length.size()) damaged("the last block is cut");
    file_.seekg(static_cast<std::streamoff>(at));
    file_.read(reinterpret_cast<char*>(length.data()), length.size());
    const std::uint32_t header_size = static_cast<std::uint32_t>(length[0]) << 24U |
                                      static_cast<std::uint32_t>(length[1]) << 16U |
                                      static_cast<std::uint32_t>(length[2]) << 8U | length[3];
    if (header_size == 0 || header_size > kMostHeaderBytes) damaged("a block has no header");
    header.resize(header_size);
    if (!file_.read(header.data(), header_size)) damaged("the last block is cut");
    const BlobHeader blob = parse_blob_header(header);
    at += length.size() + header_size;
    if (blob.size > file_size - at) damaged("the last block is cut");
    if (blobs_.empty() && blob.type != "OSMHeader")
      damaged("the file does not begin with a header");
    // Blocks of other types may stand anywhere and are meant to be passed over.
    if (blobs_.empty() || blob.type == "OSMData") {
      blobs_.push_back({.begin = at, .size = blob.size, .kinds = 0, .known = false});
    }
    at += blob.size;
  }
}

void PbfFile::read_header(const std::string& block) {
  protozero::pbf_reader reader(block);
  while (reader.next()) {
    const bool text = reader.wire_type() == protozero::pbf_wire_type::length_delimited;
    if (reader.tag() == 4 && text) {
      const std::string feature = reader.get_string();
      if (feature == "HistoricalInformation") {
        has_history_ = true;
      } else if (feature != "OsmSchema-V0.6" && feature != "DenseNodes" &&
                 feature != "LocationsOnWays") {
        damaged(fmt::format("it needs the feature '{}', which is not known", feature));
      }
    } else if (reader.tag() == 5 && text) {
      sorted_ = sorted_ || reader.get_string() == "Sort.Type_then_ID";
    } else {
      reader.skip();
    }
  }
}

void PbfFile::load(std::size_t blob, std::string& packed) {
  packed.resize(blobs_[blob].size);
  file_.seekg(static_cast<std::streamoff>(blobs_[blob].begin));
  if (!file_.read(packed.data(), blobs_[blob].size)) damaged("a block cannot be read");
}

ObjectKinds PbfFile::look_into(std::size_t blob) {
  if (!blobs_[blob].known) {
    Load here;
    load(blob, here.packed);
    unpack(here.packed, here.plain);
    blobs_[blob].kinds = PbfBlockReader::kinds_in(here.plain);
    blobs_[blob].known = true;
  }
  return blobs_[blob].kinds;
}

/// The first block that holds one of the kinds, if the file is sorted by kind.
std::size_t PbfFile::first_with(ObjectKinds kinds) {
  std::size_t before = 0;
  std::size_t behind = blobs_.size();
  while (before < behind) {
    const std::size_t middle = before + (behind - before) / 2;
    if ((look_into(middle) & kinds) != 0) {
      behind = middle;
    } else {
      before = middle + 1;
    }
  }
  return before;
}

/// Concludes what the blocks hold from a few looks.
void PbfFile::use_order() {
  if (!sorted_ || order_used_) return;
  order_used_ = true;
  const std::size_t ways = first_with(kWays | kRelations);
  const std::size_t relations = first_with(kRelations);
  for (std::size_t i = 0; i < blobs_.size(); ++i) {
    if (blobs_[i].known) continue;
    blobs_[i].kinds = i < ways ? kNodes : i < relations ? kWays : kRelations;
    blobs_[i].known = true;
  }
}

void PbfFile::trust_no_order() {
  sorted_ = false;
  for (Blob& blob : blobs_) blob.known = false;
}

void PbfFile::note(std::size_t blob, ObjectKinds seen) {
  Blob& here = blobs_[blob];
  if (here.known && here.kinds != seen && seen != 0) throw FalseOrder();
  here.kinds = seen;
  here.known = true;
}

std::uint64_t PbfFile::bytes_of(ObjectKinds kinds) {
  use_order();
  std::uint64_t bytes = 0;
  for (const Blob& blob : blobs_) {
    if (!blob.known || (blob.kinds & kinds) != 0) bytes += blob.size;
  }
  return bytes;
}

void PbfFile::read(ObjectKinds kinds, OsmVisitor& visitor, unsigned threads,
                   const std::function<void(std::uint64_t)>& done) {
  use_order();
  std::vector<std::size_t> wanted;
  for (std::size_t i = 0; i < blobs_.size(); ++i) {
    if (!blobs_[i].known || (blobs_[i].kinds & kinds) != 0) wanted.push_back(i);
  }
  const std::size_t workers = threads < 2 ? 0 : threads - 1;
  std::vector<Load> loads(workers == 0 ? 1 : 4 * workers);
  std::vector<std::future<void>> ready(loads.size());
  // Declared last: it waits for its workers before what they write to goes.
  std::optional<osmium::thread::Pool> pool;
  if (workers > 0) pool.emplace(static_cast<int>(workers), loads.size());
  PbfBlockReader reader;
  std::size_t sent = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    for (; sent < wanted.size() && sent < i + loads.size(); ++sent) {
      Load& next = loads[sent % loads.size()];
      load(wanted[sent], next.packed);
      if (pool) {
        ready[sent % loads.size()] = pool->submit([&next] { unpack(next.packed, next.plain); });
      } else {
        unpack(next.packed, next.plain);
      }
    }
    if (pool) ready[i % loads.size()].get();
    note(wanted[i], reader.read(loads[i % loads.size()].plain, kinds, visitor));
    done(blobs_[wanted[i]].size);
  }
}

}  // namespace sozialraum::osm
