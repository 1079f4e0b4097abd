"""A graph from a table of road pieces, as osmnx, ATKIS or a road authority gives them.

What the cells of a table mean is read here; what the roads are, and what is to be doubted in them,
says the core.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import network as _network
from sozialraum.core import Place, unknown_name
from sozialraum.core.finding import invalid_argument, label_text
from sozialraum.core.points import geometry_name
from sozialraum.network.edge_cells import first_of, numbers_of, truths_of, whole_numbers
from sozialraum.network.edge_ways import ways_of

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt

    from sozialraum.network.road_graph import RoadGraph

    Floats = npt.NDArray[np.float64]


FLAGS = {
    "through_restricted": _network.THROUGH_RESTRICTED,
    "ferry": _network.FERRY,
    "roundabout": _network.ROUNDABOUT,
    "built_up": _network.BUILT_UP,
    "off_ground": _network.OFF_GROUND,
    "no_stop": _network.NO_STOP,
}

DECISECONDS_PER_MINUTE = 600.0

_UNITS = {
    "minutes": _network.EdgeTime.MINUTES,
    "travel_time": _network.EdgeTime.SECONDS,
    "speed_kmh": _network.EdgeTime.KM_PER_HOUR,
    "speed_kph": _network.EdgeTime.KM_PER_HOUR,
}


def graph_from_edges(
    cls: type[RoadGraph], edges: gpd.GeoDataFrame, nodes: gpd.GeoDataFrame | None
) -> RoadGraph:
    table = _with_ends(edges)
    hint = "number the nodes first"
    ends = {u: whole_numbers(table, u, table[u], hint) for u in ("u", "v")}
    points = None if nodes is None else node_points(nodes)
    length = first_of(table, ["metres", "length"])
    times = _times(table)
    ways = ways_of(table)
    columns = {
        "from": ends["u"],
        "to": ends["v"],
        "metres": numbers_of(table, length),
        **times.columns,
        "flags": _flag_bits(table),
        "way_id": ways.numbers,
        "way_class": ways.classes,
        "several_ways": ways.several,
    }
    about = {
        "unit": times.unit,
        "metres": length,
        "time": times.column,
        "way": ways.column,
        "stops_told": "no_stop" in table.columns,
        "label": lambda row: label_text(table.index[row]),
    }
    core, findings = _network.graph_of_edge_table(columns, _lines_of(table), points, about)
    return cls(core, findings=findings)


def _with_ends(edges: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    import geopandas as gpd

    if not isinstance(edges, gpd.GeoDataFrame):
        raise invalid_argument(
            "edges", f"is a {type(edges).__name__}, not a GeoDataFrame", code="not_edges"
        )
    if geometry_name(edges) is None:
        raise invalid_argument(
            "edges", "has no geometry column", "use .set_geometry(...)", code="not_lines"
        )
    if edges.crs is None:
        raise invalid_argument(
            "edges", "has no coordinate reference system", "use .set_crs(...)", code="no_crs"
        )
    if {"u", "v"} <= {str(name) for name in edges.index.names}:
        kept = [name for name in edges.index.names if name not in edges.columns]
        edges = edges.reset_index(level=kept)
    twice = edges.columns[edges.columns.duplicated()]
    if len(twice):
        raise invalid_argument(
            "edges", f"has the column '{twice[0]}' twice", "drop one", code="duplicate_key"
        )
    for name in ("u", "v"):
        if name not in edges.columns:
            columns = [str(c) for c in edges.columns]
            raise unknown_name("column", name, columns, Place(argument="edges"))
    kinds = edges.geometry.geom_type
    if not (kinds == "LineString").all():
        row = label_text(edges.index[kinds != "LineString"][0])
        raise invalid_argument(
            "edges", f"row '{row}' is not a LineString", "use .explode()", code="not_lines"
        )
    if edges.geometry.is_empty.any():
        row = label_text(edges.index[edges.geometry.is_empty][0])
        raise invalid_argument(
            "edges", f"row '{row}' is an empty LineString", "drop it", code="not_lines"
        )
    return edges


def node_points(nodes: gpd.GeoDataFrame) -> dict[str, Any]:
    """Numbers and degrees of the nodes that a user gave; NaN where there is no point."""
    import geopandas as gpd

    if not isinstance(nodes, gpd.GeoDataFrame | gpd.GeoSeries) or geometry_name(nodes) is None:
        raise invalid_argument(
            "nodes",
            f"is a {type(nodes).__name__}; a GeoDataFrame of points was expected",
            "make one with geopandas.points_from_xy, and say in which CRS",
            code="not_points",
        )
    if nodes.crs is None:
        raise invalid_argument(
            "nodes", "has no coordinate reference system", "use .set_crs(...)", code="no_crs"
        )
    labels = nodes.index.tolist()
    whole = np.asarray([type(label) is int and abs(label) < 2**63 for label in labels], dtype=bool)
    geometry = nodes.geometry.loc[whole] if whole.all() else nodes.geometry[whole]
    other = np.asarray((geometry.geom_type != "Point") | geometry.is_empty, dtype=bool)
    points = geometry.where(~other).to_crs("EPSG:4326")
    return {
        "id": np.asarray(np.asarray(labels, dtype=object)[whole], dtype=np.int64),
        "lon": np.asarray(points.x, dtype=float),
        "lat": np.asarray(points.y, dtype=float),
    }


@dataclass(frozen=True)
class _Times:
    """The columns of the times, and what the one for both directions is called and measured in."""

    columns: dict[str, npt.NDArray[Any]]
    column: str
    unit: _network.EdgeTime


def _times(table: gpd.GeoDataFrame) -> _Times:
    none = np.empty(0)
    both = ("minutes_forward", "minutes_backward")
    if set(both) <= set(table.columns):
        closed = "minutes of zero or more, or NaN for closed, were expected"
        minutes = {name: numbers_of(table, name, closed) for name in both}
        return _Times({"time": none, "oneway": none.astype(bool), **minutes}, "", _UNITS["minutes"])
    column = first_of(table, list(_UNITS), f", nor both '{both[0]}' and '{both[1]}'")
    hint = "turn the line round where a street is one-way against its direction"
    columns: dict[str, npt.NDArray[Any]] = {
        "time": numbers_of(table, column),
        "oneway": truths_of(table, "oneway", hint),
        **dict.fromkeys(both, none),
    }
    return _Times(columns, column, _UNITS[column])


def _lines_of(table: gpd.GeoDataFrame) -> dict[str, Any]:
    import shapely

    geometry = np.asarray(table.geometry.to_crs("EPSG:4326").array)
    points = shapely.get_coordinates(geometry)
    begin = np.concatenate([[0], np.cumsum(shapely.get_num_coordinates(geometry))])
    return {"begin": begin.astype(np.int64), "lon": points[:, 0], "lat": points[:, 1]}


def _flag_bits(table: gpd.GeoDataFrame) -> npt.NDArray[np.uint32]:
    bits = np.zeros(len(table), dtype=np.uint32)
    for name, flag in FLAGS.items():
        bits |= np.where(truths_of(table, name), flag, 0).astype(np.uint32)
    return bits
