"""How are places linked by roads, and where does a place enter the network?

A :class:`RoadGraph` comes from OpenStreetMap (:func:`sozialraum.osm.read_roads`) or from any table
of road pieces (:meth:`RoadGraph.from_edges`). Times are whole tenths of a second inside, minutes
outside; unreachable is NaN. One-way streets are heeded everywhere.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from sozialraum._core import network as _network
from sozialraum._place_names import PlaceNames
from sozialraum.core import (
    Finding,
    InvalidInput,
    Place,
    Severity,
    UnknownName,
    label_text,
    nearest_name,
    require_choice,
    require_count,
    require_flag,
    require_number,
    require_path,
    require_text,
    shown,
    there_are,
    unknown_name,
)

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    import pandas as pd

    Places: TypeAlias = gpd.GeoDataFrame | gpd.GeoSeries | pd.Index
    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]

__all__ = ["NetworkFile", "RoadGraph", "SourceFile", "minutes_from_nodes", "snap"]

_FLAGS = {
    "through_restricted": _network.THROUGH_RESTRICTED,
    "ferry": _network.FERRY,
    "roundabout": _network.ROUNDABOUT,
    "built_up": _network.BUILT_UP,
    "off_ground": _network.OFF_GROUND,
}
_DECISECONDS_PER_MINUTE = 600.0
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}
_METRES_PER_DEGREE = 111_195.0
_METRES_APART = 10.0  # of one junction in two tables: told
_STRETCH = 1.05  # our sphere, other spheroids and projections: 0.5 %, and some margin
_LISTS = (list, tuple, np.ndarray)
_METRES_ELSEWHERE = 1000.0  # no junction is as wide: refused


@dataclass(frozen=True)
class SourceFile:
    """A file by its content, as it was when it was read: what a network was made of.

    Attributes
    ----------
    name : str
        Without folders.
    bytes, crc32 : int
        Size and checksum of the content.
    """

    name: str
    bytes: int
    crc32: int

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> SourceFile:
        """What a file holds now; raises :class:`InvalidInput` if it cannot be read."""
        return cls(*_network.source_file(require_path(path, "source")))


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
    made_of : SourceFile or None
        The file the graph was made of.
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
    made_of: SourceFile | None
    library: str
    details: dict[str, str]

    @property
    def source(self) -> str | None:
        """Name of the file the graph was made of."""
        return None if self.made_of is None else self.made_of.name


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
            through: private, residents), ``ferry``, ``roundabout``, ``built_up``,
            ``off_ground`` (on a bridge or in a tunnel).
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
            ``through_restricted``, ``ferry``, ``roundabout``, ``built_up``, ``off_ground``,
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
            raise _error("invalid_argument", message, "details", "")
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
            source = _source_file(source)
        return None if source is None else (source.name, source.bytes, source.crc32)

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        *,
        source: str | os.PathLike[str] | SourceFile | None = None,
        check_content: bool = True,
    ) -> RoadGraph:
        """Open a graph that :meth:`save` kept.

        The file is mapped into memory: processes that load the same file share it, and only what is
        used is read.

        Parameters
        ----------
        path : path
        source : path or SourceFile, optional
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
        file = require_path(path, "path")
        described = _source_file(source) if isinstance(source, SourceFile) else None
        by_path = None if source is None or described else require_path(source, "source")
        check = require_flag(check_content, "check_content")
        kept = _network.load_network(file, by_path, check)
        graph = cls(kept["graph"])
        graph._hierarchy = kept["hierarchy"]
        graph.file = _network_file(kept["info"])
        if described is not None:
            _require_made_of(described, graph.file, file)
        return graph

    @staticmethod
    def estimate(path: str | os.PathLike[str]) -> NetworkFile:
        """What a file of :meth:`save` holds, and how much memory a load takes: from its head alone.

        Raises
        ------
        InvalidInput
            As :meth:`load`, but the content is not read.
        """
        return _network_file(_network.inspect_network(require_path(path, "path")))

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
        rows = _class_factors({} if classes is None else classes)
        factors = np.zeros(0) if edges is None else _edge_factors(edges, self.edge_count)
        graph = RoadGraph(
            _network.reweighted(self._core, rows, factors, closing),
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
        Points in any CRS; the index names them.
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
        from the network), ``lon`` and ``lat`` of the point on the road; distances of a place
        without position are NaN. Only roads of the largest strong component are used.
        ``.attrs["findings"]`` lists what should be said.

    Raises
    ------
    InvalidInput
        Without CRS, for geometries that are not points or lie outside of the globe, for a radius or
        speed that is not positive.

    Notes
    -----
    Distances are metres on the WGS 84 ellipsoid. A row depends on that point alone.
    """
    import pandas as pd

    speed = require_speed(speed_kmh, "speed_kmh")
    snaps, names = snapped(graph, points, "points", radius, speed)
    columns = snaps.columns()
    none = columns["edge"] < 0
    nowhere = np.asarray(columns["status"]) == "no_position"
    frame = pd.DataFrame(
        {
            "status": columns["status"],
            "edge": columns["edge"],
            "offset": np.where(none, np.nan, columns["offset"]),
            "metres": np.where(nowhere, np.nan, columns["metres"]),
            "minutes": np.where(none, np.nan, columns["minutes"]),
            "component": np.where(none, -1, columns["component"]),
            "nearest_metres": np.where(nowhere, np.nan, columns["nearest_metres"]),
            "lon": np.where(none, np.nan, columns["lon"]),
            "lat": np.where(none, np.nan, columns["lat"]),
        },
        index=names.index,
    )
    frame.attrs["findings"] = list(snaps.findings(names.texts, "point"))
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

    require_graph(graph)
    index = graph._nodes()
    try:
        wanted = pd.Index(nodes)
    except (TypeError, ValueError):
        raise _error(
            "invalid_argument",
            f"is {nodes!r}; a list of node numbers was expected",
            "nodes",
            "write nodes=[17]",
        ) from None
    rows = _rows_of_nodes(graph, wanted, "nodes")
    minutes = _network.dijkstra(
        graph._core,
        rows,
        not require_flag(towards, "towards"),
        require_number(limit, "limit"),
    )
    return pd.Series(minutes, index=index, name="minutes")


def lon_lat(
    points: gpd.GeoDataFrame | gpd.GeoSeries, argument: str
) -> tuple[tuple[Floats, Floats], PlaceNames]:
    """Degrees and names of points in any CRS; NaN for an empty geometry."""
    import geopandas as gpd

    if not isinstance(points, gpd.GeoDataFrame | gpd.GeoSeries):
        raise _error(
            "not_points",
            f"is a {type(points).__name__}; a GeoDataFrame of points was expected",
            argument,
            "make one with geopandas.points_from_xy, and say in which CRS",
        )
    if _geometry_name(points) is None:
        raise _error("not_points", "has no geometry column", argument, "use .set_geometry(...)")
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
            f"holds a {other.iloc[0]} at '{label_text(other.index[0])}'; points were expected",
            argument,
            "take .representative_point() of areas",
        )
    names = PlaceNames(points.index, argument)
    degrees = geometry.to_crs("EPSG:4326")
    lon, lat = np.asarray(degrees.x, dtype=float), np.asarray(degrees.y, dtype=float)
    empty = np.asarray(geometry.is_empty | geometry.isna(), dtype=bool)
    off = ~empty & ~((np.abs(lon) <= 180.0) & (np.abs(lat) <= 90.0))
    if off.any():
        row = int(np.argmax(off))
        point = geometry.iloc[row]
        raise _error(
            "not_on_the_globe",
            f"has the point '{names.texts[row]}' at ({point.x:g}, {point.y:g}), which is no place "
            f"on the globe in {points.crs.to_string()}",
            argument,
            "are the numbers in another CRS? say which with .set_crs(..., allow_override=True)",
        )
    return (lon, lat), names


def require_graph(graph: object) -> None:
    """Refuse anything but a :class:`RoadGraph`."""
    if isinstance(graph, RoadGraph):
        return
    raise _error(
        "not_a_graph", f"is a {type(graph).__name__}; a RoadGraph was expected", "graph", ""
    )


def require_speed(value: object, argument: str) -> float:
    """A finite number of km/h above 0."""
    speed = require_number(value, argument)
    if not 0.0 < speed < np.inf:
        raise _error(
            "invalid_argument",
            f"is {speed:g} km/h; a finite speed above 0 is needed",
            argument,
            "",
        )
    return speed


def _geometry_name(table: gpd.GeoDataFrame | gpd.GeoSeries) -> Any:
    """Name of the column with the geometry; None if there is none."""
    return getattr(table, "active_geometry_name", "geometry")


def snapped(
    graph: RoadGraph, places: Places, argument: str, radius: float, off_road_kmh: float
) -> tuple[_network.Snaps, PlaceNames]:
    """Places linked to the graph, for searches, and their names: points, or nodes by number."""
    import pandas as pd

    require_graph(graph)
    how = (require_number(radius, "radius"), require_speed(off_road_kmh, "off_road_kmh"))
    if isinstance(places, pd.Index):
        nodes = PlaceNames(places, argument)
        return _network.places_at(graph._core, _rows_of_nodes(graph, places, argument)), nodes
    (lon, lat), names = lon_lat(places, argument)
    return graph.edge_tree().snap(lon, lat, how), names


def _rows_of_nodes(graph: RoadGraph, nodes: pd.Index, argument: str) -> Integers:
    """The rows of nodes given by their number in the source."""
    try:
        rows = graph._nodes().get_indexer(nodes)
    except TypeError:  # lists among the numbers
        rows = np.full(len(nodes), -1)
    if (rows < 0).any():
        missing = label_text(nodes[rows < 0][0])
        raise UnknownName(
            Finding(
                code="unknown_node",
                message=f"there is no node '{missing}'",
                severity=Severity.WARNING,
                place=Place(argument=argument),
                hint="the node numbers are the index of to_nodes()",
                details={"found": missing},
            )
        )
    return rows.astype(np.int64)


def _network_file(info: dict[str, Any]) -> NetworkFile:
    made_of = None if info["made_of"] is None else SourceFile(*info["made_of"])
    return NetworkFile(**{**info, "made_of": made_of, "details": dict(info["details"])})


def _source_file(source: str | os.PathLike[str] | SourceFile) -> SourceFile:
    """The description of a file that can be kept: as it is now, or as it was given."""
    if not isinstance(source, SourceFile):
        return SourceFile.read(source)
    if not isinstance(source.name, str) or not source.name:
        raise _unfit_source("name", source.name, "the name of a file")
    for attribute, number, most in (
        ("bytes", source.bytes, 2**63 - 1),
        ("crc32", source.crc32, 2**32 - 1),
    ):
        whole = isinstance(number, Integral) and not isinstance(number, bool)
        if not whole or not 0 <= number <= most:
            raise _unfit_source(attribute, number, f"a whole number from 0 to {most}")
    return SourceFile(source.name, int(source.bytes), int(source.crc32))


def _unfit_source(attribute: str, value: object, needed: str) -> InvalidInput:
    return _error(
        "invalid_argument",
        f"has {attribute}={shown(value)}; {needed} is needed",
        "source",
        "take SourceFile.read(path)",
    )


def _require_made_of(source: SourceFile, kept: NetworkFile, path: str) -> None:
    """Refuse a network that was made of another file than this one."""
    then = kept.made_of
    if then is not None and (then.bytes, then.crc32) == (source.bytes, source.crc32):
        return
    message, hint = "the file does not tell what it was made of", "load it without a source"
    if then is not None:
        message = f"the network was made of another file: {then}, not {source}"
        hint = "prepare the network again"
    raise InvalidInput(Finding("stale", message, Severity.WARNING, Place(file=path), hint))


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


# ---- from a mapping of factors


def _class_factors(
    classes: Mapping[str | tuple[str, bool], float],
) -> list[tuple[str, bool | None, float]]:
    if not isinstance(classes, Mapping):
        raise _error(
            "invalid_argument",
            f"is {classes!r}; a mapping of way class to factor was expected",
            "classes",
            'write {"primary": 1.25}',
        )
    rows: list[tuple[str, bool | None, float]] = []
    for key, factor in classes.items():
        plain = isinstance(factor, Real) and not isinstance(factor, bool)
        if not plain or not _fits_float(factor):
            raise _error(
                "invalid_argument",
                f"has {shown(factor)} for {key!r}; a number was expected",
                "classes",
                'write {"primary": 1.25}',
            )
        if isinstance(key, str):
            rows.append((key, None, float(factor)))
            continue
        pair = key if isinstance(key, tuple) and len(key) == 2 else (None, None)
        if not isinstance(pair[0], str) or not isinstance(pair[1], bool | np.bool_):
            raise _error(
                "invalid_argument",
                f"has the key {key!r}; a way class, or a pair of it and true or false, was "
                "expected",
                "classes",
                'write "primary" for all, ("primary", True) for those inside built-up areas',
            )
        rows.append((pair[0], bool(pair[1]), float(factor)))
    return rows


def _edge_factors(edges: npt.ArrayLike, count: int) -> Floats:
    """One factor an edge; of a Series by its index."""
    import pandas as pd

    if isinstance(edges, pd.Series) and len(edges) == count:
        numbers = pd.RangeIndex(count)
        if edges.index.has_duplicates or not numbers.isin(edges.index).all():
            raise _error(
                "invalid_argument",
                "has another index than to_edges()",
                "edges",
                "index the factors by edge number, or give them as a list in the order of edges",
            )
        edges = edges.reindex(numbers)
    try:
        factors = np.asarray(edges, dtype=np.float64)
    except OverflowError:  # a whole number of hundreds of digits
        raise _error("invalid_argument", "holds a number that is too large", "edges", "") from None
    except (TypeError, ValueError):
        factors = np.zeros((0, 0))
    if factors.ndim != 1:
        raise _error(
            "invalid_argument", "is no list of numbers", "edges", "give one factor an edge"
        )
    if len(factors) != count:
        raise _error(
            "invalid_argument",
            f"edges holds {len(factors)} factors, but there are {count} edges",
            "edges",
            "give one factor a row of to_edges()",
        )
    return factors


# ---- from a table of edges


def _graph_from_edges(
    cls: type[RoadGraph], edges: gpd.GeoDataFrame, nodes: gpd.GeoDataFrame | None
) -> RoadGraph:
    table = _with_ends(edges)
    lines = table.geometry.to_crs("EPSG:4326")
    ids, ends = _node_numbers(table)
    points, apart = _node_positions(ids, ends, lines, nodes)
    length = _first_of(table, ["metres", "length"])
    metres = _numbers(table, length)
    forward, backward = _directions(table, metres)
    way_ids, way_class, joined = _ways(table)
    core = _network.RoadGraph.from_arrays(
        {"id": ids, "lon": points[:, 0], "lat": points[:, 1]},
        {
            "from": ends[:, 0],
            "to": ends[:, 1],
            "metres": metres,
            "forward": forward,
            "backward": backward,
            "flags": _flag_bits(table),
            "way_class": way_class[0],
            "way_id": way_ids,
        },
        _bends(lines),
        way_class[1],
    )
    return cls(core, findings=[*apart, *_doubted_lengths(table, length, lines), *joined])


def _with_ends(edges: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    import geopandas as gpd

    if not isinstance(edges, gpd.GeoDataFrame):
        raise _error("not_edges", f"is a {type(edges).__name__}, not a GeoDataFrame", "edges", "")
    if _geometry_name(edges) is None:
        raise _error("not_lines", "has no geometry column", "edges", "use .set_geometry(...)")
    if edges.crs is None:
        raise _error("no_crs", "has no coordinate reference system", "edges", "use .set_crs(...)")
    if {"u", "v"} <= {str(name) for name in edges.index.names}:
        kept = [name for name in edges.index.names if name not in edges.columns]
        edges = edges.reset_index(level=kept)
    twice = edges.columns[edges.columns.duplicated()]
    if len(twice):
        raise _error("duplicate_key", f"has the column '{twice[0]}' twice", "edges", "drop one")
    for name in ("u", "v"):
        if name not in edges.columns:
            columns = [str(c) for c in edges.columns]
            raise unknown_name("column", name, columns, Place(argument="edges"))
    kinds = edges.geometry.geom_type
    if not (kinds == "LineString").all():
        row = label_text(edges.index[kinds != "LineString"][0])
        raise _error("not_lines", f"row '{row}' is not a LineString", "edges", "use .explode()")
    if edges.geometry.is_empty.any():
        row = label_text(edges.index[edges.geometry.is_empty][0])
        raise _error("not_lines", f"row '{row}' is an empty LineString", "edges", "drop it")
    return edges


def _first_of(table: gpd.GeoDataFrame, names: list[str], more: str = "") -> str:
    for name in names:
        if name in table.columns:
            return name
    columns = [str(c) for c in table.columns]
    near = [found for name in names if (found := nearest_name(name, columns))]
    hint = f"did you mean '{near[0]}'?" if near else there_are(columns, names[0])
    others = "".join(f", nor '{name}'" for name in names[1:])
    raise UnknownName(
        Finding(
            code="unknown_column",
            message=f"there is no column '{names[0]}'{others}{more}",
            severity=Severity.WARNING,
            place=Place(argument="edges"),
            hint=hint,
            details={"found": names[0], "nearest": near[0] if near else ""},
        )
    )


def _bad_cell(
    table: gpd.GeoDataFrame, column: str, bad: npt.ArrayLike, expected: str, hint: str = ""
) -> InvalidInput:
    """The error for the first bad cell of a column."""
    row = int(np.argmax(np.asarray(bad)))
    found = table[column].iloc[row]
    found = found.item() if isinstance(found, np.generic) else found
    return _error(
        "bad_node" if column in ("u", "v") else "bad_edge",
        f"column '{column}' holds {shown(found)} at row '{label_text(table.index[row])}'; "
        f"{expected}",
        "edges",
        hint,
    )


def _floats(values: pd.Series) -> Floats:
    """Numbers of a column; NaN where there is none."""
    import pandas as pd

    try:
        return np.asarray(pd.to_numeric(values, errors="coerce"), dtype=float)
    except (TypeError, OverflowError):  # a list, or a whole number of hundreds of digits
        alone = values.map(lambda value: value if _fits_float(value) else np.nan)
        return np.asarray(pd.to_numeric(alone, errors="coerce"), dtype=float)


def _fits_float(value: Any) -> bool:
    """Is it a single value, and as a whole number no larger than floats can be?"""
    return bool(np.isscalar(value)) and not (isinstance(value, int) and abs(value) >= 2**1023)


def _numbers(table: gpd.GeoDataFrame, column: str) -> Floats:
    values = _floats(table[column])
    bad = ~(np.isfinite(values) & (values >= 0))
    if bad.any():
        raise _bad_cell(table, column, bad, "a number of zero or more was expected")
    return values


def _whole(value: object) -> int | None:
    """A whole number that 64 bits hold, also as text or as 5.0; None for anything else."""
    if isinstance(value, str):
        try:
            value = int(value)
        except ValueError:
            return None
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        return None
    if isinstance(value, Integral):
        number = int(value)
    elif abs(float(value)) <= 2**53 and float(value).is_integer():
        number = int(float(value))
    else:
        return None  # beyond 2**53 floats have lost their last digits
    return number if -(2**63) <= number < 2**63 else None


def _whole_numbers(table: gpd.GeoDataFrame, column: str, values: Any, hint: str) -> Integers:
    """Whole numbers of a column, or `values` taken from it: an array of one dimension."""
    plain = np.asarray(values)
    if plain.dtype.kind == "i":
        return plain.astype(np.int64)
    if plain.dtype.kind == "f":  # NaN and infinity are no whole numbers either
        bad = ~((plain == np.floor(plain)) & (np.abs(plain) <= 2**53))
        numbers = np.where(bad, 0, plain).astype(np.int64)
    else:
        whole = [_whole(value) for value in values]
        bad = np.asarray([number is None for number in whole], dtype=bool)
        numbers = np.asarray([number or 0 for number in whole], dtype=np.int64)
    if bad.any():
        raise _bad_cell(table, column, bad, "a whole number was expected", hint)
    return numbers


def _node_numbers(table: gpd.GeoDataFrame) -> tuple[Integers, Integers]:
    """Node numbers of the source in rising order, and the rows of both ends of every edge."""
    hint = "number the nodes first"
    both = np.column_stack([_whole_numbers(table, name, table[name], hint) for name in ("u", "v")])
    ids, ends = np.unique(both, return_inverse=True)
    return ids, ends.reshape(both.shape)


def _node_positions(
    ids: Integers, ends: Integers, lines: gpd.GeoSeries, nodes: gpd.GeoDataFrame | None
) -> tuple[Floats, list[Finding]]:
    import shapely

    geometry = np.asarray(lines.array)
    first = shapely.get_coordinates(shapely.get_point(geometry, 0))
    last = shapely.get_coordinates(shapely.get_point(geometry, -1))
    where = np.concatenate([ends[:, 0], ends[:, 1]])
    coordinates = np.concatenate([first, last])
    if nodes is not None:
        points = _given_positions(ids, nodes)
        return points, _far_from_lines(ids[where], _metres_between(points[where], coordinates))
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


def _given_positions(ids: Integers, nodes: gpd.GeoDataFrame) -> Floats:
    """Degrees of the nodes that a user gave, in the order of their numbers."""
    import geopandas as gpd
    import pandas as pd

    if not isinstance(nodes, gpd.GeoDataFrame | gpd.GeoSeries) or _geometry_name(nodes) is None:
        raise _error(
            "not_points",
            f"is a {type(nodes).__name__}; a GeoDataFrame of points was expected",
            "nodes",
            "make one with geopandas.points_from_xy, and say in which CRS",
        )
    if nodes.crs is None:
        raise _error("no_crs", "has no coordinate reference system", "nodes", "use .set_crs(...)")
    index = pd.Index(nodes.index)
    if index.has_duplicates:
        twice = index[index.duplicated()][0]
        raise _error("duplicate_key", f"has the node {twice} twice", "nodes", "")
    rows = index.get_indexer(pd.Index(ids))
    if (rows < 0).any():
        raise _error(
            "bad_node",
            f"lacks node {ids[rows < 0][0]}",
            "nodes",
            "its index must hold the whole numbers of u and v",
        )
    geometry = nodes.geometry.iloc[rows]
    other = np.asarray((geometry.geom_type != "Point") | geometry.is_empty, dtype=bool)
    if other.any():
        raise _error("not_points", f"has no point for node {ids[other][0]}", "nodes", "")
    points = geometry.to_crs("EPSG:4326")
    return np.column_stack([points.x, points.y])


def _metres_between(a: Floats, b: Floats) -> Floats:
    """Distances of points in degrees on a sphere, right while they are short."""
    east = (a[:, 0] - b[:, 0] + 180.0) % 360.0 - 180.0
    shrunk = np.cos(np.radians((a[:, 1] + b[:, 1]) / 2.0))
    return _METRES_PER_DEGREE * np.hypot(east * shrunk, a[:, 1] - b[:, 1])


def _far_from_lines(nodes: Integers, metres: Floats) -> list[Finding]:
    """What to say of nodes that lie some metres from the ends of their lines."""
    far = metres > _METRES_APART
    if not far.any():
        return []
    worst = int(np.argmax(metres))
    message = (
        f"lines end more than {_METRES_APART:.0f} m from {len(np.unique(nodes[far]))} of their "
        f"nodes, at node {nodes[worst]} by {metres[worst]:,.0f} m"
    )
    hint = "check u and v, the CRS of nodes and edges, or the direction of the lines"
    if metres[worst] > _METRES_ELSEWHERE:
        raise _error("bad_node", message, "nodes", hint)
    return [
        Finding(
            code="node_positions_differ",
            message=message,
            severity=Severity.WARNING,
            place=Place(argument="nodes"),
            hint=hint,
            areas=tuple(str(node) for node in np.unique(nodes[far])),
        )
    ]


def _doubted_lengths(table: gpd.GeoDataFrame, column: str, lines: gpd.GeoSeries) -> list[Finding]:
    """What to say of given lengths that cannot be those of their lines.

    Longer than drawn is usual where bends were left out, so only twice as long is doubted; shorter
    than the straight line between its ends no road can be.
    """
    import shapely

    metres = np.asarray(table[column], dtype=float)
    points, row = shapely.get_coordinates(np.asarray(lines.array), return_index=True)
    same = row[1:] == row[:-1]
    steps = _metres_between(points[:-1][same], points[1:][same])
    drawn = np.bincount(row[1:][same], steps, len(metres)).astype(float)
    count = np.bincount(row, minlength=len(metres))
    last = np.cumsum(count) - 1
    first = last + 1 - count
    straight = _metres_between(points[first], points[last])
    short = metres < straight / _STRETCH - _METRES_APART
    unlike = (metres > 2.0 * drawn + _METRES_APART) | (metres < drawn / 2.0 - _METRES_APART)
    below = "are shorter than the straight line between their ends"
    other = "are more than twice or less than half as long as their lines"
    place = Place(argument="edges", column=column)
    return [
        Finding(
            code=code,
            message=f"{bad.sum()} of {len(bad)} edges {what}; worst {_worst(table, bad, *pair)}",
            severity=Severity.WARNING,
            place=place,
            hint="is the column in metres, and are the lines in the CRS they claim?",
            areas=tuple(label_text(label) for label in table.index[bad]),
        )
        for code, what, bad, pair in (
            ("metres_below_straight_line", below, short, (metres, straight)),
            ("metres_unlike_line", other, unlike & ~short, (metres, drawn)),
        )
        if bad.any()
    ]


def _worst(table: gpd.GeoDataFrame, bad: npt.NDArray[np.bool_], given: Floats, real: Floats) -> str:
    factor = np.abs(np.log((given + 1.0) / (real + 1.0)))
    row = int(np.argmax(np.where(bad, factor, -1.0)))
    name = label_text(table.index[row])
    return f"row '{name}': {given[row]:,.0f} m given, {real[row]:,.0f} m on the map"


def _deciseconds(table: gpd.GeoDataFrame, column: str, minutes: Floats) -> npt.NDArray[np.uint32]:
    """Times in tenths of a second, made of a column that errors name."""
    closed = np.isnan(minutes)
    whole = np.floor(np.where(closed, 0.0, minutes) * _DECISECONDS_PER_MINUTE + 0.5)
    if (whole >= _network.CLOSED).any():
        raise _bad_cell(
            table, column, whole >= _network.CLOSED, "the edge would take more than 13 years"
        )
    return np.where(closed, _network.CLOSED, whole).astype(np.uint32)


def _directions(
    table: gpd.GeoDataFrame, metres: Floats
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    if {"minutes_forward", "minutes_backward"} <= set(table.columns):
        both = []
        for name in ("minutes_forward", "minutes_backward"):
            values = _floats(table[name])
            bad = (values < 0) | (np.isnan(values) & ~np.asarray(table[name].isna()))
            if bad.any():
                raise _bad_cell(
                    table, name, bad, "minutes of zero or more, or NaN for closed, were expected"
                )
            both.append(_deciseconds(table, name, values))
        return both[0], both[1]
    time = _first_of(
        table,
        ["minutes", "travel_time", "speed_kmh", "speed_kph"],
        ", nor both 'minutes_forward' and 'minutes_backward'",
    )
    values = _numbers(table, time)
    if time.startswith("speed"):
        if (values == 0).any():
            raise _bad_cell(table, time, values == 0, "a speed of zero takes for ever")
        values = metres / values * 0.06
    elif time == "travel_time":
        values = values / 60.0
    forward = _deciseconds(table, time, values)
    oneway = _truths(
        table,
        "oneway",
        "turn the line round where a street is one-way against its direction",
    )
    return forward, np.where(oneway, np.uint32(_network.CLOSED), forward).astype(np.uint32)


def _truth(value: object) -> bool | None:
    if isinstance(value, str):
        return _TRUTHS.get(value.lower())
    if isinstance(value, bool | np.bool_ | Real) and value in (0, 1):
        return bool(value)
    return None


def _truths(table: gpd.GeoDataFrame, column: str, hint: str = "") -> npt.NDArray[np.bool_]:
    """A column of true or false, all false if there is no such column."""
    if column not in table.columns:
        return np.zeros(len(table), dtype=bool)
    values = np.asarray(table[column])
    if values.dtype == bool:
        return values
    truths = [_truth(value) for value in values]
    if None in truths:
        bad = [truth is None for truth in truths]
        raise _bad_cell(table, column, bad, "true or false was expected", hint)
    return np.asarray(truths, dtype=bool)


def _flag_bits(table: gpd.GeoDataFrame) -> npt.NDArray[np.uint32]:
    bits = np.zeros(len(table), dtype=np.uint32)
    for name, flag in _FLAGS.items():
        bits |= np.where(_truths(table, name), flag, 0).astype(np.uint32)
    return bits


@dataclass(frozen=True)
class _Firsts:
    """A column whose cells may be lists (osmnx: of ways in one edge).

    Attributes
    ----------
    column : str
    values : numpy.ndarray of object
        The first of every cell, or the cell itself; None of an empty list.
    several : numpy.ndarray of bool
        Does the cell hold more than one?
    """

    column: str
    values: npt.NDArray[np.object_]
    several: npt.NDArray[np.bool_]


def _firsts(table: gpd.GeoDataFrame, names: list[str]) -> _Firsts | None:
    """That of these columns that the table has; None if it has none."""
    column = next((name for name in names if name in table.columns), None)
    if column is None:
        return None
    cells = [_items(value) for value in table[column]]
    nested = [any(isinstance(one, _LISTS) for one in cell) for cell in cells]
    if any(nested):
        raise _bad_cell(table, column, nested, "one value or a plain list was expected")
    first = (cell[0] if len(cell) else None for cell in cells)
    return _Firsts(
        column,
        np.fromiter(first, dtype=object, count=len(cells)),
        np.asarray([len(cell) > 1 for cell in cells], dtype=bool),
    )


def _items(value: object) -> Sequence[object]:
    """The items of a list, also of one written as text; anything else is the one item.

    osmnx writes the merged ways of an edge as "[5, 6]".
    """
    if isinstance(value, str) and value.startswith(("[", "(")):
        try:
            listed = ast.literal_eval(value)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return (value,)
        return listed if isinstance(listed, list | tuple) else (value,)
    if isinstance(value, np.ndarray):
        return list(value) if value.ndim else (value.item(),)
    return value if isinstance(value, list | tuple) else (value,)


def first_item(value: object) -> object:
    """The first of a list, also of one written as text; None of an empty list."""
    items = _items(value)
    return items[0] if len(items) else None


def _ways(
    table: gpd.GeoDataFrame,
) -> tuple[Integers, tuple[npt.NDArray[np.uint32], list[str]], list[Finding]]:
    """Numbers and classes of the ways; of several ways in one edge the first, and a note."""
    numbers = _firsts(table, ["way_id", "osmid"])
    classes = _firsts(table, ["way_class", "highway"])
    return (
        _way_ids(table, numbers),
        _way_classes(table, classes),
        _joined_ways(table, [column for column in (numbers, classes) if column is not None]),
    )


def _way_ids(table: gpd.GeoDataFrame, ways: _Firsts | None) -> Integers:
    if ways is None:
        return np.arange(len(table), dtype=np.int64)
    values = table[ways.column]
    if values.dtype.kind in "if":
        return _whole_numbers(table, ways.column, values, "")
    hint = "of several ways in one edge, give the first"
    return _whole_numbers(table, ways.column, ways.values, hint)


def _way_classes(
    table: gpd.GeoDataFrame, classes: _Firsts | None
) -> tuple[npt.NDArray[np.uint32], list[str]]:
    if classes is None:
        return np.zeros(len(table), dtype=np.uint32), []
    texts = ["" if value is None else str(value) for value in classes.values]
    names, numbers = np.unique(np.asarray(texts, dtype=str), return_inverse=True)
    return numbers.astype(np.uint32), [str(n) for n in names]


def _joined_ways(table: gpd.GeoDataFrame, columns: list[_Firsts]) -> list[Finding]:
    joined = np.zeros(len(table), dtype=bool)
    for column in columns:
        joined |= column.several
    if not joined.any():
        return []
    return [
        Finding(
            code="several_ways",
            message=f"{joined.sum()} of {len(joined)} edges are made of several ways each; number "
            "and class are those of the first",
            place=Place(
                argument="edges", column=next(c.column for c in columns if c.several.any())
            ),
            areas=tuple(label_text(label) for label in table.index[joined]),
        )
    ]


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
