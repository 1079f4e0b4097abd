"""Roads of one mode: junctions, the pieces between them, and the time each piece takes."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum._core import network as _network
from sozialraum.core.door import (
    require_choice,
    require_count,
    require_flag,
    require_number,
    require_path,
    require_text,
)
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.network.edge_table import DECISECONDS_PER_MINUTE, FLAGS, graph_from_edges
from sozialraum.network.linking import barrier_lines
from sozialraum.network.reweight import class_factors, edge_factors
from sozialraum.network.saved import (
    KeptIn,
    SourceFile,
    network_file,
    packed,
    require_made_of,
    source_file,
    unpacked,
)

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.network.linking import Barriers
    from sozialraum.network.saved import NetworkFile

    Floats = npt.NDArray[np.float64]


class RoadGraph:
    """Roads of one mode: junctions, the pieces between them, and the time each piece takes.

    Make one with :meth:`from_edges` or :func:`sozialraum.osm.read_roads`.

    Pickled, a graph that was loaded from a file travels as the path of that file (many
    processes share it if it was ``mapped``); any other as its content.

    Attributes
    ----------
    import_report : pandas.DataFrame or None
        What the importer dropped or repaired, counted by reason.
    findings : list of Finding
        What was noticed while the graph was made.
    file : NetworkFile or None
        What the file told that the graph was loaded from.
    """

    def __init__(
        self,
        core: _network.RoadGraph,
        *,
        import_report: pd.DataFrame | None = None,
        findings: Iterable[Finding] = (),
    ) -> None:
        self._core = core
        self._tree: _network.EdgeTree | None = None
        self._waters: _network.BarrierLines | None = None  # of the file: told if crossed
        self._barriers: _network.BarrierLines | None = None  # keep places on their own side
        self._smallest_component = 0
        self._node_index: pd.Index | None = None
        self._hierarchy: Any = None  # a _network.Hierarchy once prepared
        self._order_of: Any = None  # that of the graph this one was reweighted from
        self.import_report = import_report
        self.findings = list(findings)
        self.file: NetworkFile | None = None
        self._kept_in: KeptIn | None = None  # the file that holds all of it, if there is one

    @classmethod
    def from_edges(
        cls, edges: gpd.GeoDataFrame, *, nodes: gpd.GeoDataFrame | None = None
    ) -> RoadGraph:
        """Make a graph from a table of road pieces, as osmnx, ATKIS or a road authority gives them.

        Parameters
        ----------
        edges : geopandas.GeoDataFrame
            One row a piece of road, in any CRS. Columns (or index levels) ``u`` and ``v``: whole
            numbers of the nodes at its ends. Length: ``metres`` or ``length``. Time:
            ``minutes_forward`` and ``minutes_backward`` (NaN = closed that way), or ``minutes``, or
            ``travel_time`` in seconds (osmnx), or a speed as ``speed_kmh`` or ``speed_kph``. With
            the last four, a row counts for both directions unless ``oneway`` (true or false) says
            otherwise. Optional: ``way_id`` or ``osmid``, ``way_class`` or ``highway``, and the true
            or false columns ``through_restricted`` (may begin or end a way, but is never driven
            through: private, residents), ``ferry``, ``roundabout``, ``built_up``,
            ``off_ground`` (on a bridge or in a tunnel), ``no_stop`` (nobody gets on or off between
            its ends, so no place is linked to it; without the column motorways by their class and
            what is ``ferry`` or ``off_ground``).
        nodes : geopandas.GeoDataFrame, optional
            Points with the node numbers as index. Without it the ends of the lines are the nodes.
            Lines that end more than 10 metres from their nodes are a finding.

        Returns
        -------
        RoadGraph
            ``findings`` name rows whose length is doubted (``metres_below_straight_line``: by more
            than 5 % and 10 metres; ``metres_unlike_line``: by more than a factor of two), whose
            nodes lie elsewhere (``node_positions_differ``), or that are made of several ways, of
            which the first stands (``several_ways``). Lengths and times are used as given.

        Raises
        ------
        InvalidInput
            Without CRS, without a needed column, with a negative or missing length or time, for
            node or way numbers that are not whole, for flags that are neither true nor false, or
            for a line whose node is unknown or more than a kilometre from its end: no junction is
            that wide, so the numbers or the CRS are other ones.

        Notes
        -----
        Rows given once for each direction (osmnx) make two parallel edges for a two-way street:
        times are the same. Places are kept to 1e-7 degrees (6 mm), lengths to the millimetre.

        Examples
        --------
        >>> import geopandas as gpd
        >>> from shapely import LineString
        >>> edges = gpd.GeoDataFrame(
        ...     {"u": [1, 2], "v": [2, 3], "length": [684.0, 690.0], "speed_kmh": [50.0, 50.0],
        ...      "oneway": [False, True]},
        ...     geometry=[LineString([(9.24, 52.17), (9.25, 52.17)]),
        ...               LineString([(9.25, 52.17), (9.26, 52.17)])],
        ...     crs="EPSG:4326")
        >>> RoadGraph.from_edges(edges)
        RoadGraph(3 nodes, 2 edges, 3 directions)
        """
        return graph_from_edges(cls, edges, nodes)

    def __repr__(self) -> str:
        return (
            f"RoadGraph({self._core.node_count} nodes, {self._core.edge_count} edges, "
            f"{self._core.arc_count + self._core.end_arc_count} directions)"
        )

    @property
    def node_count(self) -> int:
        """Number of junctions and road ends."""
        return int(self._core.node_count)

    @property
    def edge_count(self) -> int:
        """Number of road pieces, whatever their directions."""
        return int(self._core.edge_count)

    def to_nodes(self) -> gpd.GeoDataFrame:
        """The nodes as points in EPSG:4326; the index is the node number of the source."""
        import geopandas as gpd

        columns = self._core.nodes()
        return gpd.GeoDataFrame(
            index=_index(columns["id"], "node"),
            geometry=gpd.points_from_xy(columns["lon"], columns["lat"]),
            crs="EPSG:4326",
        )

    def to_edges(self) -> gpd.GeoDataFrame:
        """The edges as lines in EPSG:4326; :meth:`from_edges` takes them back.

        Returns
        -------
        geopandas.GeoDataFrame
            Columns ``u``, ``v`` (node numbers of the source), ``metres``, ``minutes_forward``,
            ``minutes_backward`` (NaN = closed that way), ``way_id``, ``way_class``,
            ``through_restricted``, ``ferry``, ``roundabout``, ``built_up``, ``off_ground``,
            ``no_stop``,
            ``geometry``. The index is the edge number that :func:`snap` reports.
        """
        import geopandas as gpd

        edges = self._core.edges()
        ids = self._core.nodes()["id"]
        names = np.asarray([*self._core.way_classes] or [""], dtype=object)
        columns: dict[str, Any] = {
            "u": ids[edges["from"]],
            "v": ids[edges["to"]],
            "metres": edges["metres"],
            "minutes_forward": _minutes(edges["forward"]),
            "minutes_backward": _minutes(edges["backward"]),
            "way_id": edges["way_id"],
            "way_class": names[edges["way_class"]],
        }
        for name, flag in FLAGS.items():
            columns[name] = (edges["flags"] & flag) != 0
        return gpd.GeoDataFrame(
            columns,
            index=_index(np.arange(self.edge_count), "edge"),
            geometry=_lines(self._core),
            crs="EPSG:4326",
        )

    def with_elevation(
        self,
        raster: str | os.PathLike[str],
        *,
        mode: Literal["bicycle", "foot"],
        minimum_metres: float = 50.0,
    ) -> RoadGraph:
        """A copy whose times count the hills, other in each direction.

        Parameters
        ----------
        raster : path
            Heights of the ground in metres: GeoTIFF or any raster that GDAL reads, in any CRS.
        mode : {"bicycle", "foot"}
            On foot by Tobler (1993), by bicycle by Parkin & Rotheram (2010), both relative to the
            times of this graph.
        minimum_metres : float
            Stretches shorter than this are joined before a slope is taken, for no model of the
            ground is exact; not less than the raster's cells.

        Returns
        -------
        RoadGraph
            With the same nodes and edges. Its ``findings`` end with ``slopes``, which says how
            many nodes have no height; their edges keep their times, as ferries do.

        Raises
        ------
        InvalidInput
            ``no_height`` if the raster covers no node; else as
            :func:`sozialraum.gis.sample_raster`.

        Notes
        -----
        A bridge or tunnel (``off_ground``) runs straight between the heights of its ends. Where
        several pieces of one follow each other, those with an end in the air keep their times.

        Examples
        --------
        >>> hilly = graph.with_elevation("dgm25.tif", mode="foot")  # doctest: +SKIP
        """
        require_choice(mode, "mode", ["bicycle", "foot"])
        stretch = require_number(minimum_metres, "minimum_metres")
        file = require_path(raster, "raster")
        from sozialraum import _gis

        lon, lat = _network.height_points(self._core)
        heights, _, _, findings = _gis.sample_raster(file, lon, lat, 1)
        made, slopes = _network.with_slopes(self._core, heights, mode == "bicycle", stretch)
        graph = RoadGraph(
            made,
            import_report=self.import_report,
            findings=[*self.findings, *findings, *slopes],
        )
        graph._link_like(self)
        return graph

    def components(self, kind: Literal["strong", "weak"] = "strong") -> pd.Series:
        """The component of each node, 0 = the largest.

        Parameters
        ----------
        kind : {"strong", "weak"}
            ``strong``: each node reaches each other, one-way streets heeded; ``weak``: linked by
            roads, whatever their direction.

        Returns
        -------
        pandas.Series
            Component by node number of the source; ``value_counts()`` gives the sizes.
        """
        import pandas as pd

        require_choice(kind, "kind", ["strong", "weak"])
        number, _ = _network.components(self._core, kind == "strong")
        return pd.Series(number, index=self._nodes(), name="component")

    def prepare(
        self, *, threads: int = 0, progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Prepare the graph for many questions; all later answers are the same, but come sooner.

        Makes a contraction hierarchy: about 8 seconds a million nodes, once, and 2 if the graph was
        :meth:`reweighted` from a prepared one. Worth it from some dozens of facilities on. It is
        kept with the graph.

        Parameters
        ----------
        threads : int
            0 = as many as the machine has. The result never depends on it.
        progress : callable, optional
            Called with (nodes done, nodes in all).
        """
        threads = require_count(threads, "threads")
        if self._hierarchy is None:
            self._hierarchy = _network.Hierarchy.build(
                self._core, self._order_of, threads, progress
            )
            self._order_of = None
            self._kept_in = None

    def __reduce__(self) -> tuple[Any, ...]:
        told = (self.import_report, self.findings, self.file)
        if self._kept_in is not None and self._kept_in.is_unchanged():
            return _from_file, (self._kept_in, told)
        return _from_bytes, (packed(self._core, self._hierarchy), told)

    def __copy__(self) -> RoadGraph:
        made = RoadGraph(self._core, import_report=self.import_report, findings=self.findings)
        made._link_like(self)
        made._tree, made._node_index = self._tree, self._node_index
        made._hierarchy, made._order_of = self._hierarchy, self._order_of
        made.file, made._kept_in = self.file, self._kept_in
        return made

    def __deepcopy__(self, memo: dict[int, Any]) -> RoadGraph:
        return self.__copy__()  # what the core holds never changes

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        source: str | os.PathLike[str] | SourceFile | None = None,
        mode: str | None = None,
        speeds: str | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        """Keep the graph in one file, with what :meth:`prepare` made of it.

        The same graph gives the same bytes. A file of this name is replaced once the new one is
        whole; who has it open keeps the old one. The import report and the findings are not kept.
        What is not given (None) is as the file of a loaded graph told it.

        Parameters
        ----------
        path : path
        source : path or SourceFile, optional
            The file the graph was made of, such as an OpenStreetMap extract: as it is now, or as it
            was when it was read. Name, size and checksum are kept, so that :meth:`load` can tell
            whether it is still the same.
        mode, speeds : str, optional
            What the graph is for ("car") and the name of its speed table, to be told later.
        details : mapping of str to str, optional
            Anything else worth keeping.

        Raises
        ------
        InvalidInput
            If the file cannot be written or the source not be read.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> import geopandas as gpd
        >>> from shapely import LineString
        >>> edges = gpd.GeoDataFrame(
        ...     {"u": [1], "v": [2], "length": [684.0], "speed_kmh": [50.0]},
        ...     geometry=[LineString([(9.24, 52.17), (9.25, 52.17)])], crs="EPSG:4326")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder) / "roads.network"
        ...     RoadGraph.from_edges(edges).save(path, mode="car")
        ...     RoadGraph.load(path)
        RoadGraph(2 nodes, 1 edges, 2 directions)
        """
        about = self._told(mode, speeds, details) | {"made_of": self._made_of(source)}
        _network.save_network(require_path(path, "path"), self._core, self._hierarchy, about)

    def _told(
        self, mode: str | None, speeds: str | None, details: Mapping[str, str] | None
    ) -> dict[str, Any]:
        """What the user says of the graph, or the file said that it was loaded from."""
        for argument, text in (("mode", mode), ("speeds", speeds)):
            if text is not None:
                require_text(text, argument)
        if not isinstance(details, Mapping | None):
            message = f"is {shown(details)}; a dict is needed"
            raise invalid_argument("details", message)
        before = self.file
        if before is not None:
            mode = before.mode if mode is None else mode
            speeds = before.speeds if speeds is None else speeds
            details = before.details if details is None else details
        return {
            "mode": mode or "",
            "speeds": speeds or "",
            "details": [(str(key), str(value)) for key, value in (details or {}).items()],
        }

    def _made_of(
        self, source: str | os.PathLike[str] | SourceFile | None
    ) -> tuple[str, int, int] | None:
        if source is None:
            source = None if self.file is None else self.file.made_of
        else:
            source = source_file(source)
        return None if source is None else (source.name, source.bytes, source.crc32)

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        *,
        source: str | os.PathLike[str] | SourceFile | None = None,
        check_content: bool = True,
        mapped: bool = False,
    ) -> RoadGraph:
        """Open a graph that :meth:`save` kept.

        Parameters
        ----------
        path : path
        source : path or SourceFile, optional
            The file the graph should have been made of: another content is refused.
        check_content : bool
            False skips the checksums and the check that all numbers mean something: damage in the
            middle of the file is not seen, and a search on it may crash. With it no bytes whatever
            lead out of the lists; only a time that was changed together with its checksum cannot
            be seen.
        mapped : bool
            True shares the memory of the file with all processes that map it, and reads only what
            is used: without ``check_content`` a load takes no time. The file must then not be
            changed in place while the graph is in use: who overwrites it (``cp``) changes the
            roads, who shortens it kills the process. :meth:`save` never does. False reads it into
            memory of one's own.

        Returns
        -------
        RoadGraph
            :attr:`file` tells what it was made of; :attr:`prepared` if it was saved so.

        Raises
        ------
        InvalidInput
            With the code ``cannot_read``, ``not_a_network_file``, ``other_version``,
            ``other_byte_order``, ``truncated``, ``damaged`` or ``stale``.
        """
        file = require_path(path, "path")
        described = source_file(source) if isinstance(source, SourceFile) else None
        by_path = None if source is None or described else require_path(source, "source")
        check = require_flag(check_content, "check_content")
        kept = _network.load_network(file, by_path, check, require_flag(mapped, "mapped"))
        graph = cls(kept["graph"])
        graph._hierarchy = kept["hierarchy"]
        graph.file = network_file(kept["info"])
        graph._kept_in = KeptIn.of(file, mapped)
        if described is not None:
            require_made_of(described, graph.file, file)
        return graph

    @staticmethod
    def estimate(path: str | os.PathLike[str]) -> NetworkFile:
        """What a file of :meth:`save` holds, and how much memory a load takes: from its head alone.

        Raises
        ------
        InvalidInput
            As :meth:`load`, but the content is not read.
        """
        return network_file(_network.inspect_network(require_path(path, "path")))

    @property
    def prepared(self) -> bool:
        """Has :meth:`prepare` been called?"""
        return self._hierarchy is not None

    def reweighted(
        self,
        classes: Mapping[str | tuple[str, bool], float] | None = None,
        *,
        edges: npt.ArrayLike | None = None,
        allow_closing: bool = False,
    ) -> RoadGraph:
        """How would the roads be if some of them were faster, slower or closed?

        Parameters
        ----------
        classes : mapping, optional
            Factor on the time by way class: ``{"primary": 1.25}`` makes primary roads take a
            quarter longer. The key ``("primary", True)`` means those inside built-up areas only,
            ``False`` those outside; it counts before the key without.
        edges : array-like of shape (edges,), optional
            One factor an edge, in the order of :meth:`to_edges`, on top of that of its class. A
            Series goes by its index: the edge numbers of :meth:`to_edges`.
        allow_closing : bool
            May a factor be infinite, which closes the road in both directions?

        Returns
        -------
        RoadGraph
            The same nodes and edges with new times: to the nearest tenth of a second, halves up. A
            closed direction stays closed. If this graph is prepared, preparing the new one takes a
            quarter of the time.

        Raises
        ------
        InvalidInput
            For a factor that is not above 0, or infinite without `allow_closing`; for a list of
            other length.
        UnknownName
            For a class that the graph does not have.

        Examples
        --------
        >>> import geopandas as gpd
        >>> from shapely import LineString
        >>> from sozialraum import network
        >>> roads = gpd.GeoDataFrame(
        ...     {
        ...         "u": [1, 2],
        ...         "v": [2, 3],
        ...         "metres": [4000.0, 3000.0],
        ...         "minutes": [4.0, 6.0],
        ...         "way_class": ["primary", "track"],
        ...     },
        ...     geometry=[LineString([(9, 52), (9.1, 52)]), LineString([(9.1, 52), (9.2, 52)])],
        ...     crs="EPSG:4326",
        ... )
        >>> graph = network.RoadGraph.from_edges(roads)
        >>> graph.reweighted({"primary": 1.5}).to_edges()["minutes_forward"].tolist()
        [6.0, 6.0]
        """
        closing = require_flag(allow_closing, "allow_closing")
        rows = class_factors({} if classes is None else classes)
        factors = np.zeros(0) if edges is None else edge_factors(edges, self.edge_count)
        graph = RoadGraph(
            _network.reweighted(self._core, rows, factors, closing),
            import_report=self.import_report,
            findings=self.findings,
        )
        graph._order_of = self._hierarchy if self._hierarchy is not None else self._order_of
        graph._link_like(self)
        return graph

    def _nodes(self) -> pd.Index:
        """The node numbers of the source, in the order of the rows; read when first needed."""
        if self._node_index is None:
            self._node_index = _index(self._core.nodes()["id"], "node")
        return self._node_index

    def edge_tree(self) -> _network.EdgeTree:
        """The search tree over the edges, built when first needed."""
        if self._tree is None:
            apart = self._barriers is not None
            self._tree = _network.EdgeTree(
                self._core,
                self._smallest_component,
                (self._barriers if apart else self._waters) or _network.BarrierLines([]),
                not apart,
            )
        return self._tree

    def linking(self, *, barriers: Barriers = None, smallest_component: int = 0) -> RoadGraph:
        """The same roads, with other rules for how places are linked to them.

        Parameters
        ----------
        barriers : "water" or GeoDataFrame of lines or surfaces, optional
            What nobody crosses off the roads: places and the land of isochrones are linked to the
            nearest road on their own side. "water" = rivers, canals and shores of the file that
            the roads were read from.
        smallest_component : int
            Parts of the network that are not linked to the rest both ways (islands, what lies
            behind a closed bridge) count from so many nodes on; 0 = from a kilometre of roads on.

        Returns
        -------
        RoadGraph
            Shares its memory with this one.

        Raises
        ------
        InvalidInput
            For barriers without CRS, or "water" where the roads came without any.
        """
        lines = barrier_lines(barriers, self._waters)
        graph = copy.copy(self)
        graph._tree = None
        graph._barriers = lines
        graph._smallest_component = require_count(smallest_component, "smallest_component")
        return graph

    def _link_like(self, other: RoadGraph) -> None:
        """Takes over what another graph of the same roads knows of water and barriers."""
        self._waters = other._waters
        self._barriers = other._barriers
        self._smallest_component = other._smallest_component


def _index(values: Any, name: str) -> pd.Index:
    import pandas as pd

    index: pd.Index = pd.Index(values, name=name)
    return index


def _minutes(deciseconds: npt.NDArray[np.uint32]) -> Floats:
    return np.where(deciseconds == _network.CLOSED, np.nan, deciseconds / DECISECONDS_PER_MINUTE)


def _lines(core: _network.RoadGraph) -> Any:
    """The courses of all edges as shapely lines: first node, bends, last node."""
    import shapely

    nodes, edges, shapes = core.nodes(), core.edges(), core.shapes()
    node = np.column_stack([nodes["lon"], nodes["lat"]])
    bend = np.column_stack([shapes["lon"], shapes["lat"]])
    count = len(edges["from"])
    begin = shapes["begin"].astype(np.int64) if len(shapes["begin"]) else np.zeros(count + 1, int)
    bends = np.diff(begin)
    first = begin[:-1] + 2 * np.arange(count)
    points = np.empty((len(bend) + 2 * count, 2))
    inner = np.ones(len(points), dtype=bool)
    inner[first] = inner[first + bends + 1] = False
    points[inner] = bend
    points[first] = node[edges["from"]]
    points[first + bends + 1] = node[edges["to"]]
    return shapely.linestrings(points, indices=np.repeat(np.arange(count), bends + 2))


_Told = tuple[Any, Any, Any]  # import report, findings, what the file told


def _from_file(kept_in: KeptIn, told: _Told) -> RoadGraph:
    """A graph that travelled by the path of its file."""
    kept_in.require_unchanged()
    return _with_account(
        RoadGraph.load(kept_in.path, check_content=False, mapped=kept_in.mapped), told
    )


def _from_bytes(content: bytes, told: _Told) -> RoadGraph:
    kept = unpacked(content)
    graph = RoadGraph(kept["graph"])
    graph._hierarchy = kept["hierarchy"]
    return _with_account(graph, told)


def _with_account(graph: RoadGraph, told: _Told) -> RoadGraph:
    graph.import_report, graph.findings, graph.file = told
    return graph
