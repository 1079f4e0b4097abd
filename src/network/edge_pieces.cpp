#include "network/edge_pieces.hpp"

#include <algorithm>
#include <cmath>

#include "sozialraum/network/snap.hpp"

namespace sozialraum::network {
namespace {

// A straight chord of 2 km runs 8 cm below the surface of the earth.
constexpr double kLongestPiece = 2000.0;

std::vector<Piece> pieces_of(const RoadGraph& graph, EdgeId edge) {
  std::vector<Piece> pieces;
  const std::size_t segments = graph.bends(edge).size() + 1;
  for (std::size_t s = 0; s < segments; ++s) {
    const double metres = chord_metres(geocentric(course_point(graph, edge, s)),
                                       geocentric(course_point(graph, edge, s + 1)));
    const double parts = std::clamp(std::ceil(metres / kLongestPiece), 1.0, 65535.0);
    for (std::uint32_t part = 0; part < static_cast<std::uint32_t>(parts); ++part) {
      pieces.push_back({edge, static_cast<std::uint32_t>(s), static_cast<std::uint16_t>(part),
                        static_cast<std::uint16_t>(parts)});
    }
  }
  return pieces;
}

}  // namespace

PieceTree::PieceTree(const RoadGraph& graph, const std::vector<EdgeId>& edges) {
  std::vector<LonLat> middles;
  for (const EdgeId edge : edges) {
    for (const Piece& piece : pieces_of(graph, edge)) {
      const auto [a, b] = ends_of(graph, piece);
      pieces.push_back(piece);
      middles.push_back({(a.lon + b.lon) / 2, (a.lat + b.lat) / 2});
    }
  }
  order = BoxTree::order(middles);
  std::vector<Box> boxes;
  for (const std::uint32_t i : order) {
    const auto [a, b] = ends_of(graph, pieces[i]);
    boxes.push_back(Box::around(geocentric(a), geocentric(b)));
  }
  tree = BoxTree(std::move(boxes));
}

double out_of_the_mouth(const RoadGraph& graph, EdgeId id, double fraction) {
  if (!graph.at_ends_only(id)) return fraction;
  const Edge& edge = graph.edge(id);
  const double before = fraction * edge.metres;
  const double behind = edge.metres - before;
  if (before <= std::min(behind, kMouthMetres) && graph.on_open_road(edge.from)) return 0.0;
  if (behind <= kMouthMetres && graph.on_open_road(edge.to)) return 1.0;
  return fraction;
}

std::vector<double> segment_metres(const RoadGraph& graph, EdgeId edge) {
  std::vector<double> metres(graph.bends(edge).size() + 1);
  for (std::size_t s = 0; s < metres.size(); ++s) {
    metres[s] = chord_metres(geocentric(course_point(graph, edge, s)),
                             geocentric(course_point(graph, edge, s + 1)));
  }
  return metres;
}

double fraction_of(std::span<const double> segments, const Piece& piece, double part) {
  const double along = (piece.part + part) / piece.parts;
  if (piece.segment == 0 && along == 0.0) return 0.0;
  if (piece.segment + 1 == segments.size() && along == 1.0) return 1.0;
  double before = 0.0;
  double total = 0.0;
  for (std::size_t s = 0; s < segments.size(); ++s) {
    if (s < piece.segment) before += segments[s];
    if (s == piece.segment) before += along * segments[s];
    total += segments[s];
  }
  return total > 0.0 ? std::min(before / total, 1.0) : 0.0;
}

}  // namespace sozialraum::network
