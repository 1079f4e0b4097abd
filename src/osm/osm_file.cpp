#include "osm/osm_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/thread/pool.hpp>
#include <string_view>
#include <thread>
#include <utility>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::osm {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, std::string code, std::string message,
                         std::string hint) {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = "path", .file = path.string()},
                            .hint = std::move(hint)});
}

constexpr const char* kWhatIsExpected =
    "give an OpenStreetMap file: .osm.pbf, .osm.gz or .osm, such as an extract of Geofabrik";

std::string first_bytes(const std::filesystem::path& path) {
  std::array<char, 64> bytes{};
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), bytes.size());
  return {bytes.data(), static_cast<std::size_t>(file.gcount())};
}

/// The format as libosmium names it; the content decides, file names lie.
std::string format_of(const std::filesystem::path& path) {
  std::string start = first_bytes(path);
  // PBF: four bytes of length, then the field "OSMHeader".
  if (start.size() > 15 && start.compare(6, 9, "OSMHeader") == 0) return "pbf";
  if (start.starts_with("\x1f\x8b")) return "osm.gz";
  if (start.starts_with("BZh")) return "osm.bz2";
  if (start.starts_with("\xef\xbb\xbf")) start.erase(0, 3);  // byte order mark
  const std::size_t begin = start.find_first_not_of(" \t\r\n");
  if (begin != std::string::npos && start[begin] == '<') return "osm";
  refuse(path, "not_an_osm_file", "the file is not an OpenStreetMap file", kWhatIsExpected);
}

void require_readable(const std::filesystem::path& path) {
  std::error_code trouble;
  if (!std::filesystem::exists(path, trouble)) {
    refuse(path, "missing_file", "there is no such file", "check the path");
  }
  if (!std::filesystem::is_regular_file(path, trouble) || !std::ifstream(path)) {
    refuse(path, "missing_file", "the file cannot be opened for reading",
           "it must be a plain file that this user may read");
  }
  if (std::filesystem::file_size(path, trouble) == 0) {
    refuse(path, "empty_file", "the file is empty", "download it again");
  }
}

/// Reading in worker threads of our own, so that nothing outlives the call and a later fork is
/// safe.
osmium::thread::Pool make_pool(const core::Execution& execution) {
  const unsigned machine = std::max(1U, std::thread::hardware_concurrency());
  const unsigned threads = execution.threads == 0 ? machine : execution.threads;
  return osmium::thread::Pool{static_cast<int>(std::min(threads, 32U)), 32};
}

/// Tells progress in KiB while the reader moves through the file.
class Meter {
 public:
  Meter(const core::Execution& execution, std::uint64_t size)
      : execution_(execution), total_(size / 1024) {
    execution_.expect(total_);
  }
  void move_to(std::uint64_t offset) {
    const std::uint64_t now = std::min(offset / 1024, total_);
    execution_.advance(now > done_ ? now - done_ : 0);
    done_ = std::max(done_, now);
  }
  void finish() { move_to(total_ * 1024); }

 private:
  const core::Execution& execution_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
};

void hand_over(const osmium::OSMObject& object, OsmVisitor& visitor) {
  switch (object.type()) {
    case osmium::item_type::node:
      visitor.node(static_cast<const osmium::Node&>(object));
      break;
    case osmium::item_type::way:
      visitor.way(static_cast<const osmium::Way&>(object));
      break;
    case osmium::item_type::relation:
      visitor.relation(static_cast<const osmium::Relation&>(object));
      break;
    default:
      break;
  }
}

}  // namespace

OsmFile::OsmFile(std::filesystem::path path, const core::Execution& execution)
    : path_(std::move(path)), execution_(execution) {
  require_readable(path_);
  format_ = format_of(path_);
  size_ = std::filesystem::file_size(path_);
}

void OsmFile::read(osmium::osm_entity_bits::type kinds, OsmVisitor& visitor) {
  Meter meter(execution_, size_);
  deleted_ = 0;
  std::uint64_t offset = 0;
  try {
    osmium::thread::Pool pool = make_pool(execution_);
    // An absolute path, since a name such as "http:x" would make libosmium start a download.
    const osmium::io::File file(std::filesystem::absolute(path_).string(), format_);
    osmium::io::Reader reader(
        file, kinds, pool,
        format_ == "pbf" ? osmium::io::read_meta::no : osmium::io::read_meta::yes);
    if (reader.header().has_multiple_object_versions()) {
      refuse(path_, "history_file", "the file holds the history of its objects, or a change of it",
             "make a plain extract of one moment, for example with 'osmium time-filter'");
    }
    while (const osmium::memory::Buffer buffer = reader.read()) {
      for (const auto& object : buffer.select<osmium::OSMObject>()) {
        if (object.deleted()) {
          ++deleted_;
        } else {
          hand_over(object, visitor);
        }
      }
      offset = reader.offset();
      meter.move_to(offset);
    }
    reader.close();
  } catch (const core::InvalidInput&) {
    throw;
  } catch (const core::Cancelled&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& trouble) {
    refuse(path_, "damaged_file",
           fmt::format("the file is cut or damaged ({} of {} KiB read: {})",
                       std::min(offset, size_) / 1024, size_ / 1024, trouble.what()),
           "download it again, and compare its checksum");
  }
  meter.finish();
}

Tags tags_of(const osmium::OSMObject& object, std::vector<Tag>& storage) {
  storage.clear();
  for (const osmium::Tag& tag : object.tags()) storage.push_back({tag.key(), tag.value()});
  return Tags(storage);
}

}  // namespace sozialraum::osm
