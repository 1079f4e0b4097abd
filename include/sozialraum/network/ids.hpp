#pragma once

#include <cstddef>
#include <cstdint>

namespace sozialraum::network {

/// A junction or end of a road: a dense number 0..n-1. Never converts to an EdgeId or core::AreaId.
enum class NodeId : std::uint32_t {};

/// A piece of road between two nodes, whatever its directions: a dense number 0..m-1.
enum class EdgeId : std::uint32_t {};

/// One passable direction of an edge: a dense number in the order of the outgoing arcs.
enum class ArcId : std::uint32_t {};

/// No node, edge or arc: the value of "not found".
inline constexpr NodeId kNoNode{0xffffffffU};
inline constexpr EdgeId kNoEdge{0xffffffffU};
inline constexpr ArcId kNoArc{0xffffffffU};

/// The number as an index into a vector.
[[nodiscard]] constexpr std::size_t index(NodeId node) { return static_cast<std::size_t>(node); }
[[nodiscard]] constexpr std::size_t index(EdgeId edge) { return static_cast<std::size_t>(edge); }
[[nodiscard]] constexpr std::size_t index(ArcId arc) { return static_cast<std::size_t>(arc); }

}  // namespace sozialraum::network
