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

/// Objects of a file, whatever its format; valid only until the visitor returns.
struct NodeView {
  std::int64_t id = 0;
  osmium::Location location;
  Tags tags;
};

struct WayView {
  std::int64_t id = 0;
  std::span<const std::int64_t> nodes;
  Tags tags;
};

struct MemberView {
  ObjectKinds kind = 0;  ///< one kind; 0 = none of the three
  std::int64_t id = 0;
  std::string_view role;
};

struct RelationView {
  std::int64_t id = 0;
  std::span<const MemberView> members;
  Tags tags;
};

/// Receives the objects of a file in the order of the file. Deleted objects are left out.
class OsmVisitor {
 public:
  virtual ~OsmVisitor() = default;
  virtual void node(const NodeView&) {}
  virtual void way(const WayView&) {}
  virtual void relation(const RelationView&) {}
};

}  // namespace sozialraum::osm
