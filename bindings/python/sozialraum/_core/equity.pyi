"""
How even is it, and who is outside.
"""
from __future__ import annotations
import collections.abc
import numpy
import numpy.typing
import typing
__all__: list[str] = ['aggregate', 'concentration_index', 'gini', 'lorenz', 'palma', 'poverty']
def aggregate(area: typing.Annotated[numpy.typing.ArrayLike, numpy.uint32], people: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], minutes: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], access: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8], areas: typing.SupportsInt | typing.SupportsIndex, limits: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex]) -> tuple[list, tuple, list, list]:
    ...
def concentration_index(value: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], people: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], rank_by: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]) -> tuple:
    ...
def gini(value: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], people: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]) -> tuple:
    ...
def lorenz(value: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], people: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64]]:
    ...
def palma(value: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], people: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]) -> tuple:
    ...
def poverty(value: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], people: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], line: typing.SupportsFloat | typing.SupportsIndex, alpha: typing.SupportsFloat | typing.SupportsIndex) -> tuple:
    ...
