"""What a road graph holds: its nodes and edges as tables, its parts, its findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum._core import network as _network
from sozialraum.core.door import require_choice
from sozialraum.network.edge_table import DECISECONDS_PER_MINUTE, FLAGS

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.network.saved import KeptIn, NetworkFile

    Floats = npt.NDArray[np.float64]


class GraphTables:
    """The nodes and edges of a graph, for reading."""

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
        return _nodes_of(self._core)

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
        return _edges_of(self._core)

    def height_points(self) -> gpd.GeoSeries:
        """Where the height of the ground must be known for :meth:`with_heights`.

        Returns
        -------
        geopandas.GeoSeries
            Points in EPSG:4326, numbered from 0: all nodes, then all bends of the edges.
        """
        import geopandas as gpd

        lon, lat = _network.height_points(self._core)
        return gpd.GeoSeries.from_xy(lon, lat, crs="EPSG:4326")

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

    @property
    def prepared(self) -> bool:
        """Has :meth:`prepare` been called?"""
        return self._hierarchy is not None

    def _nodes(self) -> pd.Index:
        """The node numbers of the source, in the order of the rows; read when first needed."""
        if self._node_index is None:
            self._node_index = _numbered(self._core.nodes()["id"], "node")
        return self._node_index

    def _link_like(self, other: GraphTables) -> None:
        """Takes over what another graph of the same roads knows of water and barriers."""
        self._waters = other._waters
        self._barriers = other._barriers
        self._smallest_component = other._smallest_component


def _nodes_of(core: _network.RoadGraph) -> gpd.GeoDataFrame:
    import geopandas as gpd

    columns = core.nodes()
    return gpd.GeoDataFrame(
        index=_numbered(columns["id"], "node"),
        geometry=gpd.points_from_xy(columns["lon"], columns["lat"]),
        crs="EPSG:4326",
    )


def _edges_of(core: _network.RoadGraph) -> gpd.GeoDataFrame:
    import geopandas as gpd

    edges = core.edges()
    ids = core.nodes()["id"]
    names = np.asarray([*core.way_classes] or [""], dtype=object)
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
        index=_numbered(np.arange(core.edge_count), "edge"),
        geometry=_lines(core),
        crs="EPSG:4326",
    )


def _numbered(values: Any, name: str) -> pd.Index:
    """The numbers of nodes or edges as the index of a table."""
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
