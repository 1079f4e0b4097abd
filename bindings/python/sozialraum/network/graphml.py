"""Road graphs as GraphML files, in the way osmnx writes and reads them (1.x and 2.x).

osmnx keeps every value as text and every street that is open both ways as two edges. The parser is
our own, on expat: it knows the line of every edge, and refuses entity declarations, by which a few
lines of XML could fill the memory or read other files.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape

from sozialraum.core import Finding, InvalidInput, Place, Severity, require_path
from sozialraum.core.files import whole_text
from sozialraum.network.edge_ways import first_item

if TYPE_CHECKING:
    import geopandas as gpd

    from sozialraum.network import RoadGraph

_FLAGS = ("through_restricted", "ferry", "roundabout", "built_up", "off_ground", "no_stop")


def _refuse(code: str, path: Path, message: str, hint: str = "") -> NoReturn:
    raise InvalidInput(
        Finding(
            code=code,
            message=message,
            severity=Severity.WARNING,
            place=Place(argument="path", file=str(path)),
            hint=hint,
        )
    )


@dataclass
class _Item:
    """A node or an edge, or the graph itself, with what stands in its data elements."""

    kind: str
    ends: tuple[str, ...]
    line: int
    data: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        what = "the edge from {} to {}" if self.kind == "edge" else "the {kind} {}"
        return f"{what.format(*self.ends, kind=self.kind).rstrip()} in line {self.line}"


class _Reader:
    """Collects nodes and edges while expat walks through the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.graph = _Item("graph", ("",), 0)
        self.nodes: dict[str, _Item] = {}
        self.edges: list[_Item] = []
        self.directed = True
        self._names: dict[str, str] = {}
        self._open: list[_Item] = []
        self._key = ""
        self._text: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._entity

    def read(self) -> None:
        try:
            with self.path.open("rb") as file:
                self._parser.ParseFile(file)
        except FileNotFoundError:
            _refuse("missing_file", self.path, "there is no such file", "check the path")
        except (IsADirectoryError, PermissionError):
            _refuse("missing_file", self.path, "the file cannot be opened for reading")
        except expat.ExpatError as trouble:
            _refuse(
                "not_graphml",
                self.path,
                f"the file is no whole XML: {expat.ErrorString(trouble.code)} in line "
                f"{trouble.lineno}",
                "was it cut, or is it another kind of file?",
            )
        if self.graph.line == 0:
            _refuse("not_graphml", self.path, "the file holds no graph", "write it with osmnx")

    def _entity(self, *_: object) -> None:
        _refuse("not_graphml", self.path, "the file declares entities, which no GraphML needs")

    def _start(self, tag: str, given: dict[str, str]) -> None:
        line = self._parser.CurrentLineNumber
        name = tag.rpartition(":")[2]
        if name == "key":
            self._names[given.get("id", "")] = given.get("attr.name", "")
        elif name == "graph":
            self.graph.line = line
            self.directed = given.get("edgedefault", "directed") == "directed"
            self._open.append(self.graph)
        elif name == "node":
            item = _Item("node", (given.get("id", ""),), line)
            if (twin := self.nodes.get(item.ends[0])) is not None:
                _refuse(
                    "bad_graphml",
                    self.path,
                    f"{item} stands in line {twin.line} already",
                    "give every node an id of its own",
                )
            self.nodes[item.ends[0]] = item
            self._open.append(item)
        elif name == "edge":
            item = _Item("edge", (given.get("source", ""), given.get("target", "")), line)
            self.edges.append(item)
            self._open.append(item)
        elif name == "data":
            self._key = given.get("key", "")
            self._text = []

    def _characters(self, text: str) -> None:
        self._text.append(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "data" and self._open:
            self._open[-1].data[self._names.get(self._key, self._key)] = "".join(self._text).strip()
        elif name in ("graph", "node", "edge"):
            self._open.pop()


def _first(text: str) -> str:
    """The first of "[1, 2]" or "['a', 'b']"; any other text as it is."""
    first = first_item(text)
    return "" if first is None else str(first)


def _truth(text: str) -> bool:
    return _first(text).lower() in ("true", "1", "yes")


class _Streets:
    """The edges of a reader, put together to streets that may be open both ways."""

    def __init__(self, reader: _Reader, speed_kmh: float | None) -> None:
        self.reader = reader
        self.speed_kmh = speed_kmh
        self.columns: dict[str, list[Any]] = {
            name: []
            for name in ("u", "v", "metres", "minutes_forward", "minutes_backward", "way_id")
        }
        self.columns.update({name: [] for name in ("way_class", *_FLAGS, "geometry")})
        self.merged = 0
        self._one_way: dict[tuple[object, ...], list[int]] = {}
        self._places: dict[str, tuple[int, tuple[float, float]]] = {}
        for name, node in reader.nodes.items():
            place = (self._number(node, "x"), self._number(node, "y"))
            self._places[name] = (self._whole(node, node.ends[0]), place)
        for edge in reader.edges:
            self._take(edge)

    def _fail(self, item: _Item, trouble: str, hint: str = "") -> NoReturn:
        _refuse("bad_graphml", self.reader.path, f"{item} {trouble}", hint)

    def _number(self, item: _Item, name: str) -> float:
        text = _first(item.data.get(name, ""))
        try:
            value = float(text)
        except ValueError:
            self._fail(item, f"has the {name} '{text}', which is no number")
        if not abs(value) < float("inf"):
            self._fail(item, f"has the {name} '{text}', which is no finite number")
        return value

    def _whole(self, item: _Item, text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            self._fail(item, f"has the number '{text}', which is not whole")
        if not -(2**63) <= number < 2**63:
            self._fail(item, f"has the number '{text}', which is more than 64 bits hold")
        return number

    def _amount(self, edge: _Item, name: str) -> float:
        value = self._number(edge, name)
        if value < 0.0:
            self._fail(edge, f"has the {name} '{value:g}', which is less than zero")
        return value

    def _minutes(self, edge: _Item, metres: float) -> float:
        if "travel_time" in edge.data:
            return self._amount(edge, "travel_time") / 60.0
        speed = self._number(edge, "speed_kph") if "speed_kph" in edge.data else self.speed_kmh
        if speed is None or not speed > 0.0:
            self._fail(
                edge,
                "has neither travel_time nor speed_kph",
                "call osmnx.add_edge_speeds before saving, or give speed_kmh",
            )
        return metres / speed * 0.06

    def _course(self, edge: _Item) -> tuple[tuple[float, float], ...]:
        import shapely

        text = edge.data.get("geometry", "")
        if not text:
            return tuple(self._places[end][1] for end in edge.ends)
        line = None
        # Collections nested 100,000 times would overflow the stack of the reader.
        if text.lstrip()[:10].upper() == "LINESTRING":
            with suppress(shapely.errors.GEOSException):
                line = shapely.from_wkt(text)
        if line is None or line.geom_type != "LineString" or line.is_empty:
            self._fail(edge, "has a geometry that is no LINESTRING")
        return tuple((x, y) for x, y, *_ in line.coords)

    def _take(self, edge: _Item) -> None:
        for end in edge.ends:
            if end not in self._places:
                self._fail(edge, f"names the node '{end}', which is not in the file")
        u, v = (self._places[end][0] for end in edge.ends)
        metres = self._amount(edge, "length")
        minutes = self._minutes(edge, metres)
        course = self._course(edge)
        flags = tuple(_truth(edge.data.get(name, "")) for name in _FLAGS)
        way = _first(edge.data.get("osmid", ""))
        highway = _first(edge.data.get("highway", ""))
        like = (edge.data.get("osmid", ""), highway, round(metres, 3), flags)
        waiting = self._one_way.get((v, u, *like, course[::-1]))
        if waiting:
            self.columns["minutes_backward"][waiting.pop(0)] = minutes
            self.merged += 1
            return
        row = len(self.columns["u"])
        self._one_way.setdefault((u, v, *like, course), []).append(row)
        both = not self.reader.directed
        values = (u, v, metres, minutes, minutes if both else float("nan"))
        if way:
            self._whole(edge, way)  # a list stays one: from_edges takes its first and says so
        way_id = edge.data["osmid"] if way else 0
        way_class = edge.data.get("highway", "")
        for name, value in zip(
            self.columns, (*values, way_id, way_class, *flags, course), strict=True
        ):
            self.columns[name].append(value)

    def crs(self) -> Any:
        """The CRS that the file names, or degrees."""
        import pyproj

        text = self.reader.graph.data.get("crs", "")
        try:
            return pyproj.CRS.from_user_input(text or "epsg:4326")
        except pyproj.exceptions.CRSError:
            self._fail(
                self.reader.graph,
                f"has the crs '{text}', which is no coordinate reference system",
                "write epsg:4326, or what the x and y of the nodes are in",
            )

    def frames(self) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
        import geopandas as gpd
        import pandas as pd
        import shapely

        crs = self.crs()
        lines = [shapely.LineString(course) for course in self.columns.pop("geometry")]
        edges = gpd.GeoDataFrame(pd.DataFrame(self.columns), geometry=lines, crs=crs)
        used = set(edges["u"]) | set(edges["v"])
        kept = {number: place for number, place in self._places.values() if number in used}
        points = [shapely.Point(place) for place in kept.values()]
        return edges, gpd.GeoDataFrame(index=pd.Index(list(kept)), geometry=points, crs=crs)


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
    reader = _Reader(file)
    reader.read()
    if not reader.edges:
        _refuse("no_road", file, "the graph has no edge")
    streets = _Streets(reader, speed_kmh)
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
                    **{flag: str(bool(row[flag])) for flag in _FLAGS},
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
    keys += [("edge", name) for name in ("speed_kph", "travel_time", "geometry", *_FLAGS)]
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
