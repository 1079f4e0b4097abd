"""How are places linked by roads, and where does a place enter the network?

A :class:`RoadGraph` comes from OpenStreetMap (:func:`sozialraum.osm.read_roads`) or from any table
of road pieces (:meth:`RoadGraph.from_edges`). Times are whole tenths of a second inside, minutes
outside; unreachable is NaN. One-way streets are heeded everywhere.
"""

from __future__ import annotations

from sozialraum.network.road_graph import RoadGraph
from sozialraum.network.saved import NetworkFile, SourceFile
from sozialraum.network.snapping import minutes_from_nodes, snap

__all__ = [
    "NetworkFile",
    "RoadGraph",
    "SourceFile",
    "minutes_from_nodes",
    "snap",
]
