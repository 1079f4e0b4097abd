"""Who gets where, in how many minutes?

Every function takes places as GeoDataFrames of points in any CRS. Their index names them: results
have it as it is, findings and files as text.
Minutes start and end at the place itself: the way to the road is part of them. ``direction`` says
who travels: ``"to_facility"`` (people go to the school) or ``"from_facility"`` (the fire brigade
comes). NaN means not reachable within the limit, or off the road network; findings tell which.
"""

from __future__ import annotations

from sozialraum.reach.ends import Direction as Direction
from sozialraum.reach.matrix import MatrixFile, matrix
from sozialraum.reach.nearest import Nearest, minutes_to_nearest
from sozialraum.reach.paths import paths
from sozialraum.reach.straight_line import straight_line_minutes
from sozialraum.reach.times import travel_times

_MOVED = (
    "Decay",
    "FloatingCatchment",
    "Huff",
    "catchment_sizes",
    "floating_catchment",
    "huff",
    "opportunities",
    "travel_time_weights",
)


def __getattr__(name: str) -> object:
    """Where to find what an older edition had here."""
    if name in _MOVED:
        raise AttributeError(f"sozialraum.reach.{name} is sozialraum.access.{name}")
    raise AttributeError(f"module 'sozialraum.reach' has no attribute {name!r}")


__all__ = [
    "MatrixFile",
    "Nearest",
    "matrix",
    "minutes_to_nearest",
    "paths",
    "straight_line_minutes",
    "travel_times",
]
