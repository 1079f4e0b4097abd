"""The edges of a GraphML file, put together to streets that may be open both ways."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

from sozialraum.network.edge_table import FLAGS
from sozialraum.network.edge_ways import first_item
from sozialraum.network.graphml_items import Item, Reader, refuse

if TYPE_CHECKING:
    import geopandas as gpd


class Streets:
    """The edges of a reader, put together to streets that may be open both ways."""

    def __init__(self, reader: Reader, speed_kmh: float | None) -> None:
        self.reader = reader
        self.speed_kmh = speed_kmh
        self.columns: dict[str, list[Any]] = {
            name: []
            for name in ("u", "v", "metres", "minutes_forward", "minutes_backward", "way_id")
        }
        self.columns.update({name: [] for name in ("way_class", *FLAGS, "geometry")})
        self.merged = 0
        self._one_way: dict[tuple[object, ...], list[int]] = {}
        self._places: dict[str, tuple[int, tuple[float, float]]] = {}
        for name, node in reader.nodes.items():
            place = (self._number(node, "x"), self._number(node, "y"))
            self._places[name] = (self._whole(node, node.ends[0]), place)
        for edge in reader.edges:
            self._take(edge)

    def _fail(self, item: Item, trouble: str, hint: str = "") -> NoReturn:
        refuse("bad_graphml", self.reader.path, f"{item} {trouble}", hint)

    def _number(self, item: Item, name: str) -> float:
        text = _first(item.data.get(name, ""))
        try:
            value = float(text)
        except ValueError:
            self._fail(item, f"has the {name} '{text}', which is no number")
        if not abs(value) < float("inf"):
            self._fail(item, f"has the {name} '{text}', which is no finite number")
        return value

    def _whole(self, item: Item, text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            self._fail(item, f"has the number '{text}', which is not whole")
        if not -(2**63) <= number < 2**63:
            self._fail(item, f"has the number '{text}', which is more than 64 bits hold")
        return number

    def _amount(self, edge: Item, name: str) -> float:
        value = self._number(edge, name)
        if value < 0.0:
            self._fail(edge, f"has the {name} '{value:g}', which is less than zero")
        return value

    def _minutes(self, edge: Item, metres: float) -> float:
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

    def _course(self, edge: Item) -> tuple[tuple[float, float], ...]:
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

    def _take(self, edge: Item) -> None:
        for end in edge.ends:
            if end not in self._places:
                self._fail(edge, f"names the node '{end}', which is not in the file")
        u, v = (self._places[end][0] for end in edge.ends)
        metres = self._amount(edge, "length")
        minutes = self._minutes(edge, metres)
        course = self._course(edge)
        flags = tuple(_truth(edge.data.get(name, "")) for name in FLAGS)
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


def _first(text: str) -> str:
    """The first of "[1, 2]" or "['a', 'b']"; any other text as it is."""
    first = first_item(text)
    return "" if first is None else str(first)


def _truth(text: str) -> bool:
    return _first(text).lower() in ("true", "1", "yes")
