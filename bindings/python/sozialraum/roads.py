"""One road network of one mode, and every question an analyst asks of it.

    roads = sozialraum.Network.from_osm("liechtenstein.osm.pbf", mode="bicycle")
    nearest = roads.minutes_to_nearest(homes, schools)      # GeoDataFrame in the CRS of the homes

A :class:`Network` keeps together what belongs together: the graph, the speed table behind its
minutes, and where it came from. It computes nothing itself: every method hands its question to
``osm``, ``network``, ``reach``, ``isochrone`` or ``siting`` and dresses the answer. (It builds on
all of these, so it lives in none of them.)
"""

from __future__ import annotations

import contextlib
import inspect
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import numpy as np

from sozialraum import access, isochrone, reach, siting
from sozialraum.access.amounts import amounts_of
from sozialraum.core import (
    Finding,
    Place,
    Severity,
    require_choice,
    require_count,
    require_number,
    require_path,
    require_text,
)
from sozialraum.core.finding import invalid_argument
from sozialraum.core.points import PlaceNames, lon_lat
from sozialraum.core.result import Result, say, unsaid
from sozialraum.network import RoadGraph, SourceFile, snap

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from matplotlib.axes import Axes

    from sozialraum.core.points import Places
    from sozialraum.osm import Mode, SpeedTable
    from sozialraum.reach import Direction
    from sozialraum.siting import Siting

    Amounts = str | Sequence[float] | pd.Series

__all__ = ["Catchments", "Choices", "Network", "Sites"]

Progress = bool | Callable[[int, int], object] | None
"""False or None = silent; True = a line of text on standard error; or called with (done, total)."""

_Method = TypeVar("_Method", bound=Callable[..., Any])

_MODES = ("car", "bicycle", "foot")

_REWEIGHTED, _HILLS = " reweighted", " with hills"
"""Behind the name of a speed table whose times were changed, once a change."""

_GIVEN, _UNTOLD = "as given", "not told"
"""Instead of the name of a speed table: times came with the edges; a file is silent."""


def _options_of(question: Callable[..., Any]) -> Callable[[_Method], _Method]:
    """Show in a method's signature, in place of ``**options``, those of the function behind it."""

    def told(method: _Method) -> _Method:
        own, behind = inspect.signature(method), inspect.signature(question)
        named = [p for p in own.parameters.values() if p.kind is not p.VAR_KEYWORD]
        further = [
            p
            for p in behind.parameters.values()
            if p.kind is p.KEYWORD_ONLY and p.name not in own.parameters
        ]
        signature = own.replace(parameters=[*named, *further])
        setattr(method, "__signature__", signature)  # noqa: B010 (mypy knows no such attribute)
        return method

    return told


@dataclass(frozen=True, repr=False)
class Catchments(Result):
    """Supply per person when those who share a facility are counted.

    Attributes
    ----------
    origins : geopandas.GeoDataFrame
        Geometry of the origins and ``access``: supply per person; 0 = nothing in the catchment,
        NaN = off the road network.
    facilities : geopandas.GeoDataFrame
        Geometry of the facilities and ``ratio``: supply per person in the catchment of each; NaN if
        nobody lives in it.
    method : str
        Such as ``"2SFCA"``.
    findings : list of Finding
    """

    origins: gpd.GeoDataFrame
    facilities: gpd.GeoDataFrame
    method: str
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, repr=False)
class Choices(Result):
    """Who will probably go where, if size attracts and distance deters.

    Attributes
    ----------
    facilities : geopandas.GeoDataFrame
        Geometry of the facilities and ``visitors``: people expected to choose each.
    origins : geopandas.GeoDataFrame
        Geometry of the origins and ``attraction``: what all facilities in reach draw together; 0 =
        none, NaN = off the road network.
    shares : pandas.DataFrame or None
        Columns ``origin``, ``facility``, ``minutes``, ``share``, if asked for.
    findings : list of Finding
    """

    facilities: gpd.GeoDataFrame
    origins: gpd.GeoDataFrame
    shares: pd.DataFrame | None = None
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, repr=False)
class Sites(Result):
    """Where facilities should be, on the map.

    Attributes
    ----------
    sites : geopandas.GeoDataFrame
        The open sites of the best choice, in the CRS of the candidates: ``new`` (False = was there
        before), ``people`` (whom it serves).
    places : geopandas.GeoDataFrame
        Geometry of the demand, ``site`` (None = none) and ``minutes``.
    answer : Siting
        The list of choices with proof, bound and gap.
    findings : list of Finding
    """

    sites: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    answer: Siting
    findings: list[Finding] = field(default_factory=list)


class Network:
    """The roads of one mode with the speeds behind every minute.

    Make one with :meth:`from_osm`, :meth:`from_edges` or :meth:`load`. Places go in as
    GeoDataFrames of points in any CRS, and results come back with the same index in the same CRS;
    columns such as ``facility_1``, ``origin`` or ``site`` hold labels of those indexes. (Findings
    and files name places by text.)
    Every result carries in ``.attrs`` how it was measured: ``method``, ``mode``, ``speed_table``,
    ``direction``, ``source``, ``date``, and the ``findings``.

    Attributes
    ----------
    graph : RoadGraph
        For the functions of ``network`` and ``reach``.
    mode : str
        "car", "bicycle", "foot", or "" if not known.
    speed_table : str
        Name of the speed table behind all minutes; "as given" if the times came with the edges.
    speeds : SpeedTable or None
        The table itself.
    source, date : str
        Where the roads come from, and when they were as they are here.
    import_report : pandas.DataFrame or None
        What the importer dropped or repaired, counted by reason.
    findings : list of Finding

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely import LineString
    >>> edges = gpd.GeoDataFrame({"u": [1, 2], "v": [2, 3], "length": [684.0, 684.0],
    ...                           "speed_kmh": [41.04, 41.04]},
    ...                          geometry=[LineString([(9.24, 52.17), (9.25, 52.17)]),
    ...                                    LineString([(9.25, 52.17), (9.26, 52.17)])],
    ...                          crs="EPSG:4326")
    >>> roads = Network.from_edges(edges, source="made up")
    >>> roads
    Network(3 junctions, 2 roads, 1.4 km; speeds: as given; source: made up)
    >>> homes = gpd.GeoDataFrame(index=["west"], geometry=gpd.points_from_xy([9.24], [52.17]),
    ...                          crs="EPSG:4326").to_crs("EPSG:25832")
    >>> school = gpd.GeoDataFrame(index=["east"], geometry=gpd.points_from_xy([9.26], [52.17]),
    ...                           crs="EPSG:4326")
    >>> nearest = roads.minutes_to_nearest(homes, school, k=1)
    >>> round(float(nearest.loc["west", "minutes_1"]), 2), nearest.loc["west", "facility_1"]
    (2.0, 'east')
    >>> nearest.crs.to_epsg(), nearest.attrs["method"]
    (25832, 'road-network')
    """

    def __init__(
        self,
        graph: RoadGraph,
        *,
        mode: str = "",
        speeds: SpeedTable | None = None,
        source: str = "",
        date: str = "",
    ) -> None:
        self.graph = graph
        self.mode = require_text(mode, "mode")
        self.speeds = speeds
        self.speed_table = speeds.name if speeds is not None else _GIVEN
        self.source = require_text(source, "source")
        self.date = require_text(date, "date")
        self._made_of: SourceFile | None = None  # the file it was read from

    # ---- where it comes from

    @classmethod
    def from_osm(
        cls,
        path: str | os.PathLike[str],
        mode: Mode = "car",
        speeds: SpeedTable
        | str
        | os.PathLike[str]
        | Mapping[str, float | tuple[float, float]]
        | None = None,
        *,
        date: str = "",
        threads: int = 0,
        progress: Progress = None,
        **reading: Any,
    ) -> Network:
        """Read an OpenStreetMap file.

        Parameters
        ----------
        path : path
            ``.osm.pbf``, ``.osm.gz``, ``.osm.bz2`` or ``.osm``.
        mode : {"car", "bicycle", "foot"}
        speeds : SpeedTable, path or dict, optional
            Another speed table, its file, or numbers that replace some of the shipped one.
        date : str
            Of the extract, for outputs.
        threads : int
            0 = as many as the machine has. The result never depends on it.
        progress : bool or callable, optional
            True = a line of text on standard error; or called with (done, total).
        **reading
            Further options of :func:`sozialraum.osm.read_roads`, such as ``built_up``.

        Raises
        ------
        InvalidInput
            As :func:`sozialraum.osm.read_roads`.
        """
        from sozialraum import osm
        from sozialraum.osm.speed_table import table_of

        require_choice(mode, "mode", _MODES)
        require_text(date, "date")
        require_count(threads, "threads")
        made_of = _source_file(path)
        table = table_of(mode, speeds)
        with _told(progress, f"reading roads ({mode})") as tell:
            graph = osm.read_roads(
                path, mode=mode, speeds=table, threads=threads, progress=tell, **reading
            )
        made = cls(graph, mode=mode, speeds=table, source=Path(path).name, date=date)
        made._made_of = made_of
        return made

    @classmethod
    def from_osm_modes(
        cls,
        path: str | os.PathLike[str],
        modes: Sequence[Mode] = ("car", "bicycle", "foot"),
        speeds: Mapping[Mode, Any] | None = None,
        *,
        date: str = "",
        threads: int = 0,
        progress: Progress = None,
        **reading: Any,
    ) -> dict[Mode, Network]:
        """Read several modes with one scan of the file.

        Parameters
        ----------
        path, date, threads, progress, **reading
            As :meth:`from_osm`; options are the same for all modes.
        modes : sequence of {"car", "bicycle", "foot"}
        speeds : dict, optional
            Mode to what :meth:`from_osm` takes as `speeds`.

        Returns
        -------
        dict
            Mode to the network that :meth:`from_osm` gives.
        """
        from sozialraum import osm
        from sozialraum.osm.speed_table import tables_of

        require_text(date, "date")
        require_count(threads, "threads")
        tables = tables_of(modes, speeds)
        made_of = _source_file(path)
        with _told(progress, f"reading roads ({', '.join(modes)})") as tell:
            graphs = osm.read_all_modes(
                path, modes, speeds=tables, threads=threads, progress=tell, **reading
            )
        networks = {
            mode: cls(graph, mode=mode, speeds=tables[mode], source=Path(path).name, date=date)
            for mode, graph in graphs.items()
        }
        for network in networks.values():
            network._made_of = made_of
        return networks

    @classmethod
    def from_edges(
        cls,
        edges: gpd.GeoDataFrame,
        *,
        nodes: gpd.GeoDataFrame | None = None,
        mode: str = "",
        source: str = "",
        date: str = "",
    ) -> Network:
        """Make a network from a table of road pieces (osmnx, ATKIS, a road authority).

        Parameters
        ----------
        edges, nodes
            As :meth:`sozialraum.network.RoadGraph.from_edges`.
        mode, source, date : str
            For outputs.
        """
        graph = RoadGraph.from_edges(edges, nodes=nodes)
        return cls(graph, mode=mode, source=source, date=date)

    # ---- kept in a file

    def save(self, path: str | os.PathLike[str]) -> None:
        """Keep the network in one file: roads, what :meth:`prepare` made, and its own account.

        It tells which file the roads were read from, as that file was then: :meth:`load` refuses
        another. The same network gives the same bytes. See
        :meth:`sozialraum.network.RoadGraph.save`.
        """
        self.graph.save(
            require_path(path, "path"),
            source=self._made_of,
            mode=self.mode,
            speeds=self.speed_table,
            details=_details(self),
        )

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        *,
        source: str | os.PathLike[str] | SourceFile | None = None,
        check_content: bool = True,
        mapped: bool = False,
    ) -> Network:
        """Open a network that :meth:`save` kept; ``mapped=True`` shares its memory.

        Parameters and errors as :meth:`sozialraum.network.RoadGraph.load`: with ``source`` the file
        is refused if it was made of another extract.
        """
        path = require_path(path, "path")
        graph = RoadGraph.load(path, source=source, check_content=check_content, mapped=mapped)
        assert graph.file is not None
        details = graph.file.details
        graph.import_report = _read_report(details)
        graph.findings += _read_findings(details)
        made = cls(
            graph,
            mode=graph.file.mode,
            speeds=_read_speeds(details),
            source=details.get("source", graph.file.source or ""),
            date=details.get("date", ""),
        )
        made._made_of = graph.file.made_of
        made.speed_table = graph.file.speeds or _UNTOLD
        if not graph.file.speeds:
            graph.findings.append(_speeds_untold(path))
        return made

    @property
    def findings(self) -> list[Finding]:
        """What was noticed while the network was made."""
        return self.graph.findings

    @property
    def import_report(self) -> pd.DataFrame | None:
        """What the importer dropped or repaired, counted by reason; None if not from a file."""
        return self.graph.import_report

    @property
    def kilometres(self) -> float:
        """Length of all roads, each street once, whether it came as one row or one a direction."""
        return float(self.graph._core.street_metres()) / 1000.0

    def to_edges(self) -> gpd.GeoDataFrame:
        """The roads as lines (:meth:`sozialraum.network.RoadGraph.to_edges`), with their speeds.

        Adds ``kmh_forward`` and ``kmh_backward``: length by time, NaN where closed that way.
        """
        edges = self.graph.to_edges()
        for way in ("forward", "backward"):
            edges[f"kmh_{way}"] = _kmh(edges["metres"], edges[f"minutes_{way}"])
        return self._sign(edges, {})

    def prepare(self, *, threads: int = 0, progress: Progress = None) -> Network:
        """Prepare for many questions: the same answers, sooner. Returns the network itself.

        Parameters are those of :meth:`sozialraum.network.RoadGraph.prepare`; ``progress`` may be
        True.
        """
        with _told(progress, "preparing the network") as tell:
            self.graph.prepare(threads=threads, progress=tell)
        return self

    def reweighted(
        self, classes: Mapping[str | tuple[str, bool], float] | None = None, **options: Any
    ) -> Network:
        """How would the roads be if some of them were faster, slower or closed?

        Parameters as :meth:`sozialraum.network.RoadGraph.reweighted`. The new network's speed table
        is named like the old one with ``" reweighted"`` behind it, once a change, in every answer.
        """
        return self._changed(self.graph.reweighted(classes, **options), _REWEIGHTED)

    def with_elevation(
        self, raster: str | os.PathLike[str], *, minimum_metres: float = 50.0
    ) -> Network:
        """The same roads with the hills counted, by bicycle or on foot.

        Parameters as :meth:`sozialraum.network.RoadGraph.with_elevation`, with the network's own
        mode. The new speed table is named like the old one with ``" with hills"`` behind it.

        Raises
        ------
        UnknownName
            For a network of another mode, such as ``"car"``.
        InvalidInput
            For a network whose hills are counted already.
        """
        if _HILLS in self.speed_table:
            raise invalid_argument(
                "raster",
                "counts the hills a second time; this network has them",
                "begin with the network as it was before with_elevation",
            )
        raster = require_path(raster, "raster")
        minimum_metres = require_number(minimum_metres, "minimum_metres")
        mode: Any = self.mode
        graph = self.graph.with_elevation(raster, mode=mode, minimum_metres=minimum_metres)
        return self._changed(graph, _HILLS)

    def _changed(self, graph: RoadGraph, how: str) -> Network:
        """The same network with other times, which the name of its speed table tells."""
        made = Network(
            graph, mode=self.mode, speeds=self.speeds, source=self.source, date=self.date
        )
        made._made_of = self._made_of
        made.speed_table = self.speed_table + how
        return made

    def estimate(self, *, origins: int = 0, facilities: int = 0, k: int = 2) -> pd.DataFrame:
        """How much memory and time will it take? On one core of a server.

        Within a factor of two on real roads. Regular meshes, where no road is more important than
        another, take up to five times as long to prepare.

        Parameters
        ----------
        origins, facilities : int
            How many places of each, for the table of all pairs.
        k : int
            Nearest facilities to be named.

        Returns
        -------
        pandas.DataFrame
            By step: ``roads`` (held now), ``prepare`` (held afterwards; at most
            ``peak_megabytes`` while it works), ``minutes_to_nearest`` (of a prepared network),
            ``matrix`` (the table alone). ``megabytes``, ``peak_megabytes``, ``seconds``; NaN where
            nothing is told.

        Examples
        --------
        >>> import geopandas as gpd
        >>> from shapely import LineString
        >>> edges = gpd.GeoDataFrame({"u": [1], "v": [2], "length": [684.0], "speed_kmh": [41.0]},
        ...     geometry=[LineString([(9.24, 52.17), (9.25, 52.17)])], crs="EPSG:4326")
        >>> table = Network.from_edges(edges).estimate(origins=30_000, facilities=10_000)
        >>> float(table.loc["matrix", "megabytes"])
        2400.0
        """
        import pandas as pd

        from sozialraum._core import network as core

        origins = require_count(origins, "origins")
        facilities = require_count(facilities, "facilities")
        k = require_count(k, "k", least=1)
        cost = core.estimate(self.graph._core)
        roads = sum(array.nbytes for array in _arrays(self.graph))
        nan = float("nan")
        rows = {
            "roads": (roads, roads, nan),
            "prepare": (cost["bytes"], cost["peak_bytes"], cost["seconds"]),
            "minutes_to_nearest": (
                k * cost["label_sweep_bytes"],
                k * cost["label_sweep_bytes"],
                k * cost["label_sweep_seconds"],
            ),
            "matrix": (8 * origins * facilities, 8 * origins * facilities, nan),
        }
        columns = ["megabytes", "peak_megabytes", "seconds"]
        table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
        table[columns[:2]] /= 1e6
        return table.rename_axis("step")

    # ---- questions: each is answered by one function, whose further parameters are **options

    def snap(
        self, points: gpd.GeoDataFrame, *, radius: float = 2000.0, speed_kmh: float = 5.0
    ) -> gpd.GeoDataFrame:
        """Which road is nearest to each place, and how far is it?

        Parameters and columns as :func:`sozialraum.network.snap`; the geometry is the point on the
        road, None where there is none, in the CRS of the places.
        """
        import geopandas as gpd

        with unsaid():
            found = snap(self.graph, points, radius=radius, speed_kmh=speed_kmh)
        on_road = gpd.GeoSeries(
            gpd.points_from_xy(found["lon"], found["lat"]), index=found.index, crs="EPSG:4326"
        )
        table = gpd.GeoDataFrame(
            found.drop(columns=["lon", "lat"]),
            geometry=on_road.where(found["edge"] >= 0).to_crs(points.crs),
        )
        return self._sign(table, found.attrs)

    @_options_of(reach.minutes_to_nearest)
    def minutes_to_nearest(
        self, origins: gpd.GeoDataFrame, facilities: Places, *, k: int = 2, **options: Any
    ) -> gpd.GeoDataFrame:
        """How many minutes is it to the nearest facilities, and which are they?

        Parameters as :func:`sozialraum.reach.minutes_to_nearest`; ``progress`` may be True.

        Returns
        -------
        geopandas.GeoDataFrame
            Geometry of the origins in their CRS; ``minutes_1``, ``facility_1`` (the nearest),
            ``minutes_2``, ``facility_2``, ... NaN and None where there is none.
        """
        _require_points(origins, "origins")
        found = self._ask(reach.minutes_to_nearest, origins, facilities, k=k, **options)
        columns = {
            f"{what}_{rank}": table[rank]
            for rank in found.minutes.columns
            for what, table in (("minutes", found.minutes), ("facility", found.facility))
        }
        return self._on_map(origins, columns | {"state": found.state}, vars(found))

    @_options_of(access.opportunities)
    def opportunities(
        self,
        origins: gpd.GeoDataFrame,
        facilities: Places,
        *,
        limit: float,
        **options: Any,
    ) -> gpd.GeoDataFrame:
        """How many opportunities are in reach of each origin?

        Parameters as :func:`sozialraum.access.opportunities`, such as ``weight`` and ``decay``;
        ``progress`` may be True.

        Returns
        -------
        geopandas.GeoDataFrame
            Geometry of the origins and ``opportunities``; 0 = none, NaN = off the road network.
        """
        _require_points(origins, "origins")
        found = self._ask(access.opportunities, origins, facilities, limit=limit, **options)
        return self._on_map(origins, {"opportunities": found, "state": found.state}, found.attrs)

    @_options_of(access.floating_catchment)
    def floating_catchment(
        self,
        origins: gpd.GeoDataFrame,
        facilities: gpd.GeoDataFrame,
        *,
        population: Amounts,
        supply: Amounts,
        limit: float,
        **options: Any,
    ) -> Catchments:
        """How much supply is there per person, if those who share a facility are counted?

        Parameters as :func:`sozialraum.access.floating_catchment`, such as ``method`` and
        ``decay``; ``progress`` may be True.
        """
        _require_points(origins, "origins")
        _require_points(facilities, "facilities")
        options |= {"population": population, "supply": supply, "limit": limit}
        found = self._ask(access.floating_catchment, origins, facilities, **options)
        with unsaid():
            people = self._on_map(origins, {"access": found.access}, vars(found))
            supplied = self._on_map(facilities, {"ratio": found.ratio}, vars(found))
        return Catchments(people, supplied, found.method, list(found.findings))

    @_options_of(access.huff)
    def huff(
        self,
        origins: gpd.GeoDataFrame,
        facilities: gpd.GeoDataFrame,
        *,
        population: Amounts,
        supply: Amounts,
        limit: float,
        **options: Any,
    ) -> Choices:
        """Who will probably go where, if size attracts and distance deters?

        Parameters as :func:`sozialraum.access.huff`, such as ``decay`` and ``shares``; ``progress``
        may be True.
        """
        _require_points(origins, "origins")
        _require_points(facilities, "facilities")
        options |= {"population": population, "supply": supply, "limit": limit}
        found = self._ask(access.huff, origins, facilities, **options)
        shares = found.shares
        with unsaid():
            if shares is not None:
                shares = self._sign(shares, shares.attrs)
            chosen = self._on_map(facilities, {"visitors": found.visitors}, vars(found))
            choosing = self._on_map(origins, {"attraction": found.attraction}, vars(found))
        return Choices(chosen, choosing, shares, list(found.findings))

    @_options_of(reach.travel_times)
    def travel_times(
        self, origins: Places, facilities: Places, *, limit: float, **options: Any
    ) -> pd.DataFrame:
        """How long does each origin need to each facility within the limit? One row a pair.

        Parameters and columns as :func:`sozialraum.reach.travel_times`; ``progress`` may be True.
        """
        found = self._ask(reach.travel_times, origins, facilities, limit=limit, **options)
        signed: pd.DataFrame = self._sign(found, found.attrs)
        return signed

    @_options_of(reach.matrix)
    def matrix(self, origins: Places, facilities: Places, **options: Any) -> Any:
        """How long does every origin need to every facility? Origins x facilities, or a file.

        Parameters and results as :func:`sozialraum.reach.matrix`; ``progress`` may be True.
        """
        found = self._ask(reach.matrix, origins, facilities, **options)
        if not isinstance(found, reach.MatrixFile):
            return self._sign(found, found.attrs)
        say(found.findings)
        return found

    @_options_of(reach.paths)
    def paths(
        self, origins: gpd.GeoDataFrame, facilities: Places, **options: Any
    ) -> gpd.GeoDataFrame:
        """Which way do the minutes stand for? Lines in the CRS of the origins.

        Parameters and columns as :func:`sozialraum.reach.paths`, such as ``pairs``, ``k`` and
        ``limit``; ``progress`` may be True.
        """
        _require_points(origins, "origins")
        found = self._ask(reach.paths, origins, facilities, **options)
        return self._sign(found.to_crs(origins.crs), found.attrs)

    @_options_of(isochrone.minutes_surface)
    def minutes_surface(self, places: gpd.GeoDataFrame, **options: Any) -> isochrone.MinutesSurface:
        """How long is it from every bit of land to the nearest of these places? A raster.

        Parameters as :func:`sozialraum.isochrone.minutes_surface`, such as ``limit`` and
        ``resolution``; ``progress`` may be True.
        """
        found = self._ask(isochrone.minutes_surface, places, **options)
        return isochrone.MinutesSurface(found.minutes, found.transform, self._account(found.attrs))

    @_options_of(isochrone.isochrones)
    def isochrones(
        self, places: gpd.GeoDataFrame, *, limits: Sequence[float], **options: Any
    ) -> gpd.GeoDataFrame:
        """Which land is within some minutes of each place? Polygons in the CRS of the places.

        Parameters and columns as :func:`sozialraum.isochrone.isochrones`, such as ``resolution``
        and ``radius``; ``progress`` may be True.
        """
        land = self._ask(isochrone.isochrones, places, limits=limits, **options)
        return self._sign(land, land.attrs)

    def site(
        self,
        demand: gpd.GeoDataFrame,
        candidates: gpd.GeoDataFrame,
        *,
        question: Literal["p_median", "max_coverage", "p_centre", "fewest_sites"] = "p_median",
        people: Amounts,
        existing: gpd.GeoDataFrame | None = None,
        limit: float | None = None,
        longest: float = 180.0,
        direction: Direction = "to_facility",
        threads: int = 0,
        progress: Progress = None,
        **options: Any,
    ) -> Sites:
        """Where should facilities be?

        Parameters
        ----------
        demand, candidates : geopandas.GeoDataFrame
            Points in any CRS: where people live, and where a facility could be.
        question : {"p_median", "max_coverage", "p_centre", "fewest_sites"}
            The function of :mod:`sozialraum.siting` that is asked.
        people : str, sequence or Series
            People by place of demand: a column, or numbers in the order of the rows.
        existing : geopandas.GeoDataFrame, optional
            Facilities that are open and stay open; other names than the candidates.
        limit : float, optional
            Minutes; needed by ``max_coverage`` and ``fewest_sites``, and for them alone.
        longest : float
            Minutes; a longer way counts as none, and in the p-median whoever has none counts so
            many minutes.
        direction, threads, progress
            As :meth:`minutes_to_nearest`.
        **options
            Further options of that function, such as ``new_sites`` or ``solutions``.

        Returns
        -------
        Sites

        Raises
        ------
        UnknownName
            For another question.
        InvalidInput
            For a candidate that is named like an existing facility; for a limit of a question that
            has none; as the functions of :mod:`sozialraum.siting`.
        """
        import pandas as pd

        ask = _siting_function(question, limit, options)
        longest = require_number(longest, "longest", least=0.0)
        lon_lat(demand, "demand")
        places = _together(existing, candidates)
        if question == "p_median" and "unserved" not in options:
            options["unserved"] = _finite(longest, "longest")
        with unsaid():
            pairs = self.travel_times(
                demand,
                places,
                limit=longest if limit is None else min(limit, longest),
                direction=direction,
                threads=threads,
                progress=progress,
            )
        with unsaid(), _told(progress, "siting") as tell:
            answer = ask(
                pd.Series(amounts_of(demand, people, "people"), index=demand.index),
                pairs,
                existing=[] if existing is None else existing.index,
                candidates=places.index,
                threads=threads,
                progress=tell,
                **options,
            )
        findings = [*pairs.attrs["findings"], *answer.findings]
        told = {"method": siting.__name__, "direction": direction, "findings": findings}
        with unsaid():
            served = self._on_map(demand, dict(answer.places), told)
            sites = self._sites(places, answer, told)
        return Sites(sites, served, answer, findings)

    # ---- how it looks

    def plot(
        self,
        by: Literal["class", "speed"] = "class",
        *,
        ax: Axes | None = None,
        crs: Any = None,
        legend: bool = True,
    ) -> Axes:
        """Draw the roads: by class, or by mean speed.

        Parameters
        ----------
        by : {"class", "speed"}
        ax : matplotlib.axes.Axes, optional
            Drawn into a new figure unless given.
        crs : optional
            Coordinates of the picture, such as that of the places to be drawn over it; degrees with
            a width-to-height ratio right for the middle unless given.
        legend : bool

        Returns
        -------
        matplotlib.axes.Axes
        """
        from sozialraum._road_plot import draw_roads

        return draw_roads(
            self.to_edges(), by=by, ax=ax, crs=crs, legend=legend, title=self._title()
        )

    def __repr__(self) -> str:
        return f"Network({'; '.join(f'{k}: {v}' if k else v for k, v in self._facts())})"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><th style='text-align:left'>{escape(name or 'network')}</th>"
            f"<td style='text-align:left'>{escape(text)}</td></tr>"
            for name, text in self._facts()
        )
        return f"<table>{rows}</table>"

    def _facts(self) -> list[tuple[str, str]]:
        size = (
            f"{self.graph.node_count:,} junctions, {self.graph.edge_count:,} roads, "
            f"{self.kilometres:,.1f} km"
        )
        facts = [
            ("", size),
            ("mode", self.mode),
            ("speeds", self.speed_table),
            ("source", self.source),
            ("date", self.date),
            ("prepared", "yes" if self.graph.prepared else ""),
        ]
        return [(name, text) for name, text in facts if text]

    def _title(self) -> str:
        return ", ".join(t for t in (self.source, self.mode, self.date) if t)

    # ---- asking, and dressing answers

    def _ask(
        self,
        question: Callable[..., Any],
        *places: Places,
        progress: Progress = None,
        **options: Any,
    ) -> Any:
        """The answer for these roads, with a line of text on the way if wanted."""
        with unsaid(), _told(progress, question.__name__.replace("_", " ")) as tell:
            return question(self.graph, *places, progress=tell, **options)

    def _on_map(
        self, places: gpd.GeoDataFrame, columns: Mapping[Any, Any], told: Mapping[str, Any]
    ) -> gpd.GeoDataFrame:
        """Columns in the order of the places, with their geometry, index and CRS."""
        import geopandas as gpd

        frame = gpd.GeoDataFrame(dict(columns), index=places.index, geometry=places.geometry)
        return self._sign(frame, told)

    def _sites(
        self, places: gpd.GeoDataFrame, answer: Siting, told: Mapping[str, Any]
    ) -> gpd.GeoDataFrame:
        """The open sites."""
        open_now = answer.sites
        new = answer.solutions["new"].iloc[0] if open_now else ()
        rows = places.loc[open_now]
        columns = {
            "new": rows.index.isin(new),
            "people": answer.people_of_site.reindex(rows.index),
        }
        return self._on_map(rows, columns, told)

    def _sign(self, table: Any, told: Mapping[Any, Any]) -> Any:
        """The table as a result that tells how it was measured."""
        import geopandas as gpd

        from sozialraum.core.maps import MapResult
        from sozialraum.core.tables import TableResult

        form: Any = MapResult if isinstance(table, gpd.GeoDataFrame) else TableResult
        account = self._account(told)
        return form.of(table, account.pop("findings"), account)

    def _account(self, told: Mapping[Any, Any]) -> dict[Any, Any]:
        return {
            "method": told.get("method", ""),
            "direction": told.get("direction", ""),
            "mode": self.mode,
            "speed_table": self.speed_table,
            "source": self.source,
            "date": self.date,
            "findings": list(told.get("findings", [])),
        }


# ---- options


def _source_file(path: str | os.PathLike[str]) -> SourceFile | None:
    """What is about to be read; None if there is no such file, for who reads it says so."""
    return SourceFile.read(path) if Path(require_path(path, "path")).is_file() else None


def _siting_function(question: str, limit: float | None, options: dict[str, Any]) -> Any:
    questions = {name: getattr(siting, name) for name in siting.__all__ if name != "Siting"}
    require_choice(question, "question", list(questions))
    if question in ("max_coverage", "fewest_sites"):
        if limit is None:
            raise invalid_argument("limit", f"is missing; {question} asks who is within it")
        options["limit"] = require_number(limit, "limit")
    elif limit is not None:
        raise invalid_argument(
            "limit",
            f"is {limit!r}, but {question} has none: it counts how long each way is",
            "ask max_coverage or fewest_sites; longest=... says which ways are no ways",
        )
    return questions[question]


def _together(existing: gpd.GeoDataFrame | None, candidates: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The points of both, in the CRS of the candidates."""
    import geopandas as gpd

    if not lon_lat(candidates, "candidates")[1].texts:
        raise invalid_argument("candidates", "is empty; at least one candidate site is needed")
    if existing is None:
        return candidates
    lon_lat(existing, "existing")
    points = [*existing.geometry.to_crs(candidates.crs), *candidates.geometry]
    index = existing.index.append(candidates.index)
    PlaceNames(index, "existing")
    return gpd.GeoDataFrame(index=index, geometry=points, crs=candidates.crs)


def _finite(minutes: float, argument: str) -> float:
    if np.isinf(minutes):
        raise invalid_argument(argument, "is inf, but whoever has no way counts so many minutes")
    return minutes


def _speeds_untold(path: str) -> Finding:
    return Finding(
        code="speed_table_not_told",
        message="the file does not tell which speed table is behind its minutes",
        place=Place(file=path),
        hint="keep networks with Network.save, which tells it",
    )


# What a network says of itself, as the texts that its file keeps.


def _details(network: Network) -> dict[str, str]:
    report = network.import_report
    findings = [{**asdict(f), "severity": f.severity.value} for f in network.findings]
    details = {
        "source": network.source,
        "date": network.date,
        "speeds": network.speeds.text if network.speeds is not None else "",
        "import_report": "" if report is None else report.to_json(orient="records"),
        "findings": json.dumps(findings, ensure_ascii=False),
    }
    return {name: text for name, text in details.items() if text}


def _read_speeds(details: Mapping[str, str]) -> SpeedTable | None:
    if not details.get("speeds"):
        return None
    from sozialraum import _osm
    from sozialraum.osm.speed_table import speeds_of

    return speeds_of(_osm.change_speed_table(details["speeds"], []))


def _read_report(details: Mapping[str, str]) -> pd.DataFrame | None:
    if not details.get("import_report"):
        return None
    import pandas as pd

    return pd.DataFrame(json.loads(details["import_report"]))


def _read_findings(details: Mapping[str, str]) -> list[Finding]:
    findings = []
    for kept in json.loads(details.get("findings", "[]")):
        place = Place(**kept.pop("place"))
        severity, areas = Severity(kept.pop("severity")), tuple(kept.pop("areas"))
        findings.append(Finding(**kept, place=place, severity=severity, areas=areas))
    return findings


def _arrays(graph: RoadGraph) -> list[Any]:
    core = graph._core
    return [*core.nodes().values(), *core.edges().values(), *core.shapes().values()]


def _require_points(places: Places, argument: str) -> None:
    """Refuse nodes where the answer is a map of the places."""
    import pandas as pd

    if isinstance(places, pd.Index):
        raise invalid_argument(
            argument,
            f"is a {type(places).__name__}; a GeoDataFrame of points is needed here",
            f"give roads.graph.to_nodes().loc[{argument}], or ask the function of sozialraum.reach",
        )


def _kmh(metres: Any, minutes: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(minutes > 0, metres / minutes * 0.06, np.nan)


# ---- a line of text that tells how far it is


@contextlib.contextmanager
def _told(progress: Progress, what: str) -> Iterator[Callable[[int, int], Any] | None]:
    """The callable for the engine: the caller's own, or one that writes a line."""
    if progress is not True:
        yield None if progress is False else progress
        return
    line = _Line(what)
    try:
        yield line
    finally:
        line.end()


class _Line:
    """``reading roads (car): 45 %``, written over itself."""

    def __init__(self, what: str) -> None:
        self._what, self._shown = what, ""

    def __call__(self, done: int, total: int) -> None:
        part = f"{100 * done // total} %" if total > 0 else f"{done:,}"
        text = f"{self._what}: {part}"
        if text != self._shown:
            print(f"\r{text}", end="", file=sys.stderr, flush=True)
            self._shown = text

    def end(self) -> None:
        if self._shown:
            print(file=sys.stderr, flush=True)
