"""Who will probably go where, if size attracts and distance deters?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sozialraum._core import access as _access
from sozialraum.access.amounts import amounts_of
from sozialraum.access.decay import Decay, decay_of
from sozialraum.core.door import require_flag, require_number
from sozialraum.core.result import Result, unsaid
from sozialraum.reach.asked import How, ask
from sozialraum.reach.ends import how, limit_of
from sozialraum.reach.times import pair_table

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.core.points import Places
    from sozialraum.network import RoadGraph
    from sozialraum.reach.ends import Direction, Progress


@dataclass(frozen=True, repr=False)
class Huff(Result):
    """Who will probably go where, if size attracts and distance deters.

    Attributes
    ----------
    visitors : pandas.Series
        People expected to choose each facility.
    attraction : pandas.Series
        By origin, what all facilities in reach draw together: sum of S ** exponent * decay(t); 0 =
        nothing in reach, NaN = off the road network.
    shares : pandas.DataFrame or None
        Columns ``origin``, ``facility``, ``minutes``, ``share``: the part of the origin's people
        that chooses the facility; the shares of an origin sum up to 1. Only if asked for.
    method : str
        ``"Huff"``.
    direction : {"to_facility", "from_facility"}
    findings : list of Finding
        ``origin_without_facility``, whose people go nowhere, and those of the snapping.
    """

    visitors: pd.Series
    attraction: pd.Series
    shares: pd.DataFrame | None = None
    method: str = "Huff"
    direction: Direction = "to_facility"
    findings: list[Finding] = field(default_factory=list)


def huff(
    graph: RoadGraph | None = None,
    origins: Places | None = None,
    facilities: Places | None = None,
    *,
    population: str | Sequence[float] | pd.Series,
    supply: str | Sequence[float] | pd.Series,
    limit: float,
    decay: Decay | None = None,
    size_exponent: float = 1.0,
    shares: bool = False,
    direction: Direction = "to_facility",
    radius: float = 2000.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
    minutes: pd.DataFrame | None = None,
) -> Huff:
    """Who will probably go where, if size attracts and distance deters?

    Parameters
    ----------
    graph : RoadGraph
    origins, facilities : geopandas.GeoDataFrame or pandas.Index
        Points in any CRS, or nodes of the graph.
    population, supply : str, sequence or Series
        People per origin and size of the facilities, such as square metres or places: a column, or
        numbers in the order of the rows.
    limit : float
        Minutes; nobody goes further.
    decay : Decay, optional
        How much less a facility draws by its distance; None = Huff's own, minutes ** -2 from one
        minute on.
    size_exponent : float
        A facility draws by size ** exponent, 0 to 10.
    shares : bool
        Also tell the share of every pair of origin and facility: a row each.
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
    Huff

    Raises
    ------
    InvalidInput
        For amounts that are missing or negative and names that occur twice.

    Notes
    -----
    Huff (1963): the share p = S ** a * decay(t) / (sum of the same over all facilities in reach) of
    an origin's people chooses a facility. How full it is does not matter; where supply has to be
    shared, ask :func:`floating_catchment`.

    Examples
    --------
    A market of 1 and one of 9 on a road of 40 minutes, somebody after 10 minutes: the large one is
    thrice as far and draws by 9 / 3 ** 2 as much:

    >>> import geopandas as gpd
    >>> from shapely import LineString
    >>> from sozialraum import network
    >>> roads = network.RoadGraph.from_edges(gpd.GeoDataFrame(
    ...     {"u": [0, 1], "v": [1, 2], "minutes": [10.0, 30.0], "metres": [9e3, 27e3]},
    ...     geometry=[LineString([(9.0, 52), (9.1, 52)]), LineString([(9.1, 52), (9.4, 52)])],
    ...     crs="EPSG:4326"))
    >>> nodes = roads.to_nodes()
    >>> found = huff(roads, nodes.loc[[1]], nodes.loc[[0, 2]], population=[80], supply=[1, 9],
    ...     limit=60)
    >>> found.visitors.tolist()
    [40.0, 40.0]
    """
    import pandas as pd

    from sozialraum.core.tables import TableResult

    decay, most = decay_of(decay), limit_of(limit)
    size_exponent = require_number(size_exponent, "size_exponent")
    shares = require_flag(shares, "shares")
    asked = ask(
        graph,
        origins,
        facilities,
        minutes,
        How(direction, most, radius, off_road_kmh, threads, progress),
    )
    people = amounts_of(asked.of_origins, population, "population")
    sizes = amounts_of(asked.of_facilities, supply, "supply")
    visitors, attraction, pairs, share, findings = _access.huff(
        asked.pairs, people, sizes, decay or Decay.power(1.0, 2.0, 1.0), size_exponent, shares
    )
    table = None
    if shares:
        table = pair_table(pairs, asked).assign(share=share)
        with unsaid():  # said once, with the whole answer
            table = TableResult.of(table, findings, how("Huff", direction))
    return Huff(
        visitors=pd.Series(visitors, index=asked.facilities.index, name="visitors"),
        attraction=pd.Series(attraction, index=asked.origins.index, name="attraction"),
        shares=table,
        direction=direction,
        findings=findings,
    )
