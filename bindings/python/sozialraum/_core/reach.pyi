"""
Who gets where, in how many minutes.
"""
from __future__ import annotations
import collections.abc
import numpy
import numpy.typing
import sozialraum._core.network
import typing
__all__: list[str] = ['Pairs', 'estimate_matrix', 'matrix', 'matrix_pairs', 'minutes_to_nearest', 'paths', 'place_findings', 'straight_line_minutes', 'travel_times']
class Pairs:
    @staticmethod
    def of_columns(origin: typing.Annotated[numpy.typing.ArrayLike, numpy.int64], facility: typing.Annotated[numpy.typing.ArrayLike, numpy.int64], minutes: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], names: tuple[collections.abc.Sequence[str], collections.abc.Sequence[str]], limit: typing.SupportsFloat | typing.SupportsIndex) -> Pairs:
        ...
    @staticmethod
    def of_matrix(minutes: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], names: tuple[collections.abc.Sequence[str], collections.abc.Sequence[str]], limit: typing.SupportsFloat | typing.SupportsIndex) -> Pairs:
        ...
    @staticmethod
    def on_roads(pair: tuple, names: tuple[collections.abc.Sequence[str], collections.abc.Sequence[str]], direction: str, limit: typing.SupportsFloat | typing.SupportsIndex, threads: typing.SupportsInt | typing.SupportsIndex, progress: typing.Any) -> Pairs:
        ...
def estimate_matrix(graph: sozialraum._core.network.RoadGraph, hierarchy: sozialraum._core.network.Hierarchy, origins: typing.SupportsInt | typing.SupportsIndex, facilities: typing.SupportsInt | typing.SupportsIndex) -> tuple[float, float, float]:
    """
    Pairs, bytes, seconds on one core.
    """
def matrix(graph: sozialraum._core.network.RoadGraph, hierarchy: sozialraum._core.network.Hierarchy, origins: sozialraum._core.network.Snaps, facilities: sozialraum._core.network.Snaps, direction: str, limit: typing.SupportsFloat | typing.SupportsIndex, threads: typing.SupportsInt | typing.SupportsIndex, progress: typing.Any) -> numpy.typing.NDArray[numpy.float64]:
    """
    Minutes, row after row; NaN = no way within the limit.
    """
def matrix_pairs(graph: sozialraum._core.network.RoadGraph, hierarchy: sozialraum._core.network.Hierarchy, origins: sozialraum._core.network.Snaps, facilities: sozialraum._core.network.Snaps, direction: str, limit: typing.SupportsFloat | typing.SupportsIndex, block_bytes: typing.SupportsInt | typing.SupportsIndex, threads: typing.SupportsInt | typing.SupportsIndex, progress: typing.Any, take: collections.abc.Callable) -> None:
    """
    Calls take(origin, facility, minutes) for the pairs within the limit, in blocks of rows.
    """
def minutes_to_nearest(pairs: Pairs, k: typing.SupportsInt | typing.SupportsIndex) -> tuple:
    ...
def paths(graph: sozialraum._core.network.RoadGraph, hierarchy: sozialraum._core.network.Hierarchy, origins: sozialraum._core.network.Snaps, facilities: sozialraum._core.network.Snaps, origin: typing.Annotated[numpy.typing.ArrayLike, numpy.int64], facility: typing.Annotated[numpy.typing.ArrayLike, numpy.int64], positions: tuple, direction: str, limit: typing.SupportsFloat | typing.SupportsIndex, threads: typing.SupportsInt | typing.SupportsIndex, progress: typing.Any) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.int64]]:
    """
    Minutes, metres of way, legs and straight line, detour index; points of the lines.
    """
def place_findings(origins: sozialraum._core.network.Snaps, facilities: sozialraum._core.network.Snaps, names: tuple[collections.abc.Sequence[str], collections.abc.Sequence[str]]) -> list:
    ...
def straight_line_minutes(origins: tuple, facilities: tuple, k: typing.SupportsInt | typing.SupportsIndex, speed_kmh: typing.SupportsFloat | typing.SupportsIndex, detour: typing.SupportsFloat | typing.SupportsIndex, limit: typing.SupportsFloat | typing.SupportsIndex, names: tuple[collections.abc.Sequence[str], collections.abc.Sequence[str]]) -> tuple:
    ...
def travel_times(pairs: Pairs) -> tuple[tuple, list]:
    """
    One row a pair (origin, facility, minutes), and the findings.
    """
