"""
Road graphs, snapping, searches.
"""
from __future__ import annotations
import collections.abc
import numpy
import numpy.typing
import typing
__all__: list[str] = ['BUILT_UP', 'CLOSED', 'EdgeTree', 'FERRY', 'Hierarchy', 'ROUNDABOUT', 'RoadGraph', 'Snaps', 'THROUGH_RESTRICTED', 'UNREACHABLE', 'components', 'dijkstra', 'places_at', 'reweighted']
class RoadGraph:
    @staticmethod
    def from_arrays(nodes: dict, edges: dict, shapes: dict, way_classes: collections.abc.Sequence[str]) -> RoadGraph:
        ...
    def edges(self) -> dict:
        ...
    def nodes(self) -> dict:
        ...
    def shapes(self) -> dict:
        ...
    @property
    def arc_count(self) -> int:
        ...
    @property
    def edge_count(self) -> int:
        ...
    @property
    def end_arc_count(self) -> int:
        ...
    @property
    def node_count(self) -> int:
        ...
    @property
    def way_classes(self) -> list[str]:
        ...
class Snaps:
    def __len__(self) -> int:
        ...
    def columns(self) -> dict:
        ...
    def findings(self, ids: collections.abc.Sequence[str], what: str) -> list:
        ...
class EdgeTree:
    def __init__(self, graph: RoadGraph, smallest_component: typing.SupportsInt | typing.SupportsIndex = 0) -> None:
        ...
    def snap(self, lon: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], lat: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], radius_and_speed: tuple) -> Snaps:
        ...
class Hierarchy:
    @staticmethod
    def build(graph: RoadGraph, order_of: Hierarchy, threads: typing.SupportsInt | typing.SupportsIndex, progress: typing.Any) -> Hierarchy:
        ...
    @property
    def arc_count(self) -> int:
        ...
    @property
    def node_count(self) -> int:
        ...
def components(graph: RoadGraph, strong: bool) -> tuple[numpy.typing.NDArray[numpy.uint32], numpy.typing.NDArray[numpy.uint32]]:
    ...
def dijkstra(graph: RoadGraph, nodes: typing.Annotated[numpy.typing.ArrayLike, numpy.int64], outward: bool, limit: typing.SupportsFloat | typing.SupportsIndex) -> numpy.typing.NDArray[numpy.float64]:
    ...
def places_at(graph: RoadGraph, nodes: typing.Annotated[numpy.typing.ArrayLike, numpy.int64]) -> Snaps:
    ...
def reweighted(graph: RoadGraph, classes: collections.abc.Sequence[tuple[str, bool | None, typing.SupportsFloat | typing.SupportsIndex]], edges: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], allow_closing: bool) -> RoadGraph:
    ...
BUILT_UP: int = 8
CLOSED: int = 4294967295
FERRY: int = 2
ROUNDABOUT: int = 4
THROUGH_RESTRICTED: int = 1
UNREACHABLE: int = 4294967295
