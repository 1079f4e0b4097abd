"""Where the roads come from, where they are kept, and how they are changed."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, Unpack

from sozialraum.core import (
    require_choice,
    require_count,
    require_number,
    require_path,
    require_text,
)
from sozialraum.core.finding import invalid_argument
from sozialraum.core.result import unsaid
from sozialraum.network import RoadGraph, SourceFile
from sozialraum.roads.account import (
    details_of,
    read_findings,
    read_report,
    read_speeds,
    speeds_untold,
)
from sozialraum.roads.base import UNTOLD, Roads
from sozialraum.roads.progress import Progress, told

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.osm import Mode, SpeedTable
    from sozialraum.roads.options import Reading, Reweighting

_MODES = ("car", "bicycle", "foot")

_REWEIGHTED, _HILLS = " reweighted", " with hills"
"""Behind the name of a speed table whose times were changed, once a change."""


class Made(Roads):
    """Ways to make, keep and change a network."""

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
        **reading: Unpack[Reading],
    ) -> Self:
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
        with told(progress, f"reading roads ({mode})") as tell:
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
        **reading: Unpack[Reading],
    ) -> dict[Mode, Self]:
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
        with told(progress, f"reading roads ({', '.join(modes)})") as tell:
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
    ) -> Self:
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
            details=details_of(self),
        )

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        *,
        source: str | os.PathLike[str] | SourceFile | None = None,
        check_content: bool = True,
        mapped: bool = False,
    ) -> Self:
        """Open a network that :meth:`save` kept; ``mapped=True`` shares its memory.

        Parameters and errors as :meth:`sozialraum.network.RoadGraph.load`: with ``source`` the file
        is refused if it was made of another extract.
        """
        path = require_path(path, "path")
        graph = RoadGraph.load(path, source=source, check_content=check_content, mapped=mapped)
        assert graph.file is not None
        details = graph.file.details
        graph.import_report = read_report(details)
        graph.findings += read_findings(details)
        made = cls(
            graph,
            mode=graph.file.mode,
            speeds=read_speeds(details),
            source=details.get("source", graph.file.source or ""),
            date=details.get("date", ""),
        )
        made._made_of = graph.file.made_of
        made.speed_table = graph.file.speeds or UNTOLD
        if not graph.file.speeds:
            graph.findings.append(speeds_untold(path))
        return made

    def prepare(self, *, threads: int = 0, progress: Progress = None) -> Self:
        """Prepare for many questions: the same answers, sooner. Returns the network itself.

        Parameters are those of :meth:`sozialraum.network.RoadGraph.prepare`; ``progress`` may be
        True.
        """
        with told(progress, "preparing the network") as tell:
            self.graph.prepare(threads=threads, progress=tell)
        return self

    def reweighted(
        self,
        classes: Mapping[str | tuple[str, bool], float] | None = None,
        **options: Unpack[Reweighting],
    ) -> Self:
        """How would the roads be if some of them were faster, slower or closed?

        Parameters as :meth:`sozialraum.network.RoadGraph.reweighted`. The new network's speed table
        is named like the old one with ``" reweighted"`` behind it, once a change, in every answer.
        """
        return self._changed(self.graph.reweighted(classes, **options), _REWEIGHTED)

    def with_elevation(
        self, raster: str | os.PathLike[str], *, minimum_metres: float = 50.0
    ) -> Self:
        """The same roads with the hills counted, by bicycle or on foot.

        Parameters
        ----------
        raster : path
            Heights of the ground in metres: GeoTIFF or any raster that GDAL reads, in any CRS.
        minimum_metres : float
            As :meth:`sozialraum.network.RoadGraph.with_heights`, which is asked with the network's
            own mode.

        Returns
        -------
        Network
            Its speed table is named like the old one with ``" with hills"`` behind it.

        Raises
        ------
        UnknownName
            For a network of another mode, such as ``"car"``.
        InvalidInput
            For a network whose hills are counted already; ``no_height`` if the raster covers no
            node; else as :func:`sozialraum.gis.sample_raster`.

        Examples
        --------
        >>> hilly = roads.with_elevation("dgm25.tif")  # doctest: +SKIP
        """
        if _HILLS in self.speed_table:
            raise invalid_argument(
                "raster",
                "counts the hills a second time; this network has them",
                "begin with the network as it was before with_elevation",
            )
        raster = require_path(raster, "raster")
        minimum_metres = require_number(minimum_metres, "minimum_metres")
        mode: Any = require_choice(self.mode, "mode", ["bicycle", "foot"])
        from sozialraum import gis

        with unsaid():  # kept with the network
            heights = gis.sample_raster(raster, self.graph.height_points())
        graph = self.graph.with_heights(heights, mode=mode, minimum_metres=minimum_metres)
        before = len(self.graph.findings)
        graph.findings[before:before] = heights.attrs["findings"]
        return self._changed(graph, _HILLS)

    def _changed(self, graph: RoadGraph, how: str) -> Self:
        """The same network with other times, which the name of its speed table tells."""
        made = type(self)(
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
        >>> from sozialraum import Network
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


def _source_file(path: str | os.PathLike[str]) -> SourceFile | None:
    """What is about to be read; None if there is no such file, for who reads it says so."""
    return SourceFile.read(path) if Path(require_path(path, "path")).is_file() else None


def _arrays(graph: RoadGraph) -> list[Any]:
    core = graph._core
    return [*core.nodes().values(), *core.edges().values(), *core.shapes().values()]
