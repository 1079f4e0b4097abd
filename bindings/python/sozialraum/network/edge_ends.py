"""Do the lines of a table of road pieces begin and end where their nodes are?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum.core import Finding, Place, Severity
from sozialraum.core.finding import invalid_argument, label_text
from sozialraum.core.points import geometry_name

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]


_METRES_PER_DEGREE = 111_195.0
_METRES_APART = 10.0  # of one junction in two tables: told
_STRETCH = 1.05  # our sphere, other spheroids and projections: 0.5 %, and some margin
_METRES_ELSEWHERE = 1000.0  # no junction is as wide: refused


def node_positions(
    ids: Integers, ends: Integers, lines: gpd.GeoSeries, nodes: gpd.GeoDataFrame | None
) -> tuple[Floats, list[Finding]]:
    import shapely

    geometry = np.asarray(lines.array)
    first = shapely.get_coordinates(shapely.get_point(geometry, 0))
    last = shapely.get_coordinates(shapely.get_point(geometry, -1))
    where = np.concatenate([ends[:, 0], ends[:, 1]])
    coordinates = np.concatenate([first, last])
    if nodes is not None:
        points = given_positions(ids, nodes)
        return points, far_from_lines(ids[where], _metres_between(points[where], coordinates))
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


def given_positions(ids: Integers, nodes: gpd.GeoDataFrame) -> Floats:
    """Degrees of the nodes that a user gave, in the order of their numbers."""
    import geopandas as gpd
    import pandas as pd

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
    index = pd.Index(nodes.index)
    if index.has_duplicates:
        twice = index[index.duplicated()][0]
        raise invalid_argument("nodes", f"has the node {twice} twice", code="duplicate_key")
    rows = index.get_indexer(pd.Index(ids))
    if (rows < 0).any():
        raise invalid_argument(
            "nodes",
            f"lacks node {ids[rows < 0][0]}",
            "its index must hold the whole numbers of u and v",
            code="bad_node",
        )
    geometry = nodes.geometry.iloc[rows]
    other = np.asarray((geometry.geom_type != "Point") | geometry.is_empty, dtype=bool)
    if other.any():
        raise invalid_argument("nodes", f"has no point for node {ids[other][0]}", code="not_points")
    points = geometry.to_crs("EPSG:4326")
    return np.column_stack([points.x, points.y])


def _metres_between(a: Floats, b: Floats) -> Floats:
    """Distances of points in degrees on a sphere, right while they are short."""
    east = (a[:, 0] - b[:, 0] + 180.0) % 360.0 - 180.0
    shrunk = np.cos(np.radians((a[:, 1] + b[:, 1]) / 2.0))
    return _METRES_PER_DEGREE * np.hypot(east * shrunk, a[:, 1] - b[:, 1])


def far_from_lines(nodes: Integers, metres: Floats) -> list[Finding]:
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
        raise invalid_argument("nodes", message, hint, code="bad_node")
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


def doubted_lengths(table: gpd.GeoDataFrame, column: str, lines: gpd.GeoSeries) -> list[Finding]:
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


def bends_of(lines: gpd.GeoSeries) -> dict[str, Any]:
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
