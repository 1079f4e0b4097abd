"""Road graphs as GraphML files, in the way osmnx writes and reads them (1.x and 2.x).

osmnx keeps every value as text and every street that is open both ways as two edges.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from sozialraum.core import Finding, InvalidInput, Place, Severity, require_path
from sozialraum.core.files import whole_text
from sozialraum.network.edge_table import FLAGS
from sozialraum.network.graphml_items import Reader, refuse
from sozialraum.network.graphml_streets import Streets

if TYPE_CHECKING:
    from sozialraum.network import RoadGraph


def read_graphml(path: str | os.PathLike[str], *, speed_kmh: float | None = None) -> RoadGraph:
    """Read a road graph that osmnx (or :func:`to_graphml`) saved as GraphML.

    Parameters
    ----------
    path : path
    speed_kmh : float, optional
        For edges without ``travel_time`` and ``speed_kph``.

    Returns
    -------
    network.RoadGraph
        Two edges that are each other's way back (same ways, class, length and course) become one
        that is open both ways. Of lists (``osmid``, ``highway``) the first stands
        (``several_ways``). The finding
        ``graphml`` counts; before it, ``graphml_without_crs`` says that a file without ``crs`` was
        taken for degrees (EPSG:4326), and ``node_positions_differ`` that courses end elsewhere
        than at their nodes.

    Raises
    ------
    InvalidInput
        ``missing_file``, ``not_graphml`` with the line, ``bad_graphml`` with node or edge and
        line; else as :meth:`sozialraum.network.RoadGraph.from_edges`.

    Examples
    --------
    >>> graph = read_graphml("village.graphml", speed_kmh=5.0)  # doctest: +SKIP
    """
    from sozialraum.network.road_graph import RoadGraph
    from sozialraum.network.snapping import require_speed

    file = Path(require_path(path, "path"))
    if speed_kmh is not None:
        speed_kmh = require_speed(speed_kmh, "speed_kmh")
    reader = Reader(file)
    reader.read()
    if not reader.edges:
        refuse("no_road", file, "the graph has no edge")
    streets = Streets(reader, speed_kmh)
    edges, nodes = streets.frames()
    try:
        graph = RoadGraph.from_edges(edges, nodes=nodes)
    except InvalidInput as trouble:
        place = replace(trouble.finding.place, argument="path", file=str(file))
        raise InvalidInput(replace(trouble.finding, place=place)) from None
    if not reader.graph.data.get("crs"):
        graph.findings.append(
            Finding(
                code="graphml_without_crs",
                message="the file names no crs; x and y were taken for degrees (EPSG:4326)",
                severity=Severity.WARNING,
                place=Place(file=str(file)),
            )
        )
    graph.findings.append(
        Finding(
            code="graphml",
            message=f"{len(reader.edges)} edges read; {streets.merged} pairs were put together",
            place=Place(file=str(file)),
        )
    )
    return graph


def _edge_lines(graph: RoadGraph) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Each direction that is open, as osmnx keeps it."""
    edges = graph.to_edges()
    for row in edges.to_dict("records"):
        ways = [(row["u"], row["v"], "minutes_forward", row["geometry"])]
        ways.append((row["v"], row["u"], "minutes_backward", row["geometry"].reverse()))
        open_ways = [way for way in ways if way[2] and row[way[2]] == row[way[2]]]
        for u, v, name, line in open_ways:
            seconds = row[name] * 60.0
            yield (
                u,
                v,
                {
                    "osmid": str(row["way_id"]),
                    "highway": str(row["way_class"]),
                    "oneway": str(len(open_ways) == 1),
                    "reversed": str(name == "minutes_backward"),
                    "length": repr(float(row["metres"])),
                    "speed_kph": repr(3.6 * row["metres"] / seconds if seconds > 0 else 0.0),
                    "travel_time": f"{seconds:.1f}",
                    "geometry": line.wkt,
                    **{flag: str(bool(row[flag])) for flag in FLAGS},
                },
            )


def to_graphml(graph: RoadGraph, path: str | os.PathLike[str]) -> None:
    """Save a road graph as GraphML for ``osmnx.load_graphml``.

    Every open direction becomes an edge with osmid, highway, oneway, reversed, length (metres),
    speed_kph, travel_time (seconds) and geometry. An existing file is replaced only when the new
    one is whole.

    Raises
    ------
    InvalidInput
        ``cannot_write``.

    Examples
    --------
    >>> to_graphml(graph, "village.graphml")  # doctest: +SKIP
    """
    from sozialraum.network.snapping import require_graph

    require_graph(graph)
    file = Path(require_path(path, "path"))
    keys = [("graph", "crs"), ("node", "x"), ("node", "y")]
    keys += [("edge", name) for name in ("osmid", "highway", "oneway", "reversed", "length")]
    keys += [("edge", name) for name in ("speed_kph", "travel_time", "geometry", *FLAGS)]
    number = {key: f"d{i}" for i, key in enumerate(keys)}
    with whole_text(file, argument="path") as out:
        out.write("<?xml version='1.0' encoding='utf-8'?>\n")
        out.write('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for (kind, name), key in number.items():
            out.write(f'<key id="{key}" for="{kind}" attr.name="{name}" attr.type="string" />\n')
        out.write('<graph edgedefault="directed">\n')
        out.write(f'<data key="{number["graph", "crs"]}">epsg:4326</data>\n')
        for node, place in graph.to_nodes().geometry.items():
            out.write(f'<node id="{node}"><data key="{number["node", "x"]}">{place.x!r}</data>')
            out.write(f'<data key="{number["node", "y"]}">{place.y!r}</data></node>\n')
        for i, (u, v, data) in enumerate(_edge_lines(graph)):
            out.write(f'<edge source="{u}" target="{v}" id="{i}">')
            for name, text in data.items():
                out.write(f'<data key="{number["edge", name]}">{escape(text)}</data>')
            out.write("</edge>\n")
        out.write("</graph>\n</graphml>\n")
