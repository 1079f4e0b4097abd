"""Who gets where, in how many minutes?

Every function takes places as GeoDataFrames of points in any CRS. Their index names them: results
have it as it is, findings and files as text.
Minutes start and end at the place itself: the way to the road is part of them. ``direction`` says
who travels: ``"to_facility"`` (people go to the school) or ``"from_facility"`` (the fire brigade
comes). NaN means not reachable within the limit, or off the road network; findings tell which.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from sozialraum._core import reach as _reach
from sozialraum._place_names import PlaceNames
from sozialraum.core import (
    Finding,
    InvalidInput,
    Place,
    Severity,
    label_text,
    list_items,
    require_choice,
    require_count,
    require_flag,
    require_number,
    require_path,
    shown,
    unknown_name,
)
from sozialraum.network import RoadGraph, lon_lat, snapped

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    import pandas as pd

    from sozialraum._core import network as _network
    from sozialraum.network import Places
    from sozialraum.spatial import Weights

    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]

Direction = Literal["to_facility", "from_facility"]
Progress = Callable[[int, int], None]

_DIRECTIONS = ("to_facility", "from_facility")
_CATCHMENTS = ("2SFCA", "E2SFCA", "M2SFCA", "3SFCA", "BFCA", "availability")
_BOTH_WAYS = ("mean", "faster", "slower", "there")

#: Pairs that :func:`matrix` keeps in memory; 8 bytes each.
LARGEST_TABLE = 50_000_000

__all__ = [
    "Decay",
    "FloatingCatchment",
    "Huff",
    "MatrixFile",
    "Nearest",
    "catchment_sizes",
    "floating_catchment",
    "huff",
    "matrix",
    "minutes_to_nearest",
    "opportunities",
    "paths",
    "straight_line_minutes",
    "travel_time_weights",
    "travel_times",
]

Decay = _reach.Decay
"""How much a facility counts by its distance: ``Decay.steps([(10, 1), (20, .68), (30, .22)])``,
``Decay.exponential(rate)``, ``Decay.gaussian(sd)``, ``Decay.power(scale, exponent, minimum)``,
``Decay.linear(end)``, ``Decay.logistic(middle, steepness)``; all in minutes."""


@dataclass(frozen=True)
class Nearest:
    """The nearest facilities of each origin.

    Attributes
    ----------
    minutes : pandas.DataFrame
        Origins x rank (1 = nearest); NaN where there is none.
    facility : pandas.DataFrame
        Same shape; the facility's label in the index of facilities, None where there is none.
    method : {"road-network", "straight-line"}
        How the minutes were measured. Every output should say so.
    direction : {"to_facility", "from_facility"}
    findings : list of Finding
        ``origin_off_network``, ``facility_off_network``, ``origin_without_facility``, ...
    """

    minutes: pd.DataFrame
    facility: pd.DataFrame
    method: str
    direction: str
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class FloatingCatchment:
    """Supply per person when those who share a facility are counted.

    Attributes
    ----------
    access : pandas.Series
        Supply per person by origin; 0 = nothing in the catchment, NaN = off the road network.
    ratio : pandas.Series
        Supply per person in each facility's catchment; NaN if nobody lives in it.
    method : str
    direction : {"to_facility", "from_facility"}
    findings : list of Finding
        ``facility_without_demand`` and those of the snapping.
    """

    access: pd.Series
    ratio: pd.Series
    method: str
    direction: str
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Huff:
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


@dataclass(frozen=True)
class MatrixFile:
    """A table of travel times on disk.

    Attributes
    ----------
    path : pathlib.Path
        Parquet with the columns ``origin``, ``facility`` (text) and ``minutes``, by origin; its
        metadata tell under ``sozialraum`` how the minutes came about.
    pairs : int
        Rows.
    findings : list of Finding
    """

    path: Path
    pairs: int
    findings: list[Finding] = field(default_factory=list)


def minutes_to_nearest(
    graph: RoadGraph,
    origins: Places,
    facilities: Places,
    *,
    k: int = 2,
    limit: float | None = None,
    direction: Direction = "to_facility",
    radius: float = 2000.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
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

    Returns
    -------
    Nearest

    Raises
    ------
    InvalidInput
        Without CRS, for names that occur twice, ``k`` below 1, a negative limit.
    """
    _travel(direction, radius, off_road_kmh, threads)
    k = require_count(k, "k", least=1)
    most = _limit(limit)
    ends = _on_roads(graph, origins, facilities, radius, off_road_kmh)
    found = _reach.minutes_to_nearest(*ends.pair, k, direction, most, threads, progress)
    return _nearest(
        (*found, k),
        (ends.origins, ends.facilities),
        known=ends.here.columns()["edge"] >= 0,
        method="road-network",
        direction=direction,
        findings=ends.findings,
    )


def straight_line_minutes(
    origins: gpd.GeoDataFrame,
    facilities: gpd.GeoDataFrame,
    *,
    speed_kmh: float,
    detour: float = 1.3,
    k: int = 2,
    limit: float | None = None,
) -> Nearest:
    """How many minutes would it be if roads ran straight? A fallback that says so.

    Parameters
    ----------
    origins, facilities : geopandas.GeoDataFrame
        Points in any CRS.
    speed_kmh : float
        Of the whole way.
    detour : float
        How much longer the road is than the straight line; at least 1.
    k : int
        How many facilities to name.
    limit : float, optional
        Minutes, detour included.

    Returns
    -------
    Nearest
        With ``method == "straight-line"``. Rivers, valleys and borders are ignored.

    Raises
    ------
    InvalidInput
        Without CRS, for a speed that is not positive, a detour below 1, ``k`` below 1.

    Examples
    --------
    >>> import geopandas as gpd
    >>> home = gpd.GeoDataFrame(index=["home"], geometry=gpd.points_from_xy([9.36], [52.10]),
    ...                         crs="EPSG:4326")
    >>> kitas = gpd.GeoDataFrame(index=["A", "B"],
    ...                          geometry=gpd.points_from_xy([9.36, 9.36], [52.20, 52.11]),
    ...                          crs="EPSG:4326")
    >>> nearest = straight_line_minutes(home, kitas, speed_kmh=50)
    >>> nearest.minutes.round(2).loc["home"].tolist(), nearest.facility.loc["home"].tolist()
    ([1.74, 17.36], ['B', 'A'])
    """
    k = require_count(k, "k", least=1)
    speed_kmh, detour = (
        require_number(speed_kmh, "speed_kmh"),
        require_number(detour, "detour"),
    )
    most = _limit(limit)
    here, origin_names = lon_lat(origins, "origins")
    there, facility_names = lon_lat(facilities, "facilities")
    found = _reach.straight_line_minutes(here, there, k, speed_kmh, detour, most)
    placed, facility_placed = _placed(here), _placed(there)
    return _nearest(
        (*found, k),
        (origin_names, facility_names),
        known=placed,
        method="straight-line",
        direction="to_facility",
        findings=[
            *_without_position(placed, origin_names, "origin"),
            *_without_position(facility_placed, facility_names, "facility"),
            *no_facilities(facility_names),
        ],
    )


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
    _travel(direction, radius, off_road_kmh, threads)
    most = _limit(limit)
    ends = _on_roads(graph, origins, facilities, radius, off_road_kmh)
    times = _reach.travel_times(*ends.pair, direction, most, threads, progress)
    frame = _pair_table(times, ends)
    frame.attrs = _told("road-network", direction, ends.findings)
    return frame


@overload
def matrix(
    graph: RoadGraph,
    origins: Places,
    facilities: Places,
    *,
    limit: float | None = ...,
    k: None = ...,
    path: None = ...,
    direction: Direction = ...,
    radius: float = ...,
    off_road_kmh: float = ...,
    threads: int = ...,
    progress: Progress | None = ...,
) -> pd.DataFrame: ...


@overload
def matrix(
    graph: RoadGraph,
    origins: Places,
    facilities: Places,
    *,
    limit: float | None = ...,
    k: int | None = ...,
    path: str | os.PathLike[str],
    direction: Direction = ...,
    radius: float = ...,
    off_road_kmh: float = ...,
    threads: int = ...,
    progress: Progress | None = ...,
) -> MatrixFile: ...


def matrix(
    graph: RoadGraph,
    origins: Places,
    facilities: Places,
    *,
    limit: float | None = None,
    k: int | None = None,
    path: str | os.PathLike[str] | None = None,
    direction: Direction = "to_facility",
    radius: float = 2000.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
) -> pd.DataFrame | MatrixFile:
    """How long does every origin need to every facility?

    Parameters
    ----------
    graph : RoadGraph
        Prepare it (``graph.prepare()``): the same minutes, hundreds of times sooner.
    origins, facilities : geopandas.GeoDataFrame
        Points in any CRS.
    limit : float, optional
        Minutes; longer times are left out.
    k : int, optional
        With ``path``: only the ``k`` nearest facilities of each origin, the nearest first.
    path : path-like, optional
        Write the pairs to this Parquet file instead, block by block, so that nothing larger than
        memory is held. The file appears when it is complete. Needs pyarrow.
    direction, radius, off_road_kmh, threads, progress
        As in :func:`minutes_to_nearest`.

    Returns
    -------
    pandas.DataFrame or MatrixFile
        Minutes, origins x facilities; NaN where there is no way within the limit, or off the road
        network; ``.attrs["findings"]`` lists what should be said. With ``path`` a MatrixFile; pairs
        without minutes are not written.

    Raises
    ------
    InvalidInput
        Without ``path`` for more than ``reach.LARGEST_TABLE`` pairs or with ``k``; otherwise as
        :func:`minutes_to_nearest`.

    Notes
    -----
    RPHAST (Delling et al. 2011) on a prepared graph, one Dijkstra a place of one list otherwise.
    With a small limit :func:`travel_times`, for the nearest alone :func:`minutes_to_nearest` hold
    far less.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely import LineString, Point
    >>> from sozialraum import network
    >>> roads = network.RoadGraph.from_edges(gpd.GeoDataFrame(
    ...     {"u": [0, 1], "v": [1, 2], "minutes": [10.0, 5.0], "metres": [8000.0, 4000.0]},
    ...     geometry=[LineString([(9.0, 52), (9.1, 52)]), LineString([(9.1, 52), (9.2, 52)])],
    ...     crs="EPSG:4326"))
    >>> homes = gpd.GeoDataFrame(index=["Aue"], geometry=[Point(9.0, 52)], crs="EPSG:4326")
    >>> schools = gpd.GeoDataFrame(index=["Nord", "Ost"],
    ...                            geometry=[Point(9.1, 52), Point(9.2, 52)], crs="EPSG:4326")
    >>> matrix(roads, homes, schools).loc["Aue"].tolist()
    [10.0, 15.0]
    """
    import pandas as pd

    _travel(direction, radius, off_road_kmh, threads)
    most = _limit(limit)
    k = None if k is None else require_count(k, "k", least=1)
    if path is None:
        _fits_in_memory(graph, _length(origins), _length(facilities), k)
    else:
        require_path(path, "path")
    ends = _on_roads(graph, origins, facilities, radius, off_road_kmh)
    if path is None:
        minutes = _reach.matrix(*ends.pair, direction, most, threads, progress)
        rows, columns = ends.origins.index, ends.facilities.index
        shape = (len(rows), len(columns))
        table = pd.DataFrame(minutes.reshape(shape), index=rows, columns=columns)
        table.attrs = _told("road-network", direction, ends.findings)
        return table
    manifest = {
        "minutes": "road-network",
        "direction": direction,
        "limit_minutes": None if np.isinf(most) else most,
        "nearest": k,
        "radius_metres": float(radius),
        "off_road_kmh": float(off_road_kmh),
        "origins": len(ends.here),
        "facilities": len(ends.there),
        "graph_nodes": graph.node_count,
        "graph_edges": graph.edge_count,
    }
    pairs = _write_matrix(path, ends, manifest, (direction, most, k), threads, progress)
    return MatrixFile(Path(path), pairs, ends.findings)


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

    _travel(direction, radius, off_road_kmh, threads)
    decay, most = _decay(decay), _limit(limit)
    ends = _on_roads(graph, origins, facilities, radius, off_road_kmh)
    sizes = np.ones(len(ends.there)) if weight is None else amounts_of(facilities, weight, "weight")
    values = _reach.opportunities(*ends.pair, sizes, decay, direction, most, threads, progress)
    series = pd.Series(values, index=ends.origins.index, name="opportunities")
    series.attrs = _told("opportunities", direction, ends.findings)
    return series


def floating_catchment(
    graph: RoadGraph,
    origins: Places,
    facilities: Places,
    *,
    population: str | Sequence[float] | pd.Series,
    supply: str | Sequence[float] | pd.Series,
    limit: float,
    method: Literal["2SFCA", "E2SFCA", "M2SFCA", "3SFCA", "BFCA", "availability"] = "2SFCA",
    decay: Decay | None = None,
    facility_minutes: Sequence[float] | pd.Series | None = None,
    origin_minutes: Sequence[float] | pd.Series | None = None,
    population_exponent: float = 1.0,
    direction: Direction = "to_facility",
    radius: float = 2000.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
) -> FloatingCatchment:
    """How much supply is there per person, if those who share a facility are counted?

    Parameters
    ----------
    graph : RoadGraph
    origins, facilities : geopandas.GeoDataFrame
        Points in any CRS.
    population, supply : str, sequence or Series
        People per origin and places per facility: a column, or numbers in the order of the rows.
    limit : float
        Minutes; the edge of the catchment.
    method : {"2SFCA", "E2SFCA", "M2SFCA", "3SFCA", "BFCA", "availability"}
        Luo and Wang (2003); Luo and Qi (2009), needs a ``decay``; Delamater (2013); Wan et al.
        (2012); Páez et al. (2019); Soukhov et al. (2023), whose access is places in all, not per
        person.
    decay : Decay, optional
        Weight by distance, in both steps; None = 1 up to the limit.
    facility_minutes, origin_minutes : sequence or Series, optional
        Catchments of different size, of :func:`catchment_sizes`: minutes a facility, which bound
        step 1, and an origin, which bound step 2; one list alone bounds both. For 2SFCA, E2SFCA,
        M2SFCA and availability.
    population_exponent : float
        Availability: people count P ** exponent.
    direction, radius, off_road_kmh, threads, progress
        As in :func:`minutes_to_nearest`.

    Returns
    -------
    FloatingCatchment

    Raises
    ------
    InvalidInput
        For amounts that are missing or negative, names that occur twice, ``E2SFCA`` without decay.

    Notes
    -----
    No table of pairs is made, so memory grows with the places alone.
    """
    import pandas as pd

    _travel(direction, radius, off_road_kmh, threads)
    require_choice(method, "method", _CATCHMENTS)
    decay, most = _decay(decay), _limit(limit)
    population_exponent = require_number(population_exponent, "population_exponent")
    if method == "E2SFCA" and decay is None:
        raise _wrong("decay", "is missing; E2SFCA weights by distance", "give Decay.steps(...)")
    ends = _on_roads(graph, origins, facilities, radius, off_road_kmh)
    people = amounts_of(origins, population, "population")
    places = amounts_of(facilities, supply, "supply")
    none = np.empty(0)
    access, ratio, findings = _reach.floating_catchment_on_roads(
        *ends.pair,
        people,
        places,
        method,
        decay or Decay.steps([(most, 1.0)]),
        none
        if facility_minutes is None
        else amounts_of(facilities, facility_minutes, "facility_minutes"),
        none if origin_minutes is None else amounts_of(origins, origin_minutes, "origin_minutes"),
        population_exponent,
        ends.facilities.texts,
        direction,
        most,
        threads,
        progress,
    )
    return FloatingCatchment(
        access=pd.Series(access, index=ends.origins.index, name="access"),
        ratio=pd.Series(ratio, index=ends.facilities.index, name="ratio"),
        method=method,
        direction=direction,
        findings=[*ends.findings, *findings],
    )


def huff(
    graph: RoadGraph,
    origins: Places,
    facilities: Places,
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

    _travel(direction, radius, off_road_kmh, threads)
    decay, most = _decay(decay), _limit(limit)
    size_exponent = require_number(size_exponent, "size_exponent")
    shares = require_flag(shares, "shares")
    ends = _on_roads(graph, origins, facilities, radius, off_road_kmh)
    people = amounts_of(origins, population, "population")
    sizes = amounts_of(facilities, supply, "supply")
    law = (decay or Decay.power(1.0, 2.0, 1.0), size_exponent, ends.origins.texts)
    table = None
    if shares:
        times = _reach.travel_times(*ends.pair, direction, most, threads, progress)
        visitors, attraction, share, findings = _reach.huff(times, people, sizes, *law)
        table = _pair_table(times, ends).assign(share=share)
        table.attrs = _told("Huff", direction, [*ends.findings, *findings])
    else:
        visitors, attraction, _, findings = _reach.huff_on_roads(
            *ends.pair, people, sizes, *law, direction, most, threads, progress
        )
    return Huff(
        visitors=pd.Series(visitors, index=ends.facilities.index, name="visitors"),
        attraction=pd.Series(attraction, index=ends.origins.index, name="attraction"),
        shares=table,
        direction=direction,
        findings=[*ends.findings, *findings],
    )


def catchment_sizes(
    graph: RoadGraph,
    origins: Places,
    facilities: Places,
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
    """
    import pandas as pd

    _travel(direction, radius, off_road_kmh, threads)
    enough = require_number(enough, "enough")
    if (population is None) == (supply is None):
        argument, other = (
            ("supply", "population") if supply is not None else ("population", "supply")
        )
        raise _wrong(argument, f"and {other}: exactly one of them says whose catchment grows")
    ends = _on_roads(graph, origins, facilities, radius, off_road_kmh)
    if population is not None:
        amounts, growing = amounts_of(origins, population, "population"), ends.facilities
    else:
        assert supply is not None
        amounts, growing = amounts_of(facilities, supply, "supply"), ends.origins
    minutes, findings = _reach.catchment_sizes(
        *ends.pair,
        population is not None,
        amounts,
        enough,
        _sizes(sizes),
        growing.texts,
        direction,
        threads,
        progress,
    )
    series = pd.Series(minutes, index=growing.index, name="catchment_minutes")
    series.attrs = _told("catchment sizes", direction, [*ends.findings, *findings])
    return series


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

    _travel(direction, radius, off_road_kmh, threads)
    k = require_count(k, "k", least=1)
    most = _limit(limit)
    ends = _on_roads(graph, origins, facilities, radius, off_road_kmh)
    if pairs is None:
        _, numbers = _reach.minutes_to_nearest(*ends.pair, k, direction, most, threads, None)
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
    table.attrs = _told("road-network", direction, ends.findings)
    return table


def travel_time_weights(
    graph: RoadGraph,
    places: Places,
    *,
    limit: float,
    k: int | None = None,
    decay: Decay | None = None,
    both_ways: Literal["mean", "faster", "slower", "there"] = "mean",
    radius: float = 2000.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
) -> Weights:
    """Who are an area's neighbours by road, and how near are they?

    Parameters
    ----------
    graph : RoadGraph
    places : geopandas.GeoDataFrame or pandas.Index
        One point an area, such as its population centre; the index holds the area codes. Or nodes
        of the graph.
    limit : float
        Minutes; areas further apart are no neighbours.
    k : int, optional
        Only the ``k`` nearest of those; such neighbours need not be mutual.
    decay : Decay, optional
        How much a neighbour counts by its time; None = 1. A weight of 0 is no neighbour.
    both_ways : {"mean", "faster", "slower", "there"}
        Which of the two directions counts; all but "there" are symmetric.
    radius, off_road_kmh, threads, progress
        As in :func:`minutes_to_nearest`.

    Returns
    -------
    sozialraum.spatial.Weights
        For smoothing, Moran's I and regions, where a river divides what touches on the map. Areas
        off the road network, or with nobody in reach, are islands, told in its ``findings``.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely import LineString, Point
    >>> from sozialraum import network
    >>> roads = network.RoadGraph.from_edges(gpd.GeoDataFrame(
    ...     {"u": [0, 1], "v": [1, 2], "minutes": [10.0, 30.0], "metres": [8000.0, 9000.0]},
    ...     geometry=[LineString([(9.0, 52), (9.1, 52)]), LineString([(9.1, 52), (9.2, 52)])],
    ...     crs="EPSG:4326"))
    >>> towns = gpd.GeoDataFrame(index=["Aue", "Berg", "Cronau"], crs="EPSG:4326",
    ...                          geometry=[Point(9.0, 52), Point(9.1, 52), Point(9.2, 52)])
    >>> travel_time_weights(roads, towns, limit=20, decay=Decay.linear(40)).neighbours("Aue")
    Berg    0.75
    Name: Aue, dtype: float64
    """
    from sozialraum.spatial import Weights

    _travel("to_facility", radius, off_road_kmh, threads)
    require_choice(both_ways, "both_ways", _BOTH_WAYS)
    decay, most = _decay(decay), _limit(limit)
    k = None if k is None else require_count(k, "k", least=1)
    snaps, names = snapped(graph, places, "places", radius, off_road_kmh)
    return Weights._of(
        _reach.travel_time_weights(
            graph._core,
            graph._hierarchy,
            snaps,
            names.texts,
            most,
            k or 0,
            decay,
            both_ways,
            threads,
            progress,
        )
    )


# ---- between pandas and the core


def _wrong(argument: str, trouble: str, hint: str = "") -> InvalidInput:
    return InvalidInput(
        Finding(
            code="invalid_argument",
            message=trouble,
            severity=Severity.WARNING,
            place=Place(argument=argument),
            hint=hint,
        )
    )


def _travel(direction: str, radius: float, off_road_kmh: float, threads: int) -> None:
    """Refuse what cannot say who travels, how a place is linked, or with how many threads."""
    require_choice(direction, "direction", _DIRECTIONS)
    require_number(radius, "radius")
    require_number(off_road_kmh, "off_road_kmh")
    require_count(threads, "threads")


def _decay(decay: Decay | None) -> Decay | None:
    if decay is None or isinstance(decay, Decay):
        return decay
    raise _wrong(
        "decay", f"is {decay!r}; a Decay is needed", "make one with Decay.gaussian(10), for example"
    )


def _sizes(sizes: Sequence[float]) -> list[float]:
    given = list_items(sizes)
    if given is None:
        message = f"is {shown(sizes)}; a list of minutes is needed"
        raise _wrong("sizes", message, "say [10, 20, 30]")
    return [require_number(size, "sizes") for size in given]


@dataclass(frozen=True)
class _Ends:
    """Both ends of a question: on the roads, by name, and what should be said about them."""

    graph: RoadGraph
    here: _network.Snaps
    there: _network.Snaps
    origins: PlaceNames
    facilities: PlaceNames
    findings: list[Finding]

    @property
    def pair(self) -> tuple[Any, Any, Any, Any]:
        """What every search of the core begins with."""
        return self.graph._core, self.graph._hierarchy, self.here, self.there


def _on_roads(
    graph: RoadGraph, origins: Places, facilities: Places, radius: float, off_road_kmh: float
) -> _Ends:
    here, origin_names = snapped(graph, origins, "origins", radius, off_road_kmh)
    there, facility_names = snapped(graph, facilities, "facilities", radius, off_road_kmh)
    findings = [
        *here.findings(origin_names.texts, "origin"),
        *there.findings(facility_names.texts, "facility"),
        *no_facilities(facility_names),
    ]
    return _Ends(graph, here, there, origin_names, facility_names, findings)


def no_facilities(names: PlaceNames, argument: str = "facilities") -> list[Finding]:
    """What to say if there are no facilities at all; `argument` is the list that is empty."""
    if names.texts:
        return []
    return [
        Finding(
            code="no_facilities",
            message="there are no facilities at all, so nobody reaches one",
            severity=Severity.WARNING,
            place=Place(argument=argument),
            hint="was a filter too narrow, or a file empty?",
        )
    ]


def _told(method: str, direction: str, findings: list[Finding]) -> dict[Any, Any]:
    """How a table was measured, for its ``.attrs``."""
    return {"method": method, "direction": direction, "findings": findings}


def _limit(limit: float | None) -> float:
    return float("inf") if limit is None else require_number(limit, "limit", least=0.0)


def _pair_table(times: _reach.TravelTimes, ends: _Ends) -> pd.DataFrame:
    import pandas as pd

    origin, facility, minutes = times.columns()
    return pd.DataFrame(
        {
            "origin": ends.origins.labels(origin),
            "facility": ends.facilities.labels(facility),
            "minutes": minutes,
        }
    )


def _pair_rows(
    pairs: pd.DataFrame | Sequence[tuple[object, object]], ends: _Ends
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
            raise _wrong("pairs", message, '[("A", "B")]')
        if isinstance(pairs, np.ndarray) and pairs.ndim == 2:
            rows = [tuple(row) for row in rows]
        odd = [row for row in rows if not isinstance(row, tuple | list) or len(row) != 2]
        if odd:
            message = f"holds {shown(odd[0])}; names of origin and facility are needed"
            raise _wrong("pairs", message, '[("A", "B")]')
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


def _length(places: object) -> int:
    """0 for what is no list of places: who snaps it says so."""
    try:
        return len(places)  # type: ignore[arg-type]
    except TypeError:
        return 0


def _fits_in_memory(graph: RoadGraph, origins: int, facilities: int, k: int | None) -> None:
    if k is not None:
        raise _wrong("k", "is for files", "give path=..., or ask reach.minutes_to_nearest")
    if origins * facilities <= LARGEST_TABLE:
        return
    _, size, seconds = _reach.estimate_matrix(graph._core, graph._hierarchy, origins, facilities)
    raise _wrong(
        "origins",
        f"x facilities are {origins} x {facilities} = {origins * facilities} pairs, about "
        f"{2 * size / 1e9:.1f} GB; at most {LARGEST_TABLE} are kept in memory",
        f"give path='times.parquet' (about {seconds:.0f} s of one core), or ask "
        "reach.travel_times within a limit or reach.minutes_to_nearest",
    )


def _write_matrix(
    path: str | os.PathLike[str],
    ends: _Ends,
    manifest: dict[str, Any],
    question: tuple[Direction, float, int | None],
    threads: int,
    progress: Progress | None,
) -> int:
    from sozialraum._matrix_file import MatrixFileWriter

    direction, limit, k = question
    pair = ends.pair
    with MatrixFileWriter(path, ends.origins.texts, ends.facilities.texts, manifest) as file:
        if k is None:
            _reach.matrix_pairs(*pair, direction, limit, 1 << 26, threads, progress, file.append)
        else:
            minutes, numbers = _reach.minutes_to_nearest(
                *pair, k, direction, limit, threads, progress
            )
            there = np.flatnonzero(numbers >= 0)
            for rows in np.array_split(there, max(1, len(there) >> 22)):
                file.append(
                    (rows // k).astype(np.int32), numbers[rows].astype(np.int32), minutes[rows]
                )
    return file.pairs


def _index_of(places: Places) -> pd.Index:
    import pandas as pd

    return places if isinstance(places, pd.Index) else places.index


def amounts_of(places: Places, amounts: str | Sequence[float] | pd.Series, argument: str) -> Floats:
    """Numbers in the order of the rows; of a Series by its index."""
    import pandas as pd

    index = _index_of(places)
    if isinstance(amounts, str):
        if isinstance(places, pd.Index):
            raise _wrong(argument, f"names the column '{amounts}', but nodes have no columns")
        if amounts not in places.columns:
            columns = [str(c) for c in places.columns]
            raise unknown_name("column", amounts, columns, Place(argument=argument))
        values = _floats(places[amounts], argument)
    elif isinstance(amounts, pd.Series):
        wanted = amounts.reindex(index) if not amounts.index.has_duplicates else None
        if wanted is None or not amounts.index.isin(index).all():
            raise _wrong(argument, "has another index than the places it belongs to")
        values = _floats(wanted, argument)
    else:
        values = _floats(amounts, argument)
    if len(values) != len(places):
        raise _wrong(argument, f"has {len(values)} values for {len(places)} places")
    bad = ~(np.isfinite(values) & (values >= 0))
    if bad.any():
        who = label_text(index[bad][0])
        raise _wrong(
            argument,
            f"is {values[bad][0]} at '{who}'",
            "missing or negative amounts cannot be shared; fill or leave them out",
        )
    return values


def _floats(amounts: Any, argument: str) -> Floats:
    try:
        values = np.asarray(amounts, dtype=float)
    except OverflowError:  # a whole number of hundreds of digits
        raise _wrong(argument, "holds a number that is too large") from None
    except (TypeError, ValueError):
        values = np.empty(())
    if values.ndim != 1:
        raise _wrong(argument, "holds no numbers", "give one number a place, or name their column")
    return values


def _placed(degrees: tuple[Floats, Floats]) -> npt.NDArray[np.bool_]:
    return np.isfinite(degrees[0]) & np.isfinite(degrees[1])


def _without_position(placed: npt.NDArray[np.bool_], names: PlaceNames, what: str) -> list[Finding]:
    if placed.all():
        return []
    missing = tuple(name for name, there in zip(names.texts, placed, strict=True) if not there)
    return [
        Finding(
            code=f"{what}_without_position",
            message=f"{len(missing)} of {len(placed)} have no coordinates",
            severity=Severity.WARNING,
            hint="leave them out or look their address up",
            areas=missing,
        )
    ]


def _nearest(
    answer: tuple[Floats, Integers, int],
    names: tuple[PlaceNames, PlaceNames],
    *,
    known: npt.NDArray[np.bool_],
    method: str,
    direction: str,
    findings: list[Finding],
) -> Nearest:
    """The answer by the names of origins and facilities; `known` = the origin can be measured."""
    import pandas as pd

    flat, numbers, k = answer
    origins, facilities = names
    minutes = flat.reshape(-1, k)
    lost = tuple(origins.texts[row] for row in np.flatnonzero(known & np.isnan(minutes[:, 0])))
    if lost:
        findings.append(
            Finding(
                code="origin_without_facility",
                message=f"{len(lost)} of {len(minutes)} reach no facility",
                severity=Severity.WARNING,
                hint="widen the limit, or check whether the facilities are on the network",
                areas=lost,
            )
        )
    ranks = pd.RangeIndex(1, k + 1, name="rank")
    of_rank = dict(zip(ranks, numbers.reshape(-1, k).T, strict=True))
    named = {rank: facilities.labels(rows) for rank, rows in of_rank.items()}
    return Nearest(
        minutes=pd.DataFrame(minutes, index=origins.index, columns=ranks),
        facility=pd.DataFrame(named, index=origins.index).set_axis(ranks, axis=1),
        method=method,
        direction=direction,
        findings=findings,
    )
