"""How much is within reach?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import access as _access
from sozialraum.access.amounts import amounts_of
from sozialraum.access.decay import decay_of
from sozialraum.reach.asked import How, ask
from sozialraum.reach.ends import how, limit_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.access.decay import Decay
    from sozialraum.core.points import Places
    from sozialraum.network import RoadGraph
    from sozialraum.reach.ends import Direction, Progress


def opportunities(
    graph: RoadGraph | None = None,
    origins: Places | None = None,
    facilities: Places | None = None,
    *,
    limit: float,
    weight: str | Sequence[float] | pd.Series | None = None,
    decay: Decay | None = None,
    direction: Direction = "to_facility",
    radius: float = 2000.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
    minutes: pd.DataFrame | None = None,
) -> pd.Series:
    """How many opportunities are in reach of each origin?

    Parameters
    ----------
    graph : RoadGraph
    origins, facilities : geopandas.GeoDataFrame
        Points in any CRS.
    limit : float
        Minutes.
    weight : str, sequence or Series, optional
        Size of each facility (places, jobs, square metres): a column of ``facilities`` or numbers
        in its order. None = every facility counts 1.
    decay : Decay, optional
        How much a facility counts by its distance; None = fully up to the limit.
    direction, radius, off_road_kmh, threads, progress
        As in :func:`minutes_to_nearest`.
    minutes : pandas.DataFrame, optional
        A ready table of travel times instead of ``graph`` (from r5py, OSRM, a spreadsheet): columns
        ``origin``, ``facility``, ``minutes``, a row a pair that has a way; or a matrix with the
        origins as index and the facilities as columns, NaN = no way. ``origins`` and ``facilities``
        then say who belongs to the question (any table or index with these names); left out, those
        of the table.

    Returns
    -------
    pandas.Series
        Sum over the facilities within the limit; 0 = none, NaN = off the road network.
        ``.attrs["findings"]`` lists what should be said.

    Notes
    -----
    With a decay this is the accessibility of Hansen (1959); with inhabited cells as facilities and
    people as weight the population potential.

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
    >>> opportunities(roads, homes, doctors, limit=1.5, weight="hours").tolist()
    [20.0, 28.0]
    """
    import pandas as pd

    from sozialraum.core.tables import ColumnResult

    decay, most = decay_of(decay), limit_of(limit)
    asked = ask(
        graph,
        origins,
        facilities,
        minutes,
        How(direction, most, radius, off_road_kmh, threads, progress),
    )
    sizes = (
        np.ones(len(asked.facilities.texts))
        if weight is None
        else amounts_of(asked.of_facilities, weight, "weight")
    )
    values, findings = _access.opportunities(asked.pairs, sizes, decay)
    series = pd.Series(values, index=asked.origins.index, name="opportunities")
    told = how("opportunities", direction)
    return ColumnResult.of(series, findings, told, state=asked.states())
