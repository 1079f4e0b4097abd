"""All pairs within some minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum._core import reach as _reach
from sozialraum.reach.asked import How, ask
from sozialraum.reach.ends import how, limit_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core.points import Places
    from sozialraum.network import RoadGraph
    from sozialraum.reach.asked import Asked
    from sozialraum.reach.ends import Direction, Progress

    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]


def travel_times(
    graph: RoadGraph,
    origins: Places,
    facilities: Places,
    *,
    limit: float,
    direction: Direction = "to_facility",
    radius: float = 2000.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """How long does each origin need to each facility within the limit?

    Parameters are those of :func:`minutes_to_nearest`; ``limit`` in minutes must be chosen, since
    every pair within it is one row.

    Returns
    -------
    pandas.DataFrame
        Columns ``origin``, ``facility`` (their labels), ``minutes``; pairs beyond the limit are
        absent.
        ``.attrs["findings"]`` lists what should be said.

    Examples
    --------
    Each village is a minute from the next.

    >>> import geopandas as gpd
    >>> from shapely import LineString
    >>> from sozialraum import network
    >>> roads = network.RoadGraph.from_edges(gpd.GeoDataFrame(
    ...     {"u": [1, 2], "v": [2, 3], "length": [684.0, 684.0], "speed_kmh": [41.04, 41.04]},
    ...     geometry=[LineString([(9.24, 52.17), (9.25, 52.17)]),
    ...               LineString([(9.25, 52.17), (9.26, 52.17)])], crs="EPSG:4326"))
    >>> homes = gpd.GeoDataFrame({"people": [300, 100]}, index=["west", "middle"],
    ...     geometry=gpd.points_from_xy([9.24, 9.25], [52.17, 52.17]), crs="EPSG:4326")
    >>> doctors = gpd.GeoDataFrame({"hours": [20.0, 8.0]}, index=["middle", "east"],
    ...     geometry=gpd.points_from_xy([9.25, 9.26], [52.17, 52.17]), crs="EPSG:4326")
    >>> table = travel_times(roads, homes, doctors, limit=1.5)
    >>> list(zip(table["origin"], table["facility"], table["minutes"]))
    [('west', 'middle', 1.0), ('middle', 'middle', 0.0), ('middle', 'east', 1.0)]
    """
    from sozialraum.core.tables import TableResult

    most = limit_of(limit)
    asked = ask(
        graph,
        origins,
        facilities,
        None,
        How(direction, most, radius, off_road_kmh, threads, progress),
    )
    pairs, findings = _reach.travel_times(asked.pairs)
    frame = pair_table(pairs, asked)
    told = how("road-network", direction)
    return TableResult.of(frame, findings, told)


def pair_table(pairs: tuple[Integers, Integers, Floats], asked: Asked) -> pd.DataFrame:
    """Origin, facility and minutes by name."""
    import pandas as pd

    origin, facility, minutes = pairs
    return pd.DataFrame(
        {
            "origin": asked.origins.labels(origin),
            "facility": asked.facilities.labels(facility),
            "minutes": minutes,
        }
    )
