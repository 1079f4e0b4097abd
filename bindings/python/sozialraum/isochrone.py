"""Which land is within 10, 20, 30 minutes of a place?

A point belongs to an isochrone if somebody who stands there has a travel time within the limit, by
the rules of every other result of this package: straight to the nearest road, then by road. So the
meadow beyond the river belongs to the road on its own bank, and a wood inside a ring road stays a
hole.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from numbers import Real
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from sozialraum._core import reach as _reach
from sozialraum.core import (
    Finding,
    InvalidInput,
    Place,
    Severity,
    list_items,
    require_choice,
    require_count,
    require_number,
    shown,
)
from sozialraum.network import RoadGraph, snapped
from sozialraum.reach import Direction, Progress, no_facilities

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt

    from sozialraum._core import network as _network

__all__ = ["MinutesSurface", "isochrones", "minutes_surface"]

_Grids = dict[tuple[float, float, float], _reach.IsochroneGrid]
_grids: WeakKeyDictionary[RoadGraph, _Grids] = WeakKeyDictionary()


def isochrones(
    graph: RoadGraph,
    places: gpd.GeoDataFrame,
    *,
    limits: Sequence[float],
    direction: Direction = "to_facility",
    resolution: float = 100.0,
    radius: float = 500.0,
    off_road_kmh: float = 5.0,
    smallest_area_m2: float = 0.0,
    threads: int = 0,
    progress: Progress | None = None,
) -> gpd.GeoDataFrame:
    """Which land is within some minutes of each place?

    Parameters
    ----------
    graph : RoadGraph
        With :meth:`~sozialraum.network.RoadGraph.prepare` first, many places come sooner; the
        answer is the same.
    places : geopandas.GeoDataFrame
        Points in any CRS; the index names them.
    limits : sequence of float
        Minutes, rising. The land of a limit lies within that of every longer one and does not
        depend on the others.
    direction : {"to_facility", "from_facility"}
        Who travels: people from the land to the place, or its service to the land.
    resolution : float
        Metres between the samples of the raster; the border is right to one such distance.
    radius : float
        Metres; land further from a road belongs to no isochrone. Places themselves are linked to
        roads within 2,000 metres.
    off_road_kmh : float
        Speed of the way between land, or place, and road.
    smallest_area_m2 : float
        Pieces of land and holes smaller than this are left out.
    threads : int
        0 = as many as the machine has. The result never depends on it.
    progress : callable, optional
        Called with (done, total): first for the samples of the raster, then for the places.

    Returns
    -------
    geopandas.GeoDataFrame
        One row a place and limit, in the order of the places, then of the limits. Columns
        ``place``, ``limit`` (minutes), ``area_km2`` (on the ellipsoid; of the polygons in degrees),
        ``road_km`` (roads reached, each counted once), ``geometry`` (valid MultiPolygons in the CRS
        of ``places``, empty if nothing is within the limit). ``.attrs["findings"]``:
        ``place_off_network``, ``isochrone_finer_than_grid``, ``no_facilities``, ...

    Raises
    ------
    InvalidInput
        Without CRS, for names that occur twice, limits that do not rise, a resolution or radius
        that is not positive, and a resolution so fine that the raster cannot be held.

    Notes
    -----
    The raster is kept with the graph for further calls with the same resolution, radius and speed:
    about 20 bytes a sample within the radius of a road. Making it takes about a second a million
    samples and core. Borders are marching squares with straight changes of time between samples
    (Lorensen and Cline 1987), halfway where the time jumps.

    Examples
    --------
    A straight road of 20 km at 60 km/h. In five minutes a rhombus of 10 km by 833 m:

    >>> import geopandas as gpd
    >>> from shapely import LineString
    >>> from sozialraum.network import RoadGraph
    >>> road = gpd.GeoDataFrame({"u": [1], "v": [2], "metres": [20_000.0], "minutes": [20.0]},
    ...     geometry=[LineString([(8.8544, 52), (9.1456, 52)])], crs="EPSG:4326")
    >>> kita = gpd.GeoDataFrame(index=["Kita"], geometry=gpd.points_from_xy([9.0], [52.0]),
    ...     crs="EPSG:4326")
    >>> land = isochrones(RoadGraph.from_edges(road), kita, limits=[5], resolution=50)
    >>> land.place.item(), land.area_km2.round(1).item(), land.road_km.round(1).item()
    ('Kita', 4.2, 10.0)
    """
    import geopandas as gpd

    minutes = _limits(limits)
    _require_points(places)
    require_choice(direction, "direction", ["to_facility", "from_facility"])
    smallest = require_number(smallest_area_m2, "smallest_area_m2", least=0.0)
    threads = require_count(threads, "threads")
    here, names = snapped(graph, places, "places", 2000.0, off_road_kmh)
    grid = _grid_of(graph, (resolution, radius, off_road_kmh), threads, progress)
    answer = _reach.isochrones(
        graph._core,
        graph._hierarchy,
        grid,
        here,
        minutes,
        direction,
        smallest,
        threads,
        progress,
    )
    land = gpd.GeoDataFrame(
        {
            "place": names.labels(np.repeat(np.arange(len(here)), len(minutes))),
            "limit": np.tile(minutes, len(here)),
            "area_km2": answer.square_metres() / 1e6,
            "road_km": answer.road_metres() / 1e3,
        },
        geometry=_multipolygons(answer.ragged()),
        crs="EPSG:4326",
    ).to_crs(places.crs)
    land.attrs = {
        "method": "isochrones",
        "direction": direction,
        "findings": [
            *here.findings(names.texts, "place"),
            *answer.findings(names.texts),
            *no_facilities(names, "places"),
        ],
    }
    return land


@dataclass(frozen=True)
class MinutesSurface:
    """Minutes on a raster in degrees (EPSG:4326), cut to the cells that have any.

    Attributes
    ----------
    minutes : numpy.ndarray
        Rows from north to south, columns from west to east; NaN = no minutes.
    transform : tuple of 6 float
        As GDAL has it: longitude of the western border, width of a cell, 0, latitude of the
        northern border, 0, minus the height of a cell.
    attrs : dict
        How they were measured: ``method``, ``direction``, ``findings`` (``place_off_network``,
        ``surface_without_cells``, ``no_facilities``, ...); asked of a
        :class:`sozialraum.Network` also ``mode``, ``speed_table``, ...
    """

    minutes: npt.NDArray[np.float64]
    transform: tuple[float, ...]
    attrs: dict[Any, Any] = field(default_factory=dict)

    def points(self) -> gpd.GeoDataFrame:
        """The middles of the cells that have minutes, row by row: ``minutes``, EPSG:4326."""
        import geopandas as gpd

        rows, columns = np.nonzero(np.isfinite(self.minutes))
        west, width, _, north, _, height = self.transform
        middles = gpd.points_from_xy(west + (columns + 0.5) * width, north + (rows + 0.5) * height)
        points = gpd.GeoDataFrame(
            {"minutes": self.minutes[rows, columns]}, geometry=middles, crs="EPSG:4326"
        )
        points.attrs = dict(self.attrs)
        return points

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the raster as GeoTIFF: NaN where there are no minutes, the same bytes each time.

        Raises
        ------
        InvalidInput
            ``cannot_write``; and if no cell has minutes.
        """
        from sozialraum import gis

        gis.write_raster(path, self.minutes, self.transform, unit="min")


def minutes_surface(
    graph: RoadGraph,
    places: gpd.GeoDataFrame,
    *,
    limit: float | None = None,
    direction: Direction = "to_facility",
    resolution: float = 100.0,
    radius: float = 500.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
) -> MinutesSurface:
    """How long is it from every bit of land to the nearest of these places?

    Parameters
    ----------
    graph : RoadGraph
    places : geopandas.GeoDataFrame
        Points in any CRS; the index names them.
    limit : float, optional
        Minutes; land further away has none.
    direction : {"to_facility", "from_facility"}
        Who travels: people from the land to the place, or its service to the land.
    resolution, radius, off_road_kmh, threads, progress
        As in :func:`isochrones`, with which it shares the raster.

    Returns
    -------
    MinutesSurface

    Raises
    ------
    InvalidInput
        As :func:`isochrones`.

    Notes
    -----
    Exact at the middles of the cells, to a decisecond, by the rules of all other minutes. The land
    of an isochrone is where the surface of its place is within the limit.

    Examples
    --------
    A straight road of 20 km at 60 km/h, seen from its middle:

    >>> import geopandas as gpd
    >>> from shapely import LineString
    >>> from sozialraum.network import RoadGraph
    >>> road = gpd.GeoDataFrame({"u": [1], "v": [2], "metres": [20_000.0], "minutes": [20.0]},
    ...     geometry=[LineString([(8.8544, 52), (9.1456, 52)])], crs="EPSG:4326")
    >>> kita = gpd.GeoDataFrame(index=["Kita"], geometry=gpd.points_from_xy([9.0], [52.0]),
    ...     crs="EPSG:4326")
    >>> surface = minutes_surface(RoadGraph.from_edges(road), kita, limit=5, resolution=200)
    >>> float(surface.points().minutes.max().round(1)) <= 5.0
    True
    """
    _require_points(places)
    require_choice(direction, "direction", ["to_facility", "from_facility"])
    most = float("inf") if limit is None else require_number(limit, "limit")
    threads = require_count(threads, "threads")
    here, names = snapped(graph, places, "places", 2000.0, off_road_kmh)
    grid = _grid_of(graph, (resolution, radius, off_road_kmh), threads, progress)
    minutes, transform = _reach.minutes_surface(
        graph._core, grid, here, direction, most, threads, progress
    )
    told = {
        "method": "road-network",
        "direction": direction,
        "findings": [
            *here.findings(names.texts, "place"),
            *no_facilities(names, "places"),
            *_without_cells(minutes, here),
        ],
    }
    return MinutesSurface(minutes, tuple(transform), told)


def _without_cells(minutes: npt.NDArray[np.float64], places: _network.Snaps) -> list[Finding]:
    """What to say if places are on the roads, but no cell of the raster is within minutes."""
    if np.isfinite(minutes).any() or not (places.columns()["edge"] >= 0).any():
        return []
    return [
        Finding(
            code="surface_without_cells",
            message="no cell of the raster has minutes",
            severity=Severity.WARNING,
            place=Place(argument="resolution"),
            hint="choose a finer resolution or a longer limit",
        )
    ]


def _require_points(places: object) -> None:
    import pandas as pd

    if isinstance(places, pd.Index):
        raise _wrong(
            "places",
            "is an index of nodes; points were expected",
            "take the points of the nodes: graph.to_nodes().loc[nodes]",
        )


def _wrong(argument: str, message: str, hint: str) -> InvalidInput:
    return InvalidInput(
        Finding(
            code="bad_argument",
            message=message,
            severity=Severity.WARNING,
            place=Place(argument=argument),
            hint=hint,
        )
    )


def _limits(limits: Sequence[float]) -> list[float]:
    given = list_items(limits)
    if given is None or not all(isinstance(v, Real) and not isinstance(v, bool) for v in given):
        raise _wrong(
            "limits",
            f"is {shown(limits)}; a list of minutes was expected",
            "write limits=[10, 20, 30]",
        )
    return [require_number(value, "limits") for value in given]


def _grid_of(
    graph: RoadGraph, key: tuple[float, float, float], threads: int, progress: Progress | None
) -> _reach.IsochroneGrid:
    names = ("resolution", "radius", "off_road_kmh")
    resolution, radius, speed = (require_number(*one) for one in zip(key, names, strict=True))
    kept = _grids.setdefault(graph, {})
    if key not in kept:
        kept[key] = _reach.IsochroneGrid.build(
            graph._core, graph.edge_tree(), resolution, radius, speed, threads, progress
        )
    return kept[key]


def _multipolygons(parts: dict[str, Any]) -> Any:
    import shapely

    return shapely.from_ragged_array(
        shapely.GeometryType.MULTIPOLYGON,
        parts["points"].reshape(-1, 2),
        (parts["rings"], parts["polygons"], parts["lands"]),
    )
