#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::osm {

/// A surface as closed lines of points; points inside an odd number of rings are inside.
using Rings = std::vector<std::vector<network::LonLat>>;

/// Is this place inside a built-up area?
///
/// A bitmap of cells of 0.00025 x 0.0004 degrees (about 28 m square in Germany), kept as tiles, so
/// that a country needs some tens of megabytes, a question one look-up, and the order in which
/// surfaces come does not matter. A cell counts if its middle is inside or a border runs through
/// it; grow() adds the neighbours, since mapped settlements often end at the edge of the street.
class BuiltUpMap {
 public:
  /// Marks a surface. Rings need not repeat their first point; fewer than 3 points mark nothing. A
  /// ring wider or higher than a degree is no settlement: nothing is marked, and false returned.
  bool add_surface(const Rings& rings);
  /// Marks a disc.
  void add_circle(network::LonLat centre, double radius_metres);
  /// Adds all cells that touch a marked one, so many times.
  void grow(int cells);

  [[nodiscard]] bool contains(network::LonLat point) const;
  /// Is any cell within this many metres marked?
  [[nodiscard]] bool any_within(network::LonLat centre, double radius_metres) const;
  /// How much of the straight line from a to b is inside, 0..1? Sampled about every 20 m.
  [[nodiscard]] double share_inside(network::LonLat a, network::LonLat b) const;
  [[nodiscard]] bool empty() const { return tiles_.empty(); }
  [[nodiscard]] std::size_t cell_count() const;

 private:
  using Tile = std::array<std::uint64_t, 64>;  // one row of 64 cells a word
  void mark(std::int64_t column, std::int64_t row);
  void mark_row(std::int64_t row, std::int64_t west, std::int64_t east);
  [[nodiscard]] bool marked(std::int64_t column, std::int64_t row) const;

  std::unordered_map<std::uint64_t, Tile> tiles_;
};

}  // namespace sozialraum::osm
