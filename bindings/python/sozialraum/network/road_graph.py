"""Roads of one mode: junctions, the pieces between them, and the time each piece takes."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal

import numpy as np

from sozialraum._core import network as _network
from sozialraum.core.door import require_choice, require_count, require_flag, require_number
from sozialraum.network.by_number import in_order_of
from sozialraum.network.edge_table import graph_from_edges
from sozialraum.network.kept_graph import KeptGraph
from sozialraum.network.linking import barrier_lines
from sozialraum.network.reweight import class_factors

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt

    from sozialraum.network.linking import Barriers


class RoadGraph(KeptGraph):
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

    def with_heights(
        self,
        heights: npt.ArrayLike,
        *,
        mode: Literal["bicycle", "foot"],
        minimum_metres: float = 50.0,
    ) -> RoadGraph:
        """A copy whose times count the hills, other in each direction.

        Parameters
        ----------
        heights : array-like of float
            Metres at :meth:`height_points`, in that order (a Series by its numbers); NaN = unknown.
            :func:`sozialraum.gis.sample_raster` takes them from a model of the ground.
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
            ``no_height`` if no node has one; ``invalid_argument`` for heights that are no numbers,
            too few or many, or on no mountain of this earth.

        Notes
        -----
        A bridge or tunnel (``off_ground``) runs straight between the heights of its ends. Where
        several pieces of one follow each other, those with an end in the air keep their times.

        Examples
        --------
        A street of a kilometre that climbs 30 metres takes a walker of 5 km/h a ninth longer,
        e^(3.5 x 0.03):

        >>> import geopandas as gpd
        >>> from shapely import LineString
        >>> street = gpd.GeoDataFrame({"u": [1], "v": [2], "metres": [1000.0], "minutes": [12.0]},
        ...     geometry=[LineString([(9.24, 52.17), (9.2546, 52.17)])], crs="EPSG:4326")
        >>> hilly = RoadGraph.from_edges(street).with_heights([80.0, 110.0], mode="foot")
        >>> hilly.to_edges()[["minutes_forward", "minutes_backward"]].round(1).values.tolist()
        [[13.3, 10.8]]

        With a model of the ground:

        >>> heights = gis.sample_raster("dgm25.tif", graph.height_points())  # doctest: +SKIP
        >>> hilly = graph.with_heights(heights, mode="foot")  # doctest: +SKIP
        """
        require_choice(mode, "mode", ["bicycle", "foot"])
        stretch = require_number(minimum_metres, "minimum_metres")
        count = len(_network.height_points(self._core)[0])
        metres = in_order_of("height_points()", count, heights, "heights")
        made, slopes = _network.with_slopes(self._core, metres, mode == "bicycle", stretch)
        graph = RoadGraph(
            made, import_report=self.import_report, findings=[*self.findings, *slopes]
        )
        graph._link_like(self)
        return graph

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
        factors = np.zeros(0)
        if edges is not None:
            factors = in_order_of("to_edges()", self.edge_count, edges, "edges")
        graph = RoadGraph(
            _network.reweighted(self._core, rows, factors, closing),
            import_report=self.import_report,
            findings=self.findings,
        )
        graph._order_of = self._hierarchy if self._hierarchy is not None else self._order_of
        graph._link_like(self)
        return graph

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
