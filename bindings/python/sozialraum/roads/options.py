"""Options that a method hands to the function behind it, so that editors and checkers know them.

Meaning and default of each stand there; a test holds both lists together.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypedDict

from sozialraum.roads.progress import Progress

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.access import Decay
    from sozialraum.network.linking import Barriers
    from sozialraum.reach import Direction

    Amounts = str | Sequence[float] | pd.Series


class Reading(TypedDict, total=False):
    """Of :func:`sozialraum.osm.read_roads`."""

    built_up: gpd.GeoDataFrame | gpd.GeoSeries | None
    land_use: bool
    places: bool
    margin_cells: int
    through_restricted: bool
    turn_restrictions: bool
    bends: bool
    barriers: Barriers
    smallest_component: int


class Reweighting(TypedDict, total=False):
    """Of :meth:`sozialraum.network.RoadGraph.reweighted`."""

    edges: npt.ArrayLike | None
    allow_closing: bool


class Linking(TypedDict, total=False):
    """Of every question: which way people go, and how places are linked to the roads."""

    direction: Direction
    radius: float
    off_road_kmh: float
    threads: int
    progress: Progress


class Nearest(Linking, total=False):
    """Of :func:`sozialraum.reach.minutes_to_nearest`."""

    limit: float | None


class Opportunities(Linking, total=False):
    """Of :func:`sozialraum.access.opportunities`."""

    weight: Amounts | None
    decay: Decay | None


class FloatingCatchment(Linking, total=False):
    """Of :func:`sozialraum.access.floating_catchment`."""

    method: Literal["2SFCA", "E2SFCA", "M2SFCA", "3SFCA", "BFCA", "availability"]
    decay: Decay | None
    facility_minutes: Sequence[float] | pd.Series | None
    origin_minutes: Sequence[float] | pd.Series | None
    population_exponent: float


class Huff(Linking, total=False):
    """Of :func:`sozialraum.access.huff`."""

    decay: Decay | None
    size_exponent: float
    shares: bool


class Matrix(Linking, total=False):
    """Of :func:`sozialraum.reach.matrix`."""

    limit: float | None
    k: int | None
    path: str | os.PathLike[str] | None


class Paths(Linking, total=False):
    """Of :func:`sozialraum.reach.paths`."""

    pairs: pd.DataFrame | Sequence[tuple[object, object]] | None
    k: int
    limit: float | None


class Surface(Linking, total=False):
    """Of :func:`sozialraum.isochrone.minutes_surface`."""

    limit: float | None
    resolution: float


class Isochrones(Linking, total=False):
    """Of :func:`sozialraum.isochrone.isochrones`."""

    resolution: float
    smallest_area_m2: float
