"""Which land is within some minutes of each place?"""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import isochrone as _isochrone
from sozialraum.core.door import list_items, require_choice, require_count, require_number
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.isochrone.grid import grid_of, require_points
from sozialraum.network.snapping import snapped

if TYPE_CHECKING:
    import geopandas as gpd

    from sozialraum.network import RoadGraph
    from sozialraum.reach.ends import Direction, Progress


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

    from sozialraum.core.maps import MapResult

    minutes = _limits(limits)
    require_points(places)
    require_choice(direction, "direction", ["to_facility", "from_facility"])
    smallest = require_number(smallest_area_m2, "smallest_area_m2", least=0.0)
    threads = require_count(threads, "threads")
    here, names = snapped(graph, places, "places", 2000.0, off_road_kmh)
    grid = grid_of(graph, (resolution, radius, off_road_kmh), threads, progress)
    answer = _isochrone.isochrones(
        graph._core,
        graph._hierarchy,
        grid,
        here,
        minutes,
        direction,
        smallest,
        names.texts,
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
    told = {"method": "isochrones", "direction": direction}
    return MapResult.of(land, answer.findings(), told)


def _limits(limits: Sequence[float]) -> list[float]:
    given = list_items(limits)
    if given is None or not all(isinstance(v, Real) and not isinstance(v, bool) for v in given):
        raise invalid_argument(
            "limits",
            f"is {shown(limits)}; a list of minutes was expected",
            "write limits=[10, 20, 30]",
        )
    return [require_number(value, "limits") for value in given]


def _multipolygons(parts: dict[str, Any]) -> Any:
    import shapely

    return shapely.from_ragged_array(
        shapely.GeometryType.MULTIPOLYGON,
        parts["points"].reshape(-1, 2),
        (parts["rings"], parts["polygons"], parts["lands"]),
    )
