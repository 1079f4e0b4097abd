"""How much is within reach?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import access as _access
from sozialraum.access.amounts import amounts_of
from sozialraum.access.decay import decay_of
from sozialraum.reach.ends import how, limit_of, on_roads, require_travel

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.access.decay import Decay
    from sozialraum.core.points import Places
    from sozialraum.network import RoadGraph
    from sozialraum.reach.ends import Direction, Progress


def opportunities(
    graph: RoadGraph,
    origins: Places,
    facilities: Places,
    *,
    limit: float,
    weight: str | Sequence[float] | pd.Series | None = None,
    decay: Decay | None = None,
    direction: Direction = "to_facility",
    radius: float = 2000.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
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

    Returns
    -------
    pandas.Series
        Sum over the facilities within the limit; 0 = none, NaN = off the road network.
        ``.attrs["findings"]`` lists what should be said.

    Notes
    -----
    With a decay this is the accessibility of Hansen (1959); with inhabited cells as facilities and
    people as weight the population potential.
    """
    import pandas as pd

    from sozialraum.core.tables import ColumnResult

    require_travel(direction, radius, off_road_kmh, threads)
    decay, most = decay_of(decay), limit_of(limit)
    ends = on_roads(graph, origins, facilities, radius, off_road_kmh)
    sizes = np.ones(len(ends.there)) if weight is None else amounts_of(facilities, weight, "weight")
    values = _access.opportunities(*ends.pair, sizes, decay, direction, most, threads, progress)
    series = pd.Series(values, index=ends.origins.index, name="opportunities")
    told = how("opportunities", direction)
    return ColumnResult.of(series, ends.findings, told, state=ends.states())
