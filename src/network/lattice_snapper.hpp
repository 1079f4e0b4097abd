#pragma once

#include <functional>
#include <span>

#include "network/barrier_lines.hpp"
#include "network/edge_pieces.hpp"
#include "sozialraum/network/snap.hpp"

namespace sozialraum::network {

/// What a lattice is laid over.
struct Ground {
  const RoadGraph& graph;
  const PieceTree& roads;        ///< those that places may be linked to
  const BarrierLines* barriers;  ///< null: none that keep apart
};

/// EdgeTree::snap_lattice(): each piece of road is laid over the places within the radius. The
/// lattice rises, and the options are sane.
void snap_onto(const Ground& ground, const Lattice& lattice, const SnapOptions& options,
               const std::function<void(std::span<const LatticeSnap>)>& take);

}  // namespace sozialraum::network
