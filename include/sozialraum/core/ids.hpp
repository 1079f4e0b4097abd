#pragma once

#include <cstddef>
#include <cstdint>

namespace sozialraum::core {

/// Which row of an AreaTable is meant?
///
/// A dense row number 0..n-1. It is a type of its own, so that the row of an area, the node of a
/// road graph and a plain count can never be swapped. The official key of an area is an AreaCode.
enum class AreaId : std::uint32_t {};

/// The row number as an index into a vector.
[[nodiscard]] constexpr std::size_t index(AreaId area) { return static_cast<std::size_t>(area); }

}  // namespace sozialraum::core
