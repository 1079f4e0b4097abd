"""Along which roads?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import reach as _reach
from sozialraum.core import Place, unknown_name
from sozialraum.core.door import list_items, require_count
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.core.points import lon_lat
from sozialraum.reach.ends import how, limit_of, on_roads, require_travel

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core.points import Places
    from sozialraum.network import RoadGraph
    from sozialraum.reach.ends import Direction, Ends, Progress

    Integers = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]


def paths(
    graph: RoadGraph,
    origins: Places,
    facilities: Places,
    *,
    pairs: pd.DataFrame | Sequence[tuple[object, object]] | None = None,
    k: int = 1,
    limit: float | None = None,
    direction: Direction = "to_facility",
    radius: float = 2000.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
) -> gpd.GeoDataFrame:
    """Which way do the minutes stand for, and how much longer is it than the straight line?

    Parameters
    ----------
    graph : RoadGraph
        Prepare it (``graph.prepare()``): the same ways, hundreds of times sooner.
    origins, facilities : geopandas.GeoDataFrame or pandas.Index
        Points in any CRS, or nodes of the graph.
    pairs : DataFrame or sequence of tuples, optional
        Labels of origin and facility, or their texts: columns ``origin`` and ``facility``, or
        tuples. None = the ``k`` nearest facilities of each origin.
    k : int
        Without ``pairs``: how many nearest facilities.
    limit : float, optional
        Minutes; longer ways are left out.
    direction, radius, off_road_kmh, threads, progress
        As in :func:`minutes_to_nearest`; lines run in the direction of travel.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, a line a pair from place to place, with ``origin``, ``facility``, ``minutes`` (as
        in all other tables), ``kilometres`` (of the whole way), ``leg_kilometres`` (of it, the
        straight first and last piece between place and road), ``straight_line_kilometres`` and
        ``detour_index`` (kilometres / straight-line kilometres; NaN on the same spot). A pair that
        was asked for and has no way keeps its row, with NaN and no line.
        ``.attrs["findings"]`` lists what should be said.

    Raises
    ------
    UnknownName
        For a pair that names no origin or facility.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely import LineString, Point
    >>> from sozialraum import network
    >>> roads = network.RoadGraph.from_edges(gpd.GeoDataFrame(
    ...     {"u": [0, 1], "v": [1, 2], "minutes": [10.0, 5.0], "metres": [8000.0, 4000.0]},
    ...     geometry=[LineString([(9.0, 52), (9.1, 52)]), LineString([(9.1, 52), (9.1, 52.03)])],
    ...     crs="EPSG:4326"))
    >>> home = gpd.GeoDataFrame(index=["Aue"], geometry=[Point(9.0, 52)], crs="EPSG:4326")
    >>> school = gpd.GeoDataFrame(index=["Ost"], geometry=[Point(9.1, 52.03)], crs="EPSG:4326")
    >>> way = paths(roads, home, school)
    >>> way[["minutes", "kilometres", "detour_index"]].round(2).iloc[0].tolist()
    [15.0, 12.0, 1.57]
    >>> len(way.geometry[0].coords)
    3
    """
    import geopandas as gpd
    import shapely

    from sozialraum.core.maps import MapResult

    require_travel(direction, radius, off_road_kmh, threads)
    k = require_count(k, "k", least=1)
    most = limit_of(limit)
    ends = on_roads(graph, origins, facilities, radius, off_road_kmh)
    if pairs is None:
        names = (ends.origins.texts, ends.facilities.texts)
        near = _reach.Pairs.on_roads(ends.pair, names, direction, most, threads, None)
        _, numbers, _ = _reach.minutes_to_nearest(near, k)
        found = np.flatnonzero(numbers >= 0)
        origin, facility = found // k, numbers[found]
    else:
        origin, facility = _pair_rows(pairs, ends)
    minutes, way, legs, straight, detour, x, y, begin = _reach.paths(
        *ends.pair,
        origin,
        facility,
        (*_positions(origins, ends.here), *_positions(facilities, ends.there)),
        direction,
        most,
        threads,
        progress,
    )
    reached = np.diff(begin) > 0
    lines = np.full(len(reached), None, dtype=object)
    row = np.repeat(np.cumsum(reached)[reached] - 1, np.diff(begin)[reached])
    if reached.any():
        lines[reached] = shapely.remove_repeated_points(
            shapely.linestrings(np.column_stack([x, y]), indices=row)
        )
    table = gpd.GeoDataFrame(
        {
            "origin": ends.origins.labels(origin),
            "facility": ends.facilities.labels(facility),
            "minutes": minutes,
            "kilometres": way / 1000.0,
            "leg_kilometres": legs / 1000.0,
            "straight_line_kilometres": straight / 1000.0,
            "detour_index": detour,
        },
        geometry=lines,
        crs="EPSG:4326",
    )
    return MapResult.of(table, ends.findings, how("road-network", direction))


def _pair_rows(
    pairs: pd.DataFrame | Sequence[tuple[object, object]], ends: Ends
) -> tuple[Integers, Integers]:
    """Rows of the origins and the facilities that the pairs name."""
    import pandas as pd

    if isinstance(pairs, pd.DataFrame):
        for column in ("origin", "facility"):
            if column not in pairs.columns:
                columns = [str(c) for c in pairs.columns]
                raise unknown_name("column", column, columns, Place(argument="pairs"))
        sides: list[Any] = [pairs["origin"], pairs["facility"]]
    else:
        rows = list_items(pairs)
        if rows is None:
            message = f"is {shown(pairs)}; a list of pairs or a table is needed"
            raise invalid_argument("pairs", message, '[("A", "B")]')
        if isinstance(pairs, np.ndarray) and pairs.ndim == 2:
            rows = [tuple(row) for row in rows]
        odd = [row for row in rows if not isinstance(row, tuple | list) or len(row) != 2]
        if odd:
            message = f"holds {shown(odd[0])}; names of origin and facility are needed"
            raise invalid_argument("pairs", message, '[("A", "B")]')
        sides = [[row[0] for row in rows], [row[1] for row in rows]]
    return (
        ends.origins.known_rows(sides[0], "origin", "pairs"),
        ends.facilities.known_rows(sides[1], "facility", "pairs"),
    )


def _positions(places: Places, snaps: Any) -> tuple[Floats, Floats]:
    """Degrees of the places; nodes lie where they meet the road."""
    import pandas as pd

    if isinstance(places, pd.Index):
        columns = snaps.columns()
        return columns["lon"], columns["lat"]
    degrees, _ = lon_lat(places, "places")
    return degrees
