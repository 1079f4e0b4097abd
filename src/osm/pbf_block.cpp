#include "osm/pbf_block.hpp"

#include <protozero/pbf_reader.hpp>
#include <protozero/varint.hpp>
#include <stdexcept>
#include <string>

namespace sozialraum::osm {
namespace {

using protozero::data_view;
using protozero::pbf_reader;

// Field numbers of osmformat.proto (OpenStreetMap wiki, "PBF Format").
namespace block {
constexpr protozero::pbf_tag_type kTexts = 1;
constexpr protozero::pbf_tag_type kGroup = 2;
constexpr protozero::pbf_tag_type kGranularity = 17;
constexpr protozero::pbf_tag_type kLatOffset = 19;
constexpr protozero::pbf_tag_type kLonOffset = 20;
}  // namespace block
namespace group {
constexpr protozero::pbf_tag_type kNode = 1;
constexpr protozero::pbf_tag_type kDense = 2;
constexpr protozero::pbf_tag_type kWay = 3;
constexpr protozero::pbf_tag_type kRelation = 4;
}  // namespace group
namespace field {
constexpr protozero::pbf_tag_type kId = 1;
constexpr protozero::pbf_tag_type kKeys = 2;
constexpr protozero::pbf_tag_type kValues = 3;
constexpr protozero::pbf_tag_type kInfo = 4;
constexpr protozero::pbf_tag_type kDenseInfo = 5;
constexpr protozero::pbf_tag_type kVersion = 1;  // of Info and DenseInfo
constexpr protozero::pbf_tag_type kVisible = 6;  // likewise
constexpr protozero::pbf_tag_type kLat = 8;
constexpr protozero::pbf_tag_type kLon = 9;
constexpr protozero::pbf_tag_type kWayLats = 9;
constexpr protozero::pbf_tag_type kWayLons = 10;
constexpr protozero::pbf_tag_type kDenseTags = 10;
constexpr protozero::pbf_tag_type kRefs = 8;
constexpr protozero::pbf_tag_type kRoles = 8;
constexpr protozero::pbf_tag_type kMemberIds = 9;
constexpr protozero::pbf_tag_type kMemberTypes = 10;
}  // namespace field

/// The numbers of a packed field, one after the other.
class Numbers {
 public:
  Numbers() = default;
  explicit Numbers(data_view data) : at_(data.data()), end_(data.data() + data.size()) {}
  [[nodiscard]] bool done() const { return at_ == end_; }
  std::uint64_t next() {
    if (at_ != end_ && static_cast<signed char>(*at_) >= 0) {
      return static_cast<std::uint64_t>(*at_++);
    }
    return protozero::decode_varint(&at_, end_);
  }
  /// Steps of either sign, as unsigned, since damaged files may add up to anything.
  std::uint64_t next_step() {
    return static_cast<std::uint64_t>(protozero::decode_zigzag64(next()));
  }

 private:
  const char* at_ = nullptr;
  const char* end_ = nullptr;
};

/// Version, and whether it is a deletion, of one object.
ObjectState state_of(data_view data) {
  ObjectState state;
  pbf_reader info(data);
  while (info.next()) {
    const bool number = info.wire_type() == protozero::pbf_wire_type::varint;
    if (info.tag() == field::kVersion && number) {
      state.version = info.get_int32();
    } else if (info.tag() == field::kVisible && number) {
      state.deleted = !info.get_bool();
    } else {
      info.skip();
    }
  }
  return state;
}

// OpenStreetMap itself allows 2,000 nodes, 32,000 members; the most tags are some hundreds.
constexpr std::size_t kMostNodes = 100'000;
constexpr std::size_t kMostMembers = 1'000'000;
constexpr std::size_t kMostTags = 20'000;

void require_at_most(std::size_t count, std::size_t most, const char* what) {
  if (count > most) throw std::runtime_error(std::string("an object has too many ") + what);
}

ObjectKinds kind_of(protozero::pbf_tag_type tag) {
  switch (tag) {
    case group::kNode:
    case group::kDense:
      return kNodes;
    case group::kWay:
      return kWays;
    case group::kRelation:
      return kRelations;
    default:
      return 0;
  }
}

bool is_text(const pbf_reader& reader) {
  return reader.wire_type() == protozero::pbf_wire_type::length_delimited;
}

/// The bytes of a field; a field of the wrong type is no reason to read beyond it.
data_view bytes_of(pbf_reader& reader) {
  if (!is_text(reader)) throw std::runtime_error("a field has the wrong type");
  return reader.get_view();
}

std::uint64_t number_of(pbf_reader& reader) {
  if (reader.wire_type() != protozero::pbf_wire_type::varint) {
    throw std::runtime_error("a field has the wrong type");
  }
  return reader.get_uint64();
}

/// The states of the nodes of a group, one after the other.
class DenseStates {
 public:
  DenseStates() = default;
  DenseStates(data_view data, bool with_versions) {
    pbf_reader info(data);
    while (info.next()) {
      if (info.tag() == field::kVersion && with_versions) {
        versions_ = Numbers(bytes_of(info));
      } else if (info.tag() == field::kVisible) {
        visible_ = Numbers(bytes_of(info));
      } else {
        info.skip();
      }
    }
  }
  ObjectState next() {
    ObjectState state;
    if (!versions_.done()) state.version = static_cast<std::int32_t>(versions_.next());
    if (!visible_.done()) state.deleted = visible_.next() == 0;
    return state;
  }

 private:
  Numbers versions_;
  Numbers visible_;
};

}  // namespace

ObjectKinds PbfBlockReader::kinds_in(data_view data) {
  ObjectKinds kinds = 0;
  pbf_reader block(data);
  while (block.next(block::kGroup)) {
    pbf_reader group(bytes_of(block));
    while (group.next()) {
      kinds = static_cast<ObjectKinds>(kinds | kind_of(group.tag()));
      group.skip();
    }
  }
  return kinds;
}

ObjectKinds PbfBlockReader::read(data_view data, ObjectKinds kinds, OsmVisitor& visitor) {
  read_frame(data);
  ObjectKinds seen = 0;
  pbf_reader block(data);
  while (block.next(block::kGroup)) {
    pbf_reader group(bytes_of(block));
    while (group.next()) {
      const ObjectKinds kind = kind_of(group.tag());
      seen = static_cast<ObjectKinds>(seen | kind);
      if ((kind & kinds) == 0) {
        group.skip();
      } else if (group.tag() == group::kDense) {
        read_dense_nodes(bytes_of(group), visitor);
      } else if (kind == kNodes) {
        read_node(bytes_of(group), visitor);
      } else if (kind == kWays) {
        read_way(bytes_of(group), visitor);
      } else {
        read_relation(bytes_of(group), visitor);
      }
    }
  }
  return seen;
}

/// What all objects of a block share: the texts and the unit of the coordinates.
void PbfBlockReader::read_frame(data_view data) {
  texts_.clear();
  degrees_ = {};
  pbf_reader block(data);
  while (block.next()) {
    switch (block.tag()) {
      case block::kTexts: {
        pbf_reader table(bytes_of(block));
        while (table.next(1)) {
          const data_view text = bytes_of(table);
          texts_.emplace_back(text.data(), text.size());
        }
        break;
      }
      case block::kGranularity:
        degrees_.granularity = static_cast<std::int64_t>(number_of(block));
        break;
      case block::kLatOffset:
        degrees_.lat_offset = static_cast<std::int64_t>(number_of(block));
        break;
      case block::kLonOffset:
        degrees_.lon_offset = static_cast<std::int64_t>(number_of(block));
        break;
      default:
        block.skip();
    }
  }
  constexpr std::int64_t kTurn = 360'000'000'000;  // nanodegrees
  const auto sane = [](std::int64_t offset) { return offset >= -kTurn && offset <= kTurn; };
  if (degrees_.granularity < 1 || degrees_.granularity > 1'000'000 || !sane(degrees_.lon_offset) ||
      !sane(degrees_.lat_offset)) {
    throw std::runtime_error("coordinates in an impossible unit");
  }
}

std::string_view PbfBlockReader::text(std::uint64_t number) const {
  if (number >= texts_.size()) throw std::runtime_error("a text is missing");
  return texts_[static_cast<std::size_t>(number)];
}

/// Invalid if the numbers are no place on the globe.
osmium::Location PbfBlockReader::location(std::uint64_t lon, std::uint64_t lat) const {
  constexpr std::int64_t kMost = 1'000'000'000'000;  // keeps the product within 64 bits
  const auto x = static_cast<std::int64_t>(lon);
  const auto y = static_cast<std::int64_t>(lat);
  if (x < -kMost || x > kMost || y < -kMost || y > kMost) return osmium::Location{};
  // Nanodegrees to the 10^-7 degrees of osmium::Location, cut as libosmium does.
  const std::int64_t lon7 = (x * degrees_.granularity + degrees_.lon_offset) / 100;
  const std::int64_t lat7 = (y * degrees_.granularity + degrees_.lat_offset) / 100;
  constexpr std::int64_t kGlobe = 1'800'000'000;
  if (lon7 < -kGlobe || lon7 > kGlobe || lat7 < -kGlobe || lat7 > kGlobe) return osmium::Location{};
  return osmium::Location{static_cast<std::int32_t>(lon7), static_cast<std::int32_t>(lat7)};
}

void PbfBlockReader::put_tags(data_view keys, data_view values) {
  tags_.clear();
  Numbers key(keys);
  Numbers value(values);
  while (!key.done() && !value.done()) {
    const std::string_view name = text(key.next());
    tags_.push_back({name, text(value.next())});
    require_at_most(tags_.size(), kMostTags, "tags");
  }
}

void PbfBlockReader::read_node(data_view data, OsmVisitor& visitor) {
  std::int64_t id = 0;
  data_view keys;
  data_view values;
  std::uint64_t lon = 0;
  std::uint64_t lat = 0;
  int coordinates = 0;
  ObjectState state;
  pbf_reader node(data);
  while (node.next()) {
    switch (node.tag()) {
      case field::kId:
        id = protozero::decode_zigzag64(number_of(node));
        break;
      case field::kKeys:
        keys = bytes_of(node);
        break;
      case field::kValues:
        values = bytes_of(node);
        break;
      case field::kInfo:
        state = state_of(bytes_of(node));
        break;
      case field::kLat:
        lat = static_cast<std::uint64_t>(protozero::decode_zigzag64(number_of(node)));
        ++coordinates;
        break;
      case field::kLon:
        lon = static_cast<std::uint64_t>(protozero::decode_zigzag64(number_of(node)));
        ++coordinates;
        break;
      default:
        node.skip();
    }
  }
  put_tags(keys, values);
  visitor.node({.id = id,
                .location = coordinates == 2 ? location(lon, lat) : osmium::Location{},
                .tags = Tags(tags_),
                .state = state});
}

void PbfBlockReader::read_dense_nodes(data_view data, OsmVisitor& visitor) {
  Numbers ids;
  Numbers lats;
  Numbers lons;
  Numbers tags;
  DenseStates states;
  pbf_reader dense(data);
  while (dense.next()) {
    switch (dense.tag()) {
      case field::kId:
        ids = Numbers(bytes_of(dense));
        break;
      case field::kLat:
        lats = Numbers(bytes_of(dense));
        break;
      case field::kLon:
        lons = Numbers(bytes_of(dense));
        break;
      case field::kDenseTags:
        tags = Numbers(bytes_of(dense));
        break;
      case field::kDenseInfo:
        states = DenseStates(bytes_of(dense), visitor.wants_versions());
        break;
      default:
        dense.skip();
    }
  }
  std::uint64_t id = 0;
  std::uint64_t lat = 0;
  std::uint64_t lon = 0;
  while (!ids.done()) {
    id += ids.next_step();
    lat += lats.next_step();
    lon += lons.next_step();
    tags_.clear();
    while (!tags.done()) {
      const std::uint64_t key = tags.next();
      if (key == 0) break;
      const std::string_view name = text(key);
      tags_.push_back({name, text(tags.next())});
      require_at_most(tags_.size(), kMostTags, "tags");
    }
    visitor.node({.id = static_cast<std::int64_t>(id),
                  .location = location(lon, lat),
                  .tags = Tags(tags_),
                  .state = states.next()});
  }
}

void PbfBlockReader::read_way(data_view data, OsmVisitor& visitor) {
  std::int64_t id = 0;
  data_view keys;
  data_view values;
  Numbers refs;
  Numbers lats;
  Numbers lons;
  ObjectState state;
  pbf_reader way(data);
  while (way.next()) {
    switch (way.tag()) {
      case field::kId:
        id = static_cast<std::int64_t>(number_of(way));
        break;
      case field::kKeys:
        keys = bytes_of(way);
        break;
      case field::kValues:
        values = bytes_of(way);
        break;
      case field::kRefs:
        refs = Numbers(bytes_of(way));
        break;
      case field::kInfo:
        state = state_of(bytes_of(way));
        break;
      case field::kWayLats:
        lats = Numbers(bytes_of(way));
        break;
      case field::kWayLons:
        lons = Numbers(bytes_of(way));
        break;
      default:
        way.skip();
    }
  }
  refs_.clear();
  for (std::uint64_t ref = 0; !refs.done();) {
    ref += refs.next_step();
    refs_.push_back(static_cast<std::int64_t>(ref));
    require_at_most(refs_.size(), kMostNodes, "nodes");
  }
  put_tags(keys, values);
  points_.clear();
  std::uint64_t lat = 0;
  std::uint64_t lon = 0;
  while (!lats.done() && !lons.done()) {
    lat += lats.next_step();
    lon += lons.next_step();
    points_.push_back(location(lon, lat));
  }
  if (!points_.empty() && points_.size() != refs_.size()) {
    throw std::runtime_error("a way has not as many positions as nodes");
  }
  visitor.way(
      {.id = id, .nodes = refs_, .tags = Tags(tags_), .state = state, .locations = points_});
}

void PbfBlockReader::read_relation(data_view data, OsmVisitor& visitor) {
  std::int64_t id = 0;
  data_view keys;
  data_view values;
  Numbers roles;
  Numbers ids;
  Numbers types;
  ObjectState state;
  pbf_reader relation(data);
  while (relation.next()) {
    switch (relation.tag()) {
      case field::kId:
        id = static_cast<std::int64_t>(number_of(relation));
        break;
      case field::kKeys:
        keys = bytes_of(relation);
        break;
      case field::kValues:
        values = bytes_of(relation);
        break;
      case field::kRoles:
        roles = Numbers(bytes_of(relation));
        break;
      case field::kMemberIds:
        ids = Numbers(bytes_of(relation));
        break;
      case field::kMemberTypes:
        types = Numbers(bytes_of(relation));
        break;
      case field::kInfo:
        state = state_of(bytes_of(relation));
        break;
      default:
        relation.skip();
    }
  }
  members_.clear();
  for (std::uint64_t ref = 0; !roles.done() && !ids.done() && !types.done();) {
    ref += ids.next_step();
    const std::uint64_t type = types.next();
    if (type > 2) throw std::runtime_error("a relation has a member of an unknown type");
    members_.push_back({.kind = static_cast<ObjectKinds>(1U << type),
                        .id = static_cast<std::int64_t>(ref),
                        .role = text(roles.next())});
    require_at_most(members_.size(), kMostMembers, "members");
  }
  put_tags(keys, values);
  visitor.relation({.id = id, .members = members_, .tags = Tags(tags_), .state = state});
}

}  // namespace sozialraum::osm
