#include "osm/osm_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>
#include <osmium/thread/pool.hpp>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

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
  for (const std::string_view packed : {"\xfd"
                                        "7zXZ",
                                        "PK\x03\x04", "7z\xbc\xaf", "\x28\xb5\x2f\xfd"}) {
    if (!start.starts_with(packed)) continue;
    refuse(path, "not_an_osm_file", "the file is an archive (xz, zip, 7z or zstd)",
           "unpack it first");
  }
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

unsigned thread_count(const core::Execution& execution) {
  const unsigned machine = std::max(1U, std::thread::hardware_concurrency());
  return std::min(execution.threads == 0 ? machine : execution.threads, 32U);
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

/// Shows libosmium's objects to a visitor.
class Translator {
 public:
  explicit Translator(OsmVisitor& visitor) : visitor_(visitor) {}

  void show(const osmium::OSMObject& object) {
    switch (object.type()) {
      case osmium::item_type::node:
        visitor_.node({.id = object.id(),
                       .location = static_cast<const osmium::Node&>(object).location(),
                       .tags = tags_of(object)});
        break;
      case osmium::item_type::way:
        show_way(static_cast<const osmium::Way&>(object));
        break;
      case osmium::item_type::relation:
        show_relation(static_cast<const osmium::Relation&>(object));
        break;
      default:
        break;
    }
  }

 private:
  void show_way(const osmium::Way& way) {
    nodes_.clear();
    for (const osmium::NodeRef& node : way.nodes()) nodes_.push_back(node.ref());
    visitor_.way({.id = way.id(), .nodes = nodes_, .tags = tags_of(way)});
  }

  void show_relation(const osmium::Relation& relation) {
    members_.clear();
    for (const osmium::RelationMember& member : relation.members()) {
      members_.push_back(
          {.kind = kind_of(member.type()), .id = member.ref(), .role = member.role()});
    }
    visitor_.relation({.id = relation.id(), .members = members_, .tags = tags_of(relation)});
  }

  static ObjectKinds kind_of(osmium::item_type type) {
    if (type == osmium::item_type::node) return kNodes;
    if (type == osmium::item_type::way) return kWays;
    return type == osmium::item_type::relation ? kRelations : ObjectKinds{0};
  }

  Tags tags_of(const osmium::OSMObject& object) {
    tags_.clear();
    for (const osmium::Tag& tag : object.tags()) tags_.push_back({tag.key(), tag.value()});
    return Tags(tags_);
  }

  OsmVisitor& visitor_;
  std::vector<Tag> tags_;
  std::vector<std::int64_t> nodes_;
  std::vector<MemberView> members_;
};

osmium::osm_entity_bits::type entities(ObjectKinds kinds) {
  osmium::osm_entity_bits::type bits = osmium::osm_entity_bits::nothing;
  if ((kinds & kNodes) != 0) bits |= osmium::osm_entity_bits::node;
  if ((kinds & kWays) != 0) bits |= osmium::osm_entity_bits::way;
  if ((kinds & kRelations) != 0) bits |= osmium::osm_entity_bits::relation;
  return bits;
}

}  // namespace

OsmFile::OsmFile(std::filesystem::path path, const core::Execution& execution)
    : path_(std::move(path)), execution_(execution) {
  require_readable(path_);
  format_ = format_of(path_);
  size_ = std::filesystem::file_size(path_);
}

void OsmFile::read(ObjectKinds kinds, OsmVisitor& visitor) {
  deleted_ = 0;
  offset_ = 0;
  try {
    if (format_ == "pbf") {
      read_pbf(kinds, visitor);
    } else {
      read_other(kinds, visitor);
    }
  } catch (const core::InvalidInput&) {
    throw;
  } catch (const core::Cancelled&) {
    throw;
  } catch (const FalseOrder&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& trouble) {
    refuse(path_, "damaged_file",
           fmt::format("the file is cut or damaged ({} of {} KiB read: {})",
                       std::min(offset_, size_) / 1024, size_ / 1024, trouble.what()),
           "download it again, and compare its checksum");
  }
}

void OsmFile::refuse_history() const {
  refuse(path_, "history_file", "the file holds the history of its objects, or a change of it",
         "make a plain extract of one moment, for example with 'osmium time-filter'");
}

void OsmFile::read_pbf(ObjectKinds kinds, OsmVisitor& visitor) {
  if (!pbf_) pbf_ = std::make_unique<PbfFile>(path_);
  if (pbf_->has_history()) refuse_history();
  Meter meter(execution_, pbf_->bytes_of(kinds));
  pbf_->read(kinds, visitor, thread_count(execution_), [&](std::uint64_t bytes) {
    offset_ += bytes;
    meter.move_to(offset_);
  });
  meter.finish();
}

void OsmFile::read_other(ObjectKinds kinds, OsmVisitor& visitor) {
  Meter meter(execution_, size_);
  // Worker threads of our own, so that nothing outlives the call and a later fork is safe.
  osmium::thread::Pool pool{static_cast<int>(thread_count(execution_)), 32};
  // An absolute path, since a name such as "http:x" would make libosmium start a download.
  const osmium::io::File file(std::filesystem::absolute(path_).string(), format_);
  osmium::io::Reader reader(file, entities(kinds), pool, osmium::io::read_meta::yes);
  if (reader.header().has_multiple_object_versions()) refuse_history();
  Translator translator(visitor);
  while (const osmium::memory::Buffer buffer = reader.read()) {
    for (const auto& object : buffer.select<osmium::OSMObject>()) {
      if (object.deleted()) {
        ++deleted_;
      } else {
        translator.show(object);
      }
    }
    offset_ = reader.offset();
    meter.move_to(offset_);
  }
  reader.close();
  meter.finish();
}

}  // namespace sozialraum::osm
