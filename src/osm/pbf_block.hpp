#pragma once

#include <cstdint>
#include <protozero/data_view.hpp>
#include <string_view>
#include <vector>

#include "osm/osm_objects.hpp"

namespace sozialraum::osm {

/// Reads the blocks of a PBF file once they are unpacked, straight into a visitor.
///
/// What no road or facility needs is stepped over unread: authors and dates, and versions unless
/// the visitor wants them. Throws
/// protozero::exception or std::runtime_error if the bytes make no sense.
class PbfBlockReader {
 public:
  /// Which kinds does the block hold? Objects are counted off, not read.
  [[nodiscard]] static ObjectKinds kinds_in(protozero::data_view block);

  /// Hands the objects of the kinds to the visitor; returns the kinds the block holds.
  ObjectKinds read(protozero::data_view block, ObjectKinds kinds, OsmVisitor& visitor);

 private:
  struct Degrees {
    std::int64_t granularity = 100;
    std::int64_t lon_offset = 0;
    std::int64_t lat_offset = 0;
  };

  void read_frame(protozero::data_view block);
  void read_node(protozero::data_view data, OsmVisitor& visitor);
  void read_dense_nodes(protozero::data_view data, OsmVisitor& visitor);
  void read_way(protozero::data_view data, OsmVisitor& visitor);
  void read_relation(protozero::data_view data, OsmVisitor& visitor);
  void put_tags(protozero::data_view keys, protozero::data_view values);
  [[nodiscard]] std::string_view text(std::uint64_t number) const;
  [[nodiscard]] osmium::Location location(std::uint64_t lon, std::uint64_t lat) const;

  std::vector<std::string_view> texts_;
  Degrees degrees_;
  std::vector<Tag> tags_;
  std::vector<std::int64_t> refs_;
  std::vector<osmium::Location> points_;
  std::vector<MemberView> members_;
};

}  // namespace sozialraum::osm
