#include "osm/osm_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "osm/xml_file.hpp"
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

/// Is it PBF, or XML, packed or not? The content decides, file names lie.
bool is_pbf(const std::filesystem::path& path) {
  std::string start = first_bytes(path);
  // PBF: four bytes of length, then the field "OSMHeader".
  if (start.size() > 15 && start.compare(6, 9, "OSMHeader") == 0) return true;
  if (start.starts_with("\x1f\x8b") || start.starts_with("BZh")) return false;
  if (start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff")) return false;  // UTF-16
  if (start.starts_with("\xef\xbb\xbf")) start.erase(0, 3);  // byte order mark
  const std::size_t begin = start.find_first_not_of(" \t\r\n");
  if (begin != std::string::npos && start[begin] == '<') return false;
  if (begin != std::string::npos && (start[begin] == '{' || start[begin] == '[')) {
    refuse(path, "not_an_osm_file", "the file is JSON, not OpenStreetMap XML or PBF",
           "of Overpass, ask for [out:xml] instead of [out:json]");
  }
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

/// A remark of a server that could not finish: "runtime error: Query timed out ...".
bool is_broken_off(const std::string& remark) {
  constexpr std::array<std::string_view, 5> kSigns{"error", "timed out", "out of memory",
                                                   "rate_limited", "Too Many Requests"};
  return std::any_of(kSigns.begin(), kSigns.end(),
                     [&](std::string_view sign) { return remark.find(sign) != std::string::npos; });
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

}  // namespace

OsmFile::OsmFile(std::filesystem::path path, const core::Execution& execution)
    : path_(std::move(path)), execution_(execution) {
  require_readable(path_);
  is_pbf_ = is_pbf(path_);
  size_ = std::filesystem::file_size(path_);
}

void OsmFile::read(ObjectKinds kinds, OsmVisitor& visitor) {
  // Positions that are told at the ways belong to the nodes.
  const bool with_ways = (kinds & kNodes) != 0 && located_ways_;
  const auto wanted = static_cast<ObjectKinds>(kinds | (with_ways ? kWays : 0));
  StandingFilter filter(kinds, visitor, standing_);
  guarded([&] { read_all(wanted, filter); });
  located_ways_ = located_ways_ || filter.located_ways();
  for (std::size_t kind = 0; kind < deleted_.size(); ++kind) {
    if ((wanted & (1U << kind)) != 0) deleted_[kind] = filter.deleted()[kind];
  }
}

void OsmFile::learn() {
  if (pbf_) pbf_->trust_no_order();
  if (!unordered_) return;
  guarded([&] {
    standing_ = Standing::take(
        [&](OsmVisitor& visitor) { read_all(kNodes | kWays | kRelations, visitor); });
  });
}

std::uint64_t OsmFile::deleted_objects() const { return deleted_[0] + deleted_[1] + deleted_[2]; }

template <class Read>
void OsmFile::guarded(Read read) {
  offset_ = 0;
  try {
    read();
  } catch (const core::InvalidInput&) {
    throw;
  } catch (const core::Cancelled&) {
    throw;
  } catch (const ReadAgain&) {
    unordered_ = true;
    throw;
  } catch (const FalseOrder&) {
    throw ReadAgain();
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const OtherXml& other) {
    if (other.kind() == OtherXml::Kind::kHistory) refuse_history();
    refuse(path_, "not_an_osm_file", fmt::format("the file is {}", other.what()), kWhatIsExpected);
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

void OsmFile::read_all(ObjectKinds kinds, OsmVisitor& visitor) {
  if (is_pbf_) {
    read_pbf(kinds, visitor);
  } else {
    read_text(kinds, visitor);
  }
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

void OsmFile::read_text(ObjectKinds kinds, OsmVisitor& visitor) {
  Meter meter(execution_, size_);
  const XmlNotes notes = read_xml(path_, kinds, visitor, [&](std::uint64_t offset) {
    offset_ = offset;
    meter.move_to(offset_);
  });
  meter.finish();
  remark_ = trimmed(notes.remark);
  if (!is_broken_off(remark_)) return;
  refuse(path_, "incomplete_answer",
         fmt::format("the server broke off its answer, so the file is not whole: {}", remark_),
         "ask again for a smaller area, or with more time and memory ([timeout:...], "
         "[maxsize:...])");
}

}  // namespace sozialraum::osm
