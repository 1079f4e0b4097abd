"""
Which land is within the minutes.
"""
from __future__ import annotations
import collections.abc
import numpy
import numpy.typing
import sozialraum._core.network
import typing
__all__: list[str] = ['IsochroneGrid', 'Isochrones', 'isochrones', 'minutes_surface']
class IsochroneGrid:
    @staticmethod
    def build(graph: sozialraum._core.network.RoadGraph, tree: sozialraum._core.network.EdgeTree, resolution: typing.SupportsFloat | typing.SupportsIndex, radius: typing.SupportsFloat | typing.SupportsIndex, off_road_kmh: typing.SupportsFloat | typing.SupportsIndex, threads: typing.SupportsInt | typing.SupportsIndex, progress: typing.Any) -> IsochroneGrid:
        ...
    @property
    def bytes(self) -> int:
        ...
    @property
    def sample_count(self) -> int:
        ...
class Isochrones:
    def findings(self) -> list:
        ...
    def ragged(self) -> dict:
        ...
    def road_metres(self) -> numpy.typing.NDArray[numpy.float64]:
        ...
    def square_metres(self) -> numpy.typing.NDArray[numpy.float64]:
        ...
def isochrones(graph: sozialraum._core.network.RoadGraph, hierarchy: sozialraum._core.network.Hierarchy, grid: IsochroneGrid, places: sozialraum._core.network.Snaps, limits: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], direction: str, smallest_square_metres: typing.SupportsFloat | typing.SupportsIndex, names: collections.abc.Sequence[str], threads: typing.SupportsInt | typing.SupportsIndex, progress: typing.Any) -> Isochrones:
    ...
def minutes_surface(graph: sozialraum._core.network.RoadGraph, grid: IsochroneGrid, places: sozialraum._core.network.Snaps, direction: str, limit: typing.SupportsFloat | typing.SupportsIndex, names: collections.abc.Sequence[str], threads: typing.SupportsInt | typing.SupportsIndex, progress: typing.Any) -> tuple[numpy.ndarray, typing.Annotated[list[float], "FixedSize(6)"], list]:
    """
    Minutes by row and column, the geotransform, findings.
    """
