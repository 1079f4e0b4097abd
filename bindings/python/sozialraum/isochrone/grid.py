"""The raster that the land is sampled with."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sozialraum._core import isochrone as _isochrone
from sozialraum.core.door import require_number
from sozialraum.core.finding import invalid_argument

if TYPE_CHECKING:
    from sozialraum.network import RoadGraph
    from sozialraum.reach.ends import Progress


_Grids = dict[tuple[float, float, float], _isochrone.IsochroneGrid]
_grids: WeakKeyDictionary[RoadGraph, _Grids] = WeakKeyDictionary()


def grid_of(
    graph: RoadGraph, key: tuple[float, float, float], threads: int, progress: Progress | None
) -> _isochrone.IsochroneGrid:
    names = ("resolution", "radius", "off_road_kmh")
    resolution, radius, speed = (require_number(*one) for one in zip(key, names, strict=True))
    kept = _grids.setdefault(graph, {})
    if key not in kept:
        kept[key] = _isochrone.IsochroneGrid.build(
            graph._core, graph.edge_tree(), resolution, radius, speed, threads, progress
        )
    return kept[key]


def require_points(places: object) -> None:
    import pandas as pd

    if isinstance(places, pd.Index):
        raise invalid_argument(
            "places",
            "is an index of nodes; points were expected",
            "take the points of the nodes: graph.to_nodes().loc[nodes]",
        )
