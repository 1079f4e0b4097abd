#pragma once

#include <cstdint>
#include <osmium/osm/location.hpp>
#include <span>
#include <string_view>

#include "sozialraum/osm/tags.hpp"

namespace sozialraum::osm {

/// Kinds of objects, combined with `|`.
using ObjectKinds = std::uint8_t;
inline constexpr ObjectKinds kNodes = 1;
inline constexpr ObjectKinds kWays = 2;
inline constexpr ObjectKinds kRelations = 4;

/// Which state of an object is it?
struct ObjectState {
  std::int64_t version = 0;  ///< 0 = the file does not say
  bool deleted = false;
};

/// Objects of a file, whatever its format; valid only until the visitor returns.
struct NodeView {
  std::int64_t id = 0;
  osmium::Location location;
  Tags tags;
  ObjectState state{};
};

struct WayView {
  std::int64_t id = 0;
  std::span<const std::int64_t> nodes;
  Tags tags;
  ObjectState state{};
  /// Where the nodes are, if the file says so at the way; else empty.
  std::span<const osmium::Location> locations{};
  /// A point that stands for the way, if the file names one.
  osmium::Location centre{};
};

struct MemberView {
  ObjectKinds kind = 0;  ///< one kind; 0 = none of the three
  std::int64_t id = 0;
  std::string_view role;
  /// The course of a way or the position of a node, if the file tells it here; else empty.
  std::span<const osmium::Location> locations{};
};

struct RelationView {
  std::int64_t id = 0;
  std::span<const MemberView> members;
  Tags tags;
  ObjectState state{};
  osmium::Location centre{};
};

/// Receives the objects of a file in the order of the file.
///
/// From a PbfFile or read_xml: all that stands there. From OsmFile: of each object the state that
/// holds, and no deleted ones.
class OsmVisitor {
 public:
  virtual ~OsmVisitor() = default;
  virtual void node(const NodeView&) {}
  virtual void way(const WayView&) {}
  virtual void relation(const RelationView&) {}
  /// Where a node is, told at a way, while nodes are asked for. The node may stand for itself too.
  virtual void located(std::int64_t /*node*/, osmium::Location /*at*/) {}
  /// Must ObjectState::version be told? Reading it for all nodes takes time.
  [[nodiscard]] virtual bool wants_versions() const { return false; }
};

}  // namespace sozialraum::osm
