"""Where does a place enter the network, and how far is everything from there?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import network as _network
from sozialraum.core import Finding, Place, Severity, UnknownName
from sozialraum.core.door import require_flag, require_number
from sozialraum.core.finding import invalid_argument, label_text
from sozialraum.core.points import PlaceNames, lon_lat
from sozialraum.network.road_graph import RoadGraph

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core.points import Places

    Integers = npt.NDArray[np.int64]


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
        without position are NaN. Only roads where one can get on and off are used (no motorways,
        ferries, bridges and tunnels), of the largest strong component and of all others with a
        kilometre of roads (:meth:`RoadGraph.linking` says otherwise).
        ``.attrs["findings"]`` lists what should be said.

    Raises
    ------
    InvalidInput
        Without CRS, for geometries that are not points or lie outside of the globe, for a radius or
        speed that is not positive.

    Notes
    -----
    Distances are metres on the WGS 84 ellipsoid. A row depends on that point alone.

    Examples
    --------
    A house 111 m north of the middle of the first street.

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
    >>> house = gpd.GeoDataFrame(index=["house"], geometry=gpd.points_from_xy([9.245], [52.171]),
    ...                          crs="EPSG:4326")
    >>> found = snap(roads, house)
    >>> found = found.loc["house"]
    >>> found["status"], int(found["edge"]), round(found["metres"])
    ('snapped', 0, 111)
    """
    import pandas as pd

    from sozialraum.core.tables import TableResult

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
    return TableResult.of(frame, snaps.findings(names.texts, "point"), {"method": "snapping"})


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
        raise invalid_argument(
            "nodes", f"is {nodes!r}; a list of node numbers was expected", "write nodes=[17]"
        ) from None
    rows = rows_of_nodes(graph, wanted, "nodes")
    minutes = _network.dijkstra(
        graph._core,
        rows,
        not require_flag(towards, "towards"),
        require_number(limit, "limit"),
    )
    return pd.Series(minutes, index=index, name="minutes")


def require_graph(graph: object) -> None:
    """Refuse anything but a :class:`RoadGraph`."""
    if isinstance(graph, RoadGraph):
        return
    raise invalid_argument(
        "graph", f"is a {type(graph).__name__}; a RoadGraph was expected", code="not_a_graph"
    )


def require_speed(value: object, argument: str) -> float:
    """A finite number of km/h above 0."""
    speed = require_number(value, argument)
    if not 0.0 < speed < np.inf:
        raise invalid_argument(argument, f"is {speed:g} km/h; a finite speed above 0 is needed")
    return speed


def snapped(
    graph: RoadGraph, places: Places, argument: str, radius: float, off_road_kmh: float
) -> tuple[_network.Snaps, PlaceNames]:
    """Places linked to the graph, for searches, and their names: points, or nodes by number."""
    import pandas as pd

    require_graph(graph)
    how = (require_number(radius, "radius"), require_speed(off_road_kmh, "off_road_kmh"))
    if isinstance(places, pd.Index):
        nodes = PlaceNames(places, argument)
        return _network.places_at(graph._core, rows_of_nodes(graph, places, argument)), nodes
    (lon, lat), names = lon_lat(places, argument)
    return graph.edge_tree().snap(lon, lat, how), names


def rows_of_nodes(graph: RoadGraph, nodes: pd.Index, argument: str) -> Integers:
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
