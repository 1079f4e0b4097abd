"""All pairs within some minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum._core import reach as _reach
from sozialraum.reach.ends import how, limit_of, on_roads, require_travel

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core.points import Places
    from sozialraum.network import RoadGraph
    from sozialraum.reach.ends import Direction, Ends, Progress


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
    """
    from sozialraum.core.tables import TableResult

    require_travel(direction, radius, off_road_kmh, threads)
    most = limit_of(limit)
    ends = on_roads(graph, origins, facilities, radius, off_road_kmh)
    times = _reach.travel_times(*ends.pair, direction, most, threads, progress)
    frame = _pair_table(times, ends)
    return TableResult.of(frame, ends.findings, how("road-network", direction))


def _pair_table(times: _reach.TravelTimes, ends: Ends) -> pd.DataFrame:
    import pandas as pd

    origin, facility, minutes = times.columns()
    return pd.DataFrame(
        {
            "origin": ends.origins.labels(origin),
            "facility": ends.facilities.labels(facility),
            "minutes": minutes,
        }
    )
