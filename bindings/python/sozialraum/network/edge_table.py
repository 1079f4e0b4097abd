"""A graph from a table of road pieces, as osmnx, ATKIS or a road authority gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import network as _network
from sozialraum.core import Place, unknown_name
from sozialraum.core.finding import invalid_argument, label_text
from sozialraum.core.points import geometry_name
from sozialraum.network.edge_cells import (
    bad_cell,
    first_of,
    floats_of,
    numbers_of,
    truths_of,
    whole_numbers,
)
from sozialraum.network.edge_ends import bends_of, doubted_lengths, node_positions
from sozialraum.network.edge_ways import ways_of

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt

    from sozialraum.network.road_graph import RoadGraph

    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]


FLAGS = {
    "through_restricted": _network.THROUGH_RESTRICTED,
    "ferry": _network.FERRY,
    "roundabout": _network.ROUNDABOUT,
    "built_up": _network.BUILT_UP,
    "off_ground": _network.OFF_GROUND,
    "no_stop": _network.NO_STOP,
}

DECISECONDS_PER_MINUTE = 600.0


def graph_from_edges(
    cls: type[RoadGraph], edges: gpd.GeoDataFrame, nodes: gpd.GeoDataFrame | None
) -> RoadGraph:
    table = _with_ends(edges)
    lines = table.geometry.to_crs("EPSG:4326")
    ids, ends = _node_numbers(table)
    points, apart = node_positions(ids, ends, lines, nodes)
    length = first_of(table, ["metres", "length"])
    metres = numbers_of(table, length)
    forward, backward = _directions(table, metres)
    way_ids, way_class, joined = ways_of(table)
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
        bends_of(lines),
        way_class[1],
    )
    return cls(core, findings=[*apart, *doubted_lengths(table, length, lines), *joined])


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


def _node_numbers(table: gpd.GeoDataFrame) -> tuple[Integers, Integers]:
    """Node numbers of the source in rising order, and the rows of both ends of every edge."""
    hint = "number the nodes first"
    both = np.column_stack([whole_numbers(table, name, table[name], hint) for name in ("u", "v")])
    ids, ends = np.unique(both, return_inverse=True)
    return ids, ends.reshape(both.shape)


def _deciseconds(table: gpd.GeoDataFrame, column: str, minutes: Floats) -> npt.NDArray[np.uint32]:
    """Times in tenths of a second, made of a column that errors name."""
    closed = np.isnan(minutes)
    whole = np.floor(np.where(closed, 0.0, minutes) * DECISECONDS_PER_MINUTE + 0.5)
    if (whole >= _network.CLOSED).any():
        raise bad_cell(
            table, column, whole >= _network.CLOSED, "the edge would take more than 13 years"
        )
    return np.where(closed, _network.CLOSED, whole).astype(np.uint32)


def _directions(
    table: gpd.GeoDataFrame, metres: Floats
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    if {"minutes_forward", "minutes_backward"} <= set(table.columns):
        both = []
        for name in ("minutes_forward", "minutes_backward"):
            values = floats_of(table[name])
            bad = (values < 0) | (np.isnan(values) & ~np.asarray(table[name].isna()))
            if bad.any():
                raise bad_cell(
                    table, name, bad, "minutes of zero or more, or NaN for closed, were expected"
                )
            both.append(_deciseconds(table, name, values))
        return both[0], both[1]
    time = first_of(
        table,
        ["minutes", "travel_time", "speed_kmh", "speed_kph"],
        ", nor both 'minutes_forward' and 'minutes_backward'",
    )
    values = numbers_of(table, time)
    if time.startswith("speed"):
        if (values == 0).any():
            raise bad_cell(table, time, values == 0, "a speed of zero takes for ever")
        values = metres / values * 0.06
    elif time == "travel_time":
        values = values / 60.0
    forward = _deciseconds(table, time, values)
    oneway = truths_of(
        table,
        "oneway",
        "turn the line round where a street is one-way against its direction",
    )
    return forward, np.where(oneway, np.uint32(_network.CLOSED), forward).astype(np.uint32)


def _flag_bits(table: gpd.GeoDataFrame) -> npt.NDArray[np.uint32]:
    bits = np.zeros(len(table), dtype=np.uint32)
    for name, flag in FLAGS.items():
        bits |= np.where(truths_of(table, name), flag, 0).astype(np.uint32)
    return bits if "no_stop" in table.columns else bits | _no_stops(table, bits)


def _no_stops(table: gpd.GeoDataFrame, bits: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Where nobody gets on or off, if the table does not say so: as of OpenStreetMap."""
    names = ways_of(table)[1]
    motorways = [i for i, name in enumerate(names[1]) if name in ("motorway", "motorway_link")]
    over = (bits & (_network.FERRY | _network.OFF_GROUND)) != 0
    return np.where(over | np.isin(names[0], motorways), _network.NO_STOP, 0).astype(np.uint32)
