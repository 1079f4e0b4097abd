"""How many minutes is it from everywhere?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import isochrone as _isochrone
from sozialraum.core.door import require_choice, require_count, require_number
from sozialraum.core.finding import Finding
from sozialraum.core.result import Result, unsaid
from sozialraum.isochrone.grid import grid_of, require_points
from sozialraum.network.snapping import snapped

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt

    from sozialraum.network import RoadGraph
    from sozialraum.reach.ends import Direction, Progress


@dataclass(frozen=True, repr=False)
class MinutesSurface(Result):
    """Minutes on a raster in degrees (EPSG:4326), cut to the cells that have any.

    :func:`sozialraum.gis.write_surface` keeps them as GeoTIFF.

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

    @property
    def findings(self) -> list[Finding]:  # type: ignore[override]
        """What was noticed while it was made."""
        return list(self.attrs.get("findings", []))

    def points(self) -> gpd.GeoDataFrame:
        """The middles of the cells that have minutes, row by row: ``minutes``, EPSG:4326."""
        import geopandas as gpd

        from sozialraum.core.maps import MapResult

        rows, columns = np.nonzero(np.isfinite(self.minutes))
        west, width, _, north, _, height = self.transform
        middles = gpd.points_from_xy(west + (columns + 0.5) * width, north + (rows + 0.5) * height)
        points = gpd.GeoDataFrame(
            {"minutes": self.minutes[rows, columns]}, geometry=middles, crs="EPSG:4326"
        )
        with unsaid():  # said when the surface was made
            return MapResult.of(points, self.findings, dict(self.attrs))


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
    require_points(places)
    require_choice(direction, "direction", ["to_facility", "from_facility"])
    most = float("inf") if limit is None else require_number(limit, "limit")
    threads = require_count(threads, "threads")
    here, names = snapped(graph, places, "places", 2000.0, off_road_kmh)
    grid = grid_of(graph, (resolution, radius, off_road_kmh), threads, progress)
    minutes, transform, findings = _isochrone.minutes_surface(
        graph._core, grid, here, direction, most, names.texts, threads, progress
    )
    told = {
        "method": "road-network",
        "direction": direction,
        "findings": findings,
    }
    return MinutesSurface(minutes, tuple(transform), told)
