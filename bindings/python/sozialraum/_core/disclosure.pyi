"""
What may be told of tables about few persons.
"""
from __future__ import annotations
import collections.abc
import numpy
import numpy.typing
import typing
__all__: list[str] = ['suppress']
def suppress(count: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], base: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], total: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex], secret: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex], cells: collections.abc.Sequence[str], least_count: typing.SupportsFloat | typing.SupportsIndex, tell_nobody: bool, tell_everybody: bool) -> tuple[list[int], list[int], list]:
    ...
