"""How large must a catchment be to hold enough?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sozialraum._core import access as _access
from sozialraum.access.amounts import amounts_of
from sozialraum.core.door import list_items, require_number
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.reach.asked import How, ask
from sozialraum.reach.ends import how

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core.points import Places
    from sozialraum.network import RoadGraph
    from sozialraum.reach.ends import Direction, Progress


def catchment_sizes(
    graph: RoadGraph | None = None,
    origins: Places | None = None,
    facilities: Places | None = None,
    *,
    enough: float,
    population: str | Sequence[float] | pd.Series | None = None,
    supply: str | Sequence[float] | pd.Series | None = None,
    sizes: Sequence[float] = (10, 20, 30, 40, 50, 60),
    direction: Direction = "to_facility",
    radius: float = 2000.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
    minutes: pd.DataFrame | None = None,
) -> pd.Series:
    """How far must a catchment reach in thin country until it holds enough?

    Parameters
    ----------
    graph : RoadGraph
    origins, facilities : geopandas.GeoDataFrame or pandas.Index
        Points in any CRS, or nodes of the graph.
    enough : float
        People or supply that a catchment should hold.
    population : str, sequence or Series
        People per origin: the catchments of the facilities grow.
    supply : str, sequence or Series
        Supply per facility, instead of ``population``: the catchments of the origins grow.
    sizes : sequence of float
        Minutes to try, rising; the last one ends the growth.
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
        Minutes per facility, or per origin: the smallest size that holds enough, or the largest;
        ``.attrs["findings"]`` names those (``catchment_below_base``). For ``facility_minutes`` and
        ``origin_minutes`` of :func:`floating_catchment` (Luo and Whippo 2012).

    Raises
    ------
    InvalidInput
        Unless exactly one of ``population`` and ``supply`` is given; for amounts that are missing
        or negative and sizes that do not rise.

    Examples
    --------
    Each village is a minute from the next: 350 people are nowhere within half a minute.

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
    >>> sizes = catchment_sizes(roads, homes, doctors, enough=350, population="people",
    ...                         sizes=[0.5, 1.5, 3.0])
    >>> sizes.tolist()
    [1.5, 3.0]
    """
    import pandas as pd

    from sozialraum.core.tables import ColumnResult

    enough = require_number(enough, "enough")
    if (population is None) == (supply is None):
        argument, other = (
            ("supply", "population") if supply is not None else ("population", "supply")
        )
        raise invalid_argument(
            argument, f"and {other}: exactly one of them says whose catchment grows"
        )
    most = float("inf")
    asked = ask(
        graph,
        origins,
        facilities,
        minutes,
        How(direction, most, radius, off_road_kmh, threads, progress),
    )
    if population is not None:
        amounts, growing = amounts_of(asked.of_origins, population, "population"), asked.facilities
    else:
        assert supply is not None
        amounts, growing = amounts_of(asked.of_facilities, supply, "supply"), asked.origins
    sizes_found, findings = _access.catchment_sizes(
        asked.pairs,
        population is not None,
        amounts,
        enough,
        _sizes(sizes),
    )
    series = pd.Series(sizes_found, index=growing.index, name="catchment_minutes")
    states = asked.states(
        of_facilities=population is not None, none="below_base", values=sizes_found
    )
    told = how("catchment sizes", direction)
    return ColumnResult.of(series, findings, told, state=states)


def _sizes(sizes: Sequence[float]) -> list[float]:
    given = list_items(sizes)
    if given is None:
        message = f"is {shown(sizes)}; a list of minutes is needed"
        raise invalid_argument("sizes", message, "say [10, 20, 30]")
    return [require_number(size, "sizes") for size in given]
