"""Which facility is nearest, and how far?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import reach as _reach
from sozialraum.core import Finding
from sozialraum.core.door import require_count
from sozialraum.core.result import Result
from sozialraum.reach.asked import How, ask
from sozialraum.reach.ends import limit_of

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core.points import PlaceNames, Places
    from sozialraum.network import RoadGraph
    from sozialraum.reach.ends import Direction, Progress

    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, repr=False)
class Nearest(Result):
    """The nearest facilities of each origin.

    Attributes
    ----------
    minutes : pandas.DataFrame
        Origins x rank (1 = nearest); NaN where there is none.
    facility : pandas.DataFrame
        Same shape; the facility's label in the index of facilities, None where there is none.
    method : {"road-network", "straight-line", "table"}
        How the minutes were measured. Every output should say so.
    direction : {"to_facility", "from_facility"}
    findings : list of Finding
        ``origin_off_network``, ``facility_off_network``, ``origin_without_facility``, ...
    state : pandas.Series
        Of each origin: ``measured``, ``no_facility`` (none within the limit), or why it is not on
        the roads (``too_far``, ``no_road``, ``no_position``).
    """

    minutes: pd.DataFrame
    facility: pd.DataFrame
    method: str
    direction: str
    findings: list[Finding] = field(default_factory=list)
    state: pd.Series | None = None


def minutes_to_nearest(
    graph: RoadGraph | None = None,
    origins: Places | None = None,
    facilities: Places | None = None,
    *,
    k: int = 2,
    limit: float | None = None,
    direction: Direction = "to_facility",
    radius: float = 2000.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
    minutes: pd.DataFrame | None = None,
) -> Nearest:
    """How many minutes is it to the nearest facilities, and which are they?

    Parameters
    ----------
    graph : RoadGraph
    origins, facilities : geopandas.GeoDataFrame or pandas.Index
        Points in any CRS; or nodes of the graph, as an index of their numbers (all of them:
        ``graph.to_nodes().index``), which are then the index of the result.
    k : int
        How many facilities to name; the second nearest shows what is left if the first closes.
    limit : float, optional
        Minutes; facilities further away are not named. None = no limit.
    direction : {"to_facility", "from_facility"}
        Who travels.
    radius : float
        Metres; places further from a road are off the network.
    off_road_kmh : float
        Speed of the way between place and road.
    threads : int
        0 = as many as the machine has. The result never depends on it.
    progress : callable, optional
        Called with (done, total).
    minutes : pandas.DataFrame, optional
        A ready table of travel times instead of ``graph`` (from r5py, OSRM, a spreadsheet): columns
        ``origin``, ``facility``, ``minutes``, a row a pair that has a way; or a matrix with the
        origins as index and the facilities as columns, NaN = no way. ``origins`` and ``facilities``
        then say who belongs to the question (any table or index with these names); left out, those
        of the table.

    Returns
    -------
    Nearest

    Raises
    ------
    InvalidInput
        Without CRS, for names that occur twice, ``k`` below 1, a negative limit.

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
    >>> nearest = minutes_to_nearest(roads, homes, doctors, k=2)
    >>> nearest.minutes.loc["west"].tolist(), nearest.facility.loc["west"].tolist()
    ([1.0, 2.0], ['middle', 'east'])
    """
    k = require_count(k, "k", least=1)
    most = limit_of(limit)
    asked = ask(
        graph,
        origins,
        facilities,
        minutes,
        How(direction, most, radius, off_road_kmh, threads, progress),
    )
    flat, numbers, findings = _reach.minutes_to_nearest(asked.pairs, k)
    return nearest_table(
        (flat, numbers, k),
        (asked.origins, asked.facilities),
        status=asked.states(),
        method=asked.method,
        direction=direction,
        findings=findings,
    )


def nearest_table(
    answer: tuple[Floats, Integers, int],
    names: tuple[PlaceNames, PlaceNames],
    *,
    status: npt.NDArray[np.object_],
    method: str,
    direction: str,
    findings: list[Finding],
) -> Nearest:
    """The answer by the names of both ends; `status`: `measured`, or why an origin cannot be."""
    import pandas as pd

    flat, numbers, k = answer
    origins, facilities = names
    minutes = flat.reshape(-1, k)
    without = (status == "measured") & np.isnan(minutes[:, 0])
    ranks = pd.RangeIndex(1, k + 1, name="rank")
    of_rank = dict(zip(ranks, numbers.reshape(-1, k).T, strict=True))
    named = {rank: facilities.labels(rows) for rank, rows in of_rank.items()}
    return Nearest(
        minutes=pd.DataFrame(minutes, index=origins.index, columns=ranks),
        facility=pd.DataFrame(named, index=origins.index).set_axis(ranks, axis=1),
        method=method,
        direction=direction,
        findings=findings,
        state=pd.Series(
            np.where(without, "no_facility", status), index=origins.index, name="state", dtype="str"
        ),
    )
