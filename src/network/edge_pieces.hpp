#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "network/box_tree.hpp"
#include "sozialraum/network/geocentric.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::network {

/// A straight piece of an edge: its segment `segment`, or the part'th of `parts` of it.
struct Piece {
  EdgeId edge{};
  std::uint32_t segment = 0;
  std::uint16_t part = 0;
  std::uint16_t parts = 1;
};

/// The i'th point of an edge's course: its ends and bends.
[[nodiscard]] inline LonLat course_point(const RoadGraph& graph, EdgeId edge, std::size_t i) {
  const auto bends = graph.bends(edge);
  if (i == 0) return graph.position(graph.edge(edge).from);
  return i <= bends.size() ? bends[i - 1] : graph.position(graph.edge(edge).to);
}

/// Where a piece begins and ends.
[[nodiscard]] inline std::array<LonLat, 2> ends_of(const RoadGraph& graph, const Piece& piece) {
  const LonLat a = course_point(graph, piece.edge, piece.segment);
  const LonLat b = course_point(graph, piece.edge, piece.segment + 1);
  if (piece.parts == 1) return {a, b};
  const double parts = piece.parts;
  const LonLat first = piece.part == 0 ? a : between(a, b, piece.part / parts);
  const LonLat last = piece.part + 1 == piece.parts ? b : between(a, b, (piece.part + 1) / parts);
  return {first, last};
}

/// What is nearest to a place.
struct Hit {
  EdgeId edge = kNoEdge;
  std::uint32_t piece = 0;
  double part = 0.0;  ///< of the piece
  double metres = std::numeric_limits<double>::infinity();
};

/// The pieces of one set of edges, in the order of the edges, with their tree.
struct PieceTree {
  std::vector<Piece> pieces;
  std::vector<std::uint32_t> order;  ///< the piece of each box of the tree
  BoxTree tree;

  PieceTree(const RoadGraph& graph, const std::vector<EdgeId>& edges);

  /// The nearest piece not further away than `bound`; of equally near ones the first.
  [[nodiscard]] Hit nearest(const RoadGraph& graph, const Geocentric& place,
                            double bound = std::numeric_limits<double>::infinity()) const {
    return nearest_where(graph, place, bound, [](LonLat) { return true; });
  }

  /// The same among the pieces whose nearest point `fits`.
  template <class Fits>
  [[nodiscard]] Hit nearest_where(const RoadGraph& graph, const Geocentric& place, double bound,
                                  Fits fits) const {
    Hit best;
    tree.nearest(place, bound, [&](std::size_t box) {
      const std::uint32_t piece = order[box];
      const auto [a, b] = ends_of(graph, pieces[piece]);
      const Geocentric ga = geocentric(a);
      const Geocentric gb = geocentric(b);
      const double part = nearest_part(place, ga, gb);
      const double metres =
          chord_metres(place, part == 1.0 ? gb : ga + part * (gb - ga));  // exact at a shared end
      const bool better = metres < best.metres || (metres == best.metres && piece < best.piece);
      if (better && fits(between(a, b, part))) best = {pieces[piece].edge, piece, part, metres};
      return std::min(bound, best.metres);
    });
    return best;
  }
};

/// Metres of the straight segments of an edge.
[[nodiscard]] std::vector<double> segment_metres(const RoadGraph& graph, EdgeId edge);

/// Part of the whole edge, of segments so long, that lies between its start and the hit.
[[nodiscard]] double fraction_of(std::span<const double> segments, const Piece& piece, double part);

/// Beside the mouth of a road at the ends of a way one stands at the junction: the fraction of the
/// edge that counts.
[[nodiscard]] double out_of_the_mouth(const RoadGraph& graph, EdgeId id, double fraction);

}  // namespace sozialraum::network
