#include "osm/packed_text.hpp"

#include <bzlib.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>
#include <string_view>

namespace sozialraum::osm {
namespace {

constexpr std::size_t kPortion = std::size_t{1} << 18U;

[[noreturn]] void broken() { throw std::runtime_error("a packed part cannot be unpacked"); }

}  // namespace

/// Unpacks one part behind the other.
class PackedText::Unpacker {
 public:
  virtual ~Unpacker() = default;
  /// Moves bytes from the front of `packed` to the front of `text`; how many were made.
  virtual std::size_t step(std::span<const char>& packed, std::span<char> text) = 0;
  /// Is a part under way? The file must not end in it.
  [[nodiscard]] bool inside() const { return inside_; }

 protected:
  /// A part begins here: true. Zeros that fill up a tape block: skipped, false.
  bool begins(std::span<const char>& packed, std::string_view magic) {
    if (inside_) return true;
    if (padding_ || packed.front() == '\0') {
      padding_ = true;
      const auto data =
          std::find_if(packed.begin(), packed.end(), [](char c) { return c != '\0'; });
      if (data != packed.end()) broken();
      packed = {};
      return false;
    }
    if (packed.front() != magic.front()) {
      throw std::runtime_error("something else stands behind a packed part");
    }
    inside_ = true;
    return true;
  }
  void end_part() { inside_ = false; }

 private:
  bool inside_ = false;
  bool padding_ = false;
};

class PackedText::Gzip : public Unpacker {
 public:
  Gzip() {
    constexpr int kGzipOnly = 16 + MAX_WBITS;
    if (inflateInit2(&stream_, kGzipOnly) != Z_OK) throw std::bad_alloc();
  }
  ~Gzip() override { inflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  std::size_t step(std::span<const char>& packed, std::span<char> text) override {
    if (!begins(packed, "\x1f")) return 0;
    // zlib promises not to write to what it reads.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream_.avail_in = static_cast<uInt>(packed.size());
    stream_.next_out = reinterpret_cast<Bytef*>(text.data());
    stream_.avail_out = static_cast<uInt>(text.size());
    const int state = inflate(&stream_, Z_NO_FLUSH);
    if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) broken();
    packed = packed.last(stream_.avail_in);
    if (state == Z_STREAM_END) {
      end_part();
      inflateReset(&stream_);
    }
    return text.size() - stream_.avail_out;
  }

 private:
  z_stream stream_{};
};

class PackedText::Bzip2 : public Unpacker {
 public:
  Bzip2() { begin(); }
  ~Bzip2() override { BZ2_bzDecompressEnd(&stream_); }
  Bzip2(const Bzip2&) = delete;
  Bzip2& operator=(const Bzip2&) = delete;

  std::size_t step(std::span<const char>& packed, std::span<char> text) override {
    if (!begins(packed, "B")) return 0;
    stream_.next_in = const_cast<char*>(packed.data());
    stream_.avail_in = static_cast<unsigned>(packed.size());
    stream_.next_out = text.data();
    stream_.avail_out = static_cast<unsigned>(text.size());
    const int state = BZ2_bzDecompress(&stream_);
    if (state != BZ_OK && state != BZ_STREAM_END) broken();
    const std::size_t made = text.size() - stream_.avail_out;
    packed = packed.last(stream_.avail_in);
    if (state == BZ_STREAM_END) {
      end_part();
      BZ2_bzDecompressEnd(&stream_);
      begin();
    }
    return made;
  }

 private:
  void begin() {
    stream_ = {};
    if (BZ2_bzDecompressInit(&stream_, 0, 0) != BZ_OK) throw std::bad_alloc();
  }
  bz_stream stream_{};
};

PackedText::PackedText(const std::filesystem::path& path)
    : file_(path, std::ios::binary), packed_(kPortion, '\0') {
  waiting_ = more();
  const std::string_view start(waiting_.data(), waiting_.size());
  if (start.starts_with("\x1f\x8b")) unpacker_ = std::make_unique<Gzip>();
  if (start.starts_with("BZh")) unpacker_ = std::make_unique<Bzip2>();
}

PackedText::~PackedText() = default;

std::span<const char> PackedText::more() {
  file_.read(packed_.data(), static_cast<std::streamsize>(packed_.size()));
  if (file_.bad()) throw std::runtime_error("the file cannot be read");
  const auto count = static_cast<std::size_t>(file_.gcount());
  offset_ += count;
  return {packed_.data(), count};
}

std::size_t PackedText::read(std::span<char> text) {
  while (true) {
    if (waiting_.empty()) waiting_ = more();
    if (waiting_.empty()) {
      if (unpacker_ && unpacker_->inside()) throw std::runtime_error("the last packed part is cut");
      return 0;
    }
    std::size_t made = 0;
    if (unpacker_) {
      made = unpacker_->step(waiting_, text);
    } else {
      made = std::min(text.size(), waiting_.size());
      std::copy_n(waiting_.begin(), made, text.begin());
      waiting_ = waiting_.subspan(made);
    }
    if (made > 0) return made;
  }
}

}  // namespace sozialraum::osm
