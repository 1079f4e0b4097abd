#include "gis/gdal_guard.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <mutex>

#include "gis/archive.hpp"
#include "sozialraum/core/limits.hpp"
#include "sozialraum/core/nearest_name.hpp"
#include "sozialraum/gis/encoding.hpp"

namespace sozialraum::gis {
namespace {

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

[[noreturn]] void file_not_found(std::string_view path) {
  const std::filesystem::path wanted(path);
  const auto folder = wanted.has_parent_path() ? wanted.parent_path() : std::filesystem::path(".");
  const std::string nearest = core::nearest_name(wanted.filename().string(), names_in(folder));
  core::Finding finding =
      file_trouble("file_not_found", path, "there is no such file",
                   nearest.empty() ? "check the path" : fmt::format("did you mean '{}'?", nearest));
  finding.details = {{"found", wanted.filename().string()}, {"nearest", nearest}};
  throw core::InvalidInput(std::move(finding));
}

// ---- only what lies on this machine
// -----------------------------------------------------------------

constexpr std::array<std::string_view, 3> kArchives{"/vsizip/", "/vsigzip/", "/vsitar/"};

bool is_archive_path(std::string_view path) {
  return std::any_of(kArchives.begin(), kArchives.end(),
                     [&](std::string_view archive) { return path.starts_with(archive); });
}

/// True if GDAL would look elsewhere than among the files of this machine. A name with /vsi is one
/// of GDAL's own systems, also inside of another one.
bool is_elsewhere(std::string_view path) {
  for (std::size_t at = path.find("/vsi"); at != path.npos; at = path.find("/vsi", at + 1)) {
    if (!is_archive_path(path.substr(at))) return true;
  }
  return path.find("://") != path.npos;
}

void require_local(std::string_view path) {
  std::error_code ignored;
  if (!is_elsewhere(path) || std::filesystem::exists(std::filesystem::path(path), ignored)) return;
  throw core::InvalidInput(
      file_trouble("not_a_local_file", path, "this is no file on this machine",
                   "fetch it first; only files and members of archives are read"));
}

// ---- archives

/// The archive of "/vsizip/{archive}/member"; empty for a plain file.
std::string archive_of(const std::string& path) {
  constexpr std::string_view kStart = "/vsizip/{";
  if (!path.starts_with(kStart)) return {};
  int depth = 0;
  for (std::size_t i = kStart.size() - 1; i < path.size(); ++i) {
    depth += path[i] == '{' ? 1 : path[i] == '}' ? -1 : 0;
    if (depth == 0) return path.substr(kStart.size(), i - kStart.size());
  }
  return {};
}

std::uint64_t size_of(const std::string& path) {
  VSIStatBufL status{};
  return VSIStatL(path.c_str(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

constexpr std::string_view kGzip = "/vsigzip/";

/// How many bytes this file may give, unpacked.
std::uint64_t most_bytes(const std::string& path) {
  const bool packed = path.starts_with(kGzip);
  const std::string archive = packed ? path.substr(kGzip.size()) : archive_of(path);
  if (archive.empty()) return core::kLimits.bytes;
  const std::uint64_t by_ratio = size_of(archive) * core::kLimits.ratio;
  return std::min(core::kLimits.bytes, std::max(core::kLimits.small_bytes, by_ratio));
}

}  // namespace

GdalErrors::GdalErrors() { CPLPushErrorHandlerEx(&GdalErrors::collect, this); }
GdalErrors::~GdalErrors() { CPLPopErrorHandler(); }

void GdalErrors::collect(CPLErr kind, CPLErrorNum /*number*/, const char* message) {
  auto* const self = static_cast<GdalErrors*>(CPLGetErrorHandlerUserData());
  if (kind == CE_Warning) self->warnings_.emplace_back(message);
  if (kind == CE_Failure || kind == CE_Fatal) self->errors_.emplace_back(message);
}

std::string GdalErrors::text(std::string_view otherwise) const {
  return readable(errors_.empty() ? std::string(otherwise)
                                  : fmt::format("{}", fmt::join(errors_, "; ")));
}

GdalConfig::GdalConfig(std::string name, const std::string& value) : name_(std::move(name)) {
  const char* const before = CPLGetThreadLocalConfigOption(name_.c_str(), nullptr);
  previous_ = before == nullptr ? "" : before;
  CPLSetThreadLocalConfigOption(name_.c_str(), value.c_str());
}

GdalConfig::~GdalConfig() {
  CPLSetThreadLocalConfigOption(name_.c_str(), previous_.empty() ? nullptr : previous_.c_str());
}

std::string member_path(std::string_view archive, std::string_view member) {
  return fmt::format("/vsizip/{{{}}}/{}", archive, member);
}

bool exists(const std::string& gdal_path) {
  const GdalErrors quiet;
  VSIStatBufL status{};
  return VSIStatL(gdal_path.c_str(), &status) == 0;
}

std::string readable(std::string_view text) { return decode(text).text; }

void require_file(std::string_view path) {
  require_local(path);
  VSIStatBufL status{};
  if (VSIStatL(std::string(path).c_str(), &status) != 0) file_not_found(path);
  if (VSI_ISDIR(status.st_mode) && !path.starts_with("/vsizip/")) {
    throw core::InvalidInput(
        file_trouble("not_a_file", path, "this is a folder, not a file", "name a file in it"));
  }
  if (!VSI_ISREG(status.st_mode) && !VSI_ISDIR(status.st_mode)) {
    throw core::InvalidInput(file_trouble("not_a_file", path,
                                          "this is a device or a pipe, not a file",
                                          "copy what it gives into a file, and name that"));
  }
  if (status.st_size == 0 && !VSI_ISDIR(status.st_mode)) {
    throw core::InvalidInput(
        file_trouble("empty_file", path, "the file is empty", "fetch or export it again"));
  }
}

namespace {

struct CloseFile {
  void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
using OpenFile = std::unique_ptr<VSILFILE, CloseFile>;

OpenFile open_file(const std::string& path, std::string_view shown, const GdalErrors& errors) {
  OpenFile file(VSIFOpenL(path.c_str(), "rb"));
  if (file == nullptr) {
    const std::string reason = errors.text("no permission, or damaged");
    const bool member = !archive_of(path).empty();
    throw core::InvalidInput(
        file_trouble("cannot_read", shown, fmt::format("the file cannot be read: {}", reason),
                     member ? "the archive is damaged: fetch it again" : "check its permissions"));
  }
  return file;
}

/// The streams of a gzip file, one after the other. Unlike GDAL, zlib heeds their checksums here,
/// and a stream that was cut off is found out.
class GzipReader {
 public:
  GzipReader(VSILFILE* file, std::string_view shown) : file_(file), shown_(shown) {
    constexpr int kGzipOnly = 15 + 16;
    if (inflateInit2(&stream_, kGzipOnly) != Z_OK) damaged();
  }
  ~GzipReader() { inflateEnd(&stream_); }
  GzipReader(const GzipReader&) = delete;
  GzipReader& operator=(const GzipReader&) = delete;

  /// The next bytes; none at the end.
  std::size_t read(std::vector<char>& block) {
    stream_.next_out = reinterpret_cast<Bytef*>(block.data());
    stream_.avail_out = static_cast<uInt>(block.size());
    while (stream_.avail_out > 0) {
      if (stream_.avail_in == 0 && !refill()) {
        if (in_stream_) damaged();
        break;
      }
      in_stream_ = true;
      const int result = inflate(&stream_, Z_NO_FLUSH);
      if (result == Z_STREAM_END) {
        in_stream_ = false;
        inflateReset(&stream_);
      } else if (result != Z_OK) {
        damaged();
      }
    }
    return block.size() - stream_.avail_out;
  }

 private:
  bool refill() {
    stream_.next_in = packed_.data();
    stream_.avail_in = static_cast<uInt>(VSIFReadL(packed_.data(), 1, packed_.size(), file_));
    return stream_.avail_in > 0;
  }

  [[noreturn]] void damaged() const {
    throw core::InvalidInput(file_trouble(
        "cannot_read", shown_, "the packed file is damaged, or was cut off", "fetch it again"));
  }

  VSILFILE* file_;
  std::string_view shown_;
  z_stream stream_{};
  std::vector<Bytef> packed_ = std::vector<Bytef>(1U << 16U);
  bool in_stream_ = false;
};

void for_each_unpacked(const std::string& gdal_path, std::string_view shown_path,
                       const std::function<void(std::string_view)>& visit) {
  const GdalErrors errors;
  const std::uint64_t most = most_bytes(gdal_path);
  const OpenFile file = open_file(gdal_path.substr(kGzip.size()), shown_path, errors);
  GzipReader reader(file.get(), shown_path);
  std::vector<char> block(1U << 18U);
  std::uint64_t total = 0;
  while (const std::size_t read = reader.read(block)) {
    total += read;
    core::require_at_most(total, most, "bytes", std::string(shown_path));
    visit({block.data(), read});
  }
}

}  // namespace

void for_each_block(const std::string& gdal_path, std::string_view shown_path,
                    const std::function<void(std::string_view)>& visit) {
  if (gdal_path.starts_with(kGzip)) return for_each_unpacked(gdal_path, shown_path, visit);
  const GdalErrors errors;
  const std::uint64_t most = most_bytes(gdal_path);
  core::require_at_most(size_of(gdal_path), most, "bytes", std::string(shown_path));
  const OpenFile file = open_file(gdal_path, shown_path, errors);
  const std::string archive = archive_of(gdal_path);
  std::vector<char> block(1U << 18U);
  std::uint64_t total = 0;
  uLong checksum = 0;
  while (const std::size_t read = VSIFReadL(block.data(), 1, block.size(), file.get())) {
    total += read;
    core::require_at_most(total, most, "bytes", std::string(shown_path));
    if (!archive.empty()) {
      checksum = crc32_z(checksum, reinterpret_cast<const Bytef*>(block.data()), read);
    }
    visit({block.data(), read});
  }
  if (archive.empty() ||
      lists(directory_of(archive), total, static_cast<std::uint32_t>(checksum))) {
    return;
  }
  throw core::InvalidInput(file_trouble(
      "cannot_read", shown_path, "a member of the archive is damaged: its checksum does not agree",
      "fetch the file again, or save it again"));
}

std::string read_bytes(const std::string& gdal_path, std::string_view shown_path) {
  std::string bytes;
  bytes.reserve(std::min(size_of(gdal_path), most_bytes(gdal_path)));
  for_each_block(gdal_path, shown_path, [&](std::string_view block) { bytes += block; });
  return bytes;
}

core::Finding file_trouble(std::string code, std::string_view path, std::string message,
                           std::string hint) {
  return {.code = std::move(code),
          .severity = core::Severity::kWarning,
          .message = std::move(message),
          .place = {.file = std::string(path)},
          .hint = std::move(hint)};
}

void register_drivers() {
  static std::once_flag once;
  std::call_once(once, [] {
    const GdalErrors quiet;
    GDALAllRegister();
  });
}

std::string extension_of(std::string_view path) {
  std::string extension = std::filesystem::path(path).extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return extension.empty() ? extension : extension.substr(1);
}

}  // namespace sozialraum::gis
