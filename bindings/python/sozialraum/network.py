"""How are places linked by roads, and where does a place enter the network?

A :class:`RoadGraph` comes from OpenStreetMap (:func:`sozialraum.osm.read_roads`) or from any table
of road pieces (:meth:`RoadGraph.from_edges`). Times are whole tenths of a second inside, minutes
outside; unreachable is NaN. One-way streets are heeded everywhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from sozialraum._core import network as _network
from sozialraum.core import Finding, InvalidInput, Place, Severity, unknown_name

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    import pandas as pd

    Places: TypeAlias = gpd.GeoDataFrame | gpd.GeoSeries | pd.Index
    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]

__all__ = ["NetworkFile", "RoadGraph", "minutes_from_nodes", "snap"]

_FLAGS = {
    "through_restricted": _network.THROUGH_RESTRICTED,
    "ferry": _network.FERRY,
    "roundabout": _network.ROUNDABOUT,
    "built_up": _network.BUILT_UP,
}
_DECISECONDS_PER_MINUTE = 600.0


@dataclass(frozen=True)
class NetworkFile:
    """What the file of a road graph holds: :meth:`RoadGraph.estimate`.

    Attributes
    ----------
    nodes, edges : int
    bytes : int
        Size of the file and the most memory a load takes. It is shared by all processes that load
        the same file, and read as far as it is used.
    prepared : bool
        With what :meth:`RoadGraph.prepare` made?
    mode, speeds : str
        As given to :meth:`RoadGraph.save`.
    source : str or None
        Name of the file the graph was made of.
    library : str
        Version of sozialraum that wrote it.
    details : dict of str to str
    """

    nodes: int
    edges: int
    bytes: int
    prepared: bool
    mode: str
    speeds: str
    source: str | None
    library: str
    details: dict[str, str]


class RoadGraph:
    """Roads of one mode: junctions, the pieces between them, and the time each piece takes.

    Make one with :meth:`from_edges` or :func:`sozialraum.osm.read_roads`.

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
        self._node_index: pd.Index | None = None
        self._hierarchy: Any = None  # a _network.Hierarchy once prepared
        self._order_of: Any = None  # that of the graph this one was reweighted from
        self.import_report = import_report
        self.findings = list(findings)
        self.file: NetworkFile | None = None

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
            through: private, residents), ``ferry``, ``roundabout``, ``built_up``.
        nodes : geopandas.GeoDataFrame, optional
            Points with the node numbers as index. Without it the ends of the lines are the nodes.

        Raises
        ------
        InvalidInput
            Without CRS, without a needed column, with a negative or missing length or time, or for
            a line whose node is unknown.

        Notes
        -----
        Rows given once for each direction (osmnx) make two parallel edges for a two-way street:
        times are the same.

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
        return _graph_from_edges(cls, edges, nodes)

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
            ``through_restricted``, ``ferry``, ``roundabout``, ``built_up``, ``geometry``. The index
            is the edge number that :func:`snap` reports.
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
        for name, flag in _FLAGS.items():
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
        Bridges and tunnels are taken for the ground below and above them.

        Examples
        --------
        >>> hilly = graph.with_elevation("dgm25.tif", mode="foot")  # doctest: +SKIP
        """
        if mode not in ("bicycle", "foot"):
            raise unknown_name("mode", str(mode), ["bicycle", "foot"], Place(argument="mode"))
        from sozialraum import _gis

        lon, lat = _network.height_points(self._core)
        heights, _, _, findings = _gis.sample_raster(os.fspath(raster), lon, lat, 1)
        made, slopes = _network.with_slopes(
            self._core, heights, mode == "bicycle", float(minimum_metres)
        )
        return RoadGraph(
            made,
            import_report=self.import_report,
            findings=[*self.findings, *findings, *slopes],
        )

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

        if kind not in ("strong", "weak"):
            raise unknown_name("kind", str(kind), ["strong", "weak"], Place(argument="kind"))
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
        if self._hierarchy is None:
            self._hierarchy = _network.Hierarchy.build(
                self._core, self._order_of, threads, progress
            )
            self._order_of = None

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        source: str | os.PathLike[str] | None = None,
        mode: str = "",
        speeds: str = "",
        details: Mapping[str, str] | None = None,
    ) -> None:
        """Keep the graph in one file, with what :meth:`prepare` made of it.

        The same graph gives the same bytes. A file of this name is replaced once the new one is
        whole; who has it open keeps the old one. The import report and the findings are not kept.

        Parameters
        ----------
        path : path
        source : path, optional
            The file the graph was made of, such as an OpenStreetMap extract. Its name, size and
            checksum are kept, so that :meth:`load` can tell whether it is still the same.
        mode, speeds : str
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
        about = {
            "mode": mode,
            "speeds": speeds,
            "source": None if source is None else os.fspath(source),
            "details": [(str(key), str(value)) for key, value in (details or {}).items()],
        }
        _network.save_network(os.fspath(path), self._core, self._hierarchy, about)

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        *,
        source: str | os.PathLike[str] | None = None,
        check_content: bool = True,
    ) -> RoadGraph:
        """Open a graph that :meth:`save` kept.

        The file is mapped into memory: processes that load the same file share it, and only what is
        used is read.

        Parameters
        ----------
        path : path
        source : path, optional
            The file the graph should have been made of: another content is refused.
        check_content : bool
            False skips the checksums of the content: a load then takes no time, but damage in the
            middle of the file is not seen.

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
        kept = _network.load_network(
            os.fspath(path), None if source is None else os.fspath(source), check_content
        )
        graph = cls(kept["graph"])
        graph._hierarchy = kept["hierarchy"]
        graph.file = _network_file(kept["info"])
        return graph

    @staticmethod
    def estimate(path: str | os.PathLike[str]) -> NetworkFile:
        """What a file of :meth:`save` holds, and how much memory a load takes: from its head alone.

        Raises
        ------
        InvalidInput
            As :meth:`load`, but the content is not read.
        """
        return _network_file(_network.inspect_network(os.fspath(path)))

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
            One factor an edge, in the order of :meth:`to_edges`, on top of that of its class.
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
        rows = [
            (key, None, factor) if isinstance(key, str) else (key[0], key[1], factor)
            for key, factor in (classes or {}).items()
        ]
        factors = np.zeros(0) if edges is None else np.asarray(edges, dtype=np.float64)
        if edges is not None and len(factors) != self._core.edge_count:
            raise _error(
                "invalid_argument",
                f"edges holds {len(factors)} factors, but there are {self._core.edge_count} edges",
                "edges",
                "give one factor a row of to_edges()",
            )
        graph = RoadGraph(
            _network.reweighted(self._core, rows, factors, allow_closing),
            import_report=self.import_report,
            findings=self.findings,
        )
        graph._order_of = self._hierarchy if self._hierarchy is not None else self._order_of
        return graph

    def _nodes(self) -> pd.Index:
        """The node numbers of the source, in the order of the rows; read when first needed."""
        if self._node_index is None:
            self._node_index = _index(self._core.nodes()["id"], "node")
        return self._node_index

    def edge_tree(self) -> _network.EdgeTree:
        """The search tree over the edges, built when first needed."""
        if self._tree is None:
            self._tree = _network.EdgeTree(self._core)
        return self._tree


def snap(
    graph: RoadGraph, points: gpd.GeoDataFrame, *, radius: float = 2000.0, speed_kmh: float = 5.0
) -> pd.DataFrame:
    """Which road is nearest to each place, and how far is it?

    Parameters
    ----------
    graph : RoadGraph
    points : geopandas.GeoDataFrame
        Points in any CRS; the index, as text, names them.
    radius : float
        Metres. Places further from a road than this are not linked.
    speed_kmh : float
        Speed of the way to the road: on foot.

    Returns
    -------
    pandas.DataFrame
        One row a point: ``status`` ("snapped", "too_far", "no_road", "no_position"), ``edge`` (row
        of :meth:`RoadGraph.to_edges`, -1 = none), ``offset`` (metres along the edge from ``u``),
        ``metres`` (straight line to the road), ``minutes`` (for that line), ``component`` (strong
        component of the edge), ``nearest_metres`` (to the nearest road, even one that is cut off
        from the network), ``lon`` and ``lat`` of the point on the road. Only roads of the largest
        strong component are used. ``.attrs["findings"]`` lists what should be said.

    Raises
    ------
    InvalidInput
        Without CRS, for geometries that are not points, for a radius or speed that is not positive.

    Notes
    -----
    Distances are metres on the WGS 84 ellipsoid. A row depends on that point alone.
    """
    import pandas as pd

    snaps, ids = snapped(graph, points, "points", radius, speed_kmh)
    columns = snaps.columns()
    none = columns["edge"] < 0
    frame = pd.DataFrame(
        {
            "status": columns["status"],
            "edge": columns["edge"],
            "offset": np.where(none, np.nan, columns["offset"]),
            "metres": columns["metres"],
            "minutes": np.where(none, np.nan, columns["minutes"]),
            "component": np.where(none, -1, columns["component"]),
            "nearest_metres": columns["nearest_metres"],
            "lon": np.where(none, np.nan, columns["lon"]),
            "lat": np.where(none, np.nan, columns["lat"]),
        },
        index=pd.Index(ids, name=points.index.name, dtype=object),
    )
    frame.attrs["findings"] = list(snaps.findings(ids, "point"))
    return frame


def minutes_from_nodes(
    graph: RoadGraph,
    nodes: Sequence[int],
    *,
    towards: bool = False,
    limit: float = np.inf,
) -> pd.Series:
    """How many minutes is it from the nearest of some nodes to every node of the graph?

    Parameters
    ----------
    graph : RoadGraph
    nodes : sequence of int
        Node numbers of the source, such as OpenStreetMap node ids.
    towards : bool
        True: from every node to the nearest of ``nodes`` instead.
    limit : float
        Minutes; nodes further away are NaN.

    Returns
    -------
    pandas.Series
        Minutes by node number; NaN if not reachable within the limit.

    Raises
    ------
    UnknownName
        For a node the graph does not have.
    """
    import pandas as pd

    index = graph._nodes()
    rows = _rows_of_nodes(graph, pd.Index(nodes), "nodes")
    minutes = _network.dijkstra(graph._core, rows, not towards, float(limit))
    return pd.Series(minutes, index=index, name="minutes")


def lon_lat(
    points: gpd.GeoDataFrame | gpd.GeoSeries, argument: str
) -> tuple[Floats, Floats, list[str]]:
    """Degrees and names of points in any CRS; NaN for an empty geometry."""
    import geopandas as gpd

    if not isinstance(points, gpd.GeoDataFrame | gpd.GeoSeries):
        raise _error(
            "not_points",
            f"is a {type(points).__name__}; a GeoDataFrame of points was expected",
            argument,
            "make one with geopandas.points_from_xy, and say in which CRS",
        )
    if points.crs is None:
        raise _error(
            "no_crs",
            "has no coordinate reference system",
            argument,
            "say which one with .set_crs(...), such as EPSG:25832 or EPSG:3035",
        )
    geometry = points.geometry
    kinds = geometry.geom_type[~(geometry.is_empty | geometry.isna())]
    if not kinds.isin(["Point"]).all():
        other = kinds[kinds != "Point"]
        raise _error(
            "not_points",
            f"holds a {other.iloc[0]} at '{other.index[0]}'; points were expected",
            argument,
            "take .representative_point() of areas",
        )
    ids = [str(name) for name in points.index]
    if len(set(ids)) < len(ids):
        twice = points.index[points.index.duplicated()][0]
        raise _error("duplicate_key", f"has the name '{twice}' twice", argument, "")
    degrees = geometry.to_crs("EPSG:4326")
    return (
        np.asarray(degrees.x, dtype=float),
        np.asarray(degrees.y, dtype=float),
        ids,
    )


def snapped(
    graph: RoadGraph, places: Places, argument: str, radius: float, speed_kmh: float
) -> tuple[_network.Snaps, list[str]]:
    """Places linked to the graph, for searches, and their names: points, or nodes by number."""
    import pandas as pd

    if not isinstance(graph, RoadGraph):
        raise _error(
            "not_a_graph", f"is a {type(graph).__name__}; a RoadGraph was expected", "graph", ""
        )
    if isinstance(places, pd.Index):
        if places.has_duplicates:
            twice = places[places.duplicated()][0]
            raise _error("duplicate_key", f"has the node {twice} twice", argument, "")
        return _network.places_at(graph._core, _rows_of_nodes(graph, places, argument)), [
            str(node) for node in places
        ]
    lon, lat, ids = lon_lat(places, argument)
    return graph.edge_tree().snap(lon, lat, (radius, speed_kmh)), ids


def _rows_of_nodes(graph: RoadGraph, nodes: pd.Index, argument: str) -> Integers:
    """The rows of nodes given by their number in the source."""
    rows = graph._nodes().get_indexer(nodes)
    if (rows < 0).any():
        raise unknown_name("node", str(nodes[rows < 0][0]), [], Place(argument=argument))
    return rows.astype(np.int64)


def _network_file(info: dict[str, Any]) -> NetworkFile:
    return NetworkFile(**{**info, "details": dict(info["details"])})


def _error(code: str, message: str, argument: str, hint: str) -> InvalidInput:
    return InvalidInput(
        Finding(
            code=code,
            message=message,
            severity=Severity.WARNING,
            place=Place(argument=argument),
            hint=hint,
        )
    )


def _index(values: Any, name: str) -> pd.Index:
    import pandas as pd

    index: pd.Index = pd.Index(values, name=name)
    return index


def _minutes(deciseconds: npt.NDArray[np.uint32]) -> Floats:
    return np.where(deciseconds == _network.CLOSED, np.nan, deciseconds / _DECISECONDS_PER_MINUTE)


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


# ---- from a table of edges


def _graph_from_edges(
    cls: type[RoadGraph], edges: gpd.GeoDataFrame, nodes: gpd.GeoDataFrame | None
) -> RoadGraph:
    table = _with_ends(edges)
    lines = table.geometry.to_crs("EPSG:4326")
    ids, ends = _node_numbers(table)
    points, findings = _node_positions(ids, ends, lines, nodes)
    metres = _numbers(table, _first_of(table, ["metres", "length"]))
    forward, backward = _directions(table, metres)
    classes, names = _way_classes(table)
    core = _network.RoadGraph.from_arrays(
        {"id": ids, "lon": points[:, 0], "lat": points[:, 1]},
        {
            "from": ends[:, 0],
            "to": ends[:, 1],
            "metres": metres,
            "forward": forward,
            "backward": backward,
            "flags": _flag_bits(table),
            "way_class": classes,
            "way_id": _way_ids(table),
        },
        _bends(lines),
        names,
    )
    return cls(core, findings=findings)


def _with_ends(edges: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    import geopandas as gpd

    if not isinstance(edges, gpd.GeoDataFrame):
        raise _error("not_edges", f"is a {type(edges).__name__}, not a GeoDataFrame", "edges", "")
    if edges.crs is None:
        raise _error("no_crs", "has no coordinate reference system", "edges", "use .set_crs(...)")
    if {"u", "v"} <= {str(name) for name in edges.index.names}:
        kept = [name for name in edges.index.names if name not in edges.columns]
        edges = edges.reset_index(level=kept)
    for name in ("u", "v"):
        if name not in edges.columns:
            raise unknown_name("column", name, [str(c) for c in edges.columns])
    kinds = edges.geometry.geom_type
    if not (kinds == "LineString").all():
        row = edges.index[kinds != "LineString"][0]
        raise _error("not_lines", f"row '{row}' is not a LineString", "edges", "use .explode()")
    return edges


def _first_of(table: gpd.GeoDataFrame, names: list[str]) -> str:
    for name in names:
        if name in table.columns:
            return name
    raise unknown_name("column", names[0], [str(c) for c in table.columns])


def _numbers(table: gpd.GeoDataFrame, column: str) -> Floats:
    import pandas as pd

    values = np.asarray(pd.to_numeric(table[column], errors="coerce"), dtype=float)
    bad = ~(np.isfinite(values) & (values >= 0))
    if bad.any():
        row = table.index[bad][0]
        raise _error(
            "bad_edge",
            f"column '{column}' holds {table[column].iloc[int(np.argmax(bad))]!r} at row '{row}'; "
            "a number of zero or more was expected",
            "edges",
            "",
        )
    return values


def _node_numbers(table: gpd.GeoDataFrame) -> tuple[Integers, Integers]:
    """Node numbers of the source in rising order, and the rows of both ends of every edge."""
    try:
        both = np.column_stack([table["u"], table["v"]]).astype(np.int64)
    except (TypeError, ValueError):
        raise _error(
            "bad_node", "u and v must be whole numbers", "edges", "number the nodes first"
        ) from None
    ids, ends = np.unique(both, return_inverse=True)
    return ids, ends.reshape(both.shape)


def _node_positions(
    ids: Integers, ends: Integers, lines: gpd.GeoSeries, nodes: gpd.GeoDataFrame | None
) -> tuple[Floats, list[Finding]]:
    import shapely

    if nodes is not None:
        import pandas as pd

        if nodes.crs is None:
            raise _error("no_crs", "has no coordinate reference system", "nodes", "")
        rows = pd.Index(nodes.index).get_indexer(pd.Index(ids))
        if (rows < 0).any():
            raise _error("bad_node", f"lacks node {ids[rows < 0][0]}", "nodes", "")
        points = nodes.geometry.to_crs("EPSG:4326").iloc[rows]
        return np.column_stack([points.x, points.y]), []
    geometry = np.asarray(lines.array)
    first = shapely.get_coordinates(shapely.get_point(geometry, 0))
    last = shapely.get_coordinates(shapely.get_point(geometry, -1))
    where = np.concatenate([ends[:, 0], ends[:, 1]])
    coordinates = np.concatenate([first, last])
    low = np.full((len(ids), 2), np.inf)
    high = np.full((len(ids), 2), -np.inf)
    np.minimum.at(low, where, coordinates)
    np.maximum.at(high, where, coordinates)
    apart = ids[(high - low).max(axis=1, initial=0.0) > 1e-4]
    if len(apart) == 0:
        return low, []
    return low, [
        Finding(
            code="node_positions_differ",
            message=f"the lines that meet in {len(apart)} nodes end more than 10 m apart",
            severity=Severity.WARNING,
            place=Place(argument="edges"),
            hint="check u and v, or the direction of the lines",
            areas=tuple(str(node) for node in apart),
        )
    ]


def _deciseconds(minutes: Floats) -> npt.NDArray[np.uint32]:
    closed = np.isnan(minutes)
    whole = np.floor(np.where(closed, 0.0, minutes) * _DECISECONDS_PER_MINUTE + 0.5)
    if (whole >= _network.CLOSED).any():
        raise _error("bad_edge", "an edge takes more than 13 years", "edges", "")
    return np.where(closed, _network.CLOSED, whole).astype(np.uint32)


def _directions(
    table: gpd.GeoDataFrame, metres: Floats
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    if {"minutes_forward", "minutes_backward"} <= set(table.columns):
        both = []
        for name in ("minutes_forward", "minutes_backward"):
            values = np.asarray(table[name], dtype=float)
            if (values < 0).any():
                raise _error("bad_edge", f"column '{name}' holds a negative time", "edges", "")
            both.append(_deciseconds(values))
        return both[0], both[1]
    time = _first_of(table, ["minutes", "travel_time", "speed_kmh", "speed_kph"])
    values = _numbers(table, time)
    if time.startswith("speed"):
        if (values == 0).any():
            raise _error("bad_edge", f"column '{time}' holds a speed of zero", "edges", "")
        values = metres / values * 0.06
    elif time == "travel_time":
        values = values / 60.0
    forward = _deciseconds(values)
    oneway = _oneway(table)
    return forward, np.where(oneway, np.uint32(_network.CLOSED), forward).astype(np.uint32)


def _oneway(table: gpd.GeoDataFrame) -> npt.NDArray[np.bool_]:
    if "oneway" not in table.columns:
        return np.zeros(len(table), dtype=bool)
    known = {True: True, False: False, "yes": True, "no": False, "True": True, "False": False}
    values = [known.get(value) for value in table["oneway"]]
    if None in values:
        found = table["oneway"].iloc[values.index(None)]
        raise _error(
            "bad_edge",
            f"column 'oneway' holds {found!r}; true or false was expected",
            "edges",
            "turn the line round where a street is one-way against its direction",
        )
    return np.asarray(values, dtype=bool)


def _flag_bits(table: gpd.GeoDataFrame) -> npt.NDArray[np.uint32]:
    bits = np.zeros(len(table), dtype=np.uint32)
    for name, flag in _FLAGS.items():
        if name in table.columns:
            bits |= np.where(np.asarray(table[name], dtype=bool), flag, 0).astype(np.uint32)
    return bits


def _way_ids(table: gpd.GeoDataFrame) -> Integers:
    """Numbers of the ways; of several ways in one edge (osmnx) the first."""
    name = next((n for n in ("way_id", "osmid") if n in table.columns), None)
    if name is None:
        return np.arange(len(table), dtype=np.int64)
    first = [v[0] if isinstance(v, list) else v for v in table[name]]
    return np.asarray(first, dtype=np.int64)


def _way_classes(table: gpd.GeoDataFrame) -> tuple[npt.NDArray[np.uint32], list[str]]:
    name = next((n for n in ("way_class", "highway") if n in table.columns), None)
    if name is None:
        return np.zeros(len(table), dtype=np.uint32), []
    texts = [str(v[0] if isinstance(v, list) else v) for v in table[name]]
    names, numbers = np.unique(np.asarray(texts, dtype=str), return_inverse=True)
    return numbers.astype(np.uint32), [str(n) for n in names]


def _bends(lines: gpd.GeoSeries) -> dict[str, Any]:
    import shapely

    geometry = np.asarray(lines.array)
    points, row = shapely.get_coordinates(geometry, return_index=True)
    count = np.bincount(row, minlength=len(geometry))
    end = np.cumsum(count)
    inner = np.ones(len(points), dtype=bool)
    inner[end - 1] = False
    inner[end - count] = False
    begin = np.concatenate([[0], np.cumsum(count - 2)]).astype(np.uint32)
    return {"begin": begin, "lon": points[inner, 0], "lat": points[inner, 1]}
