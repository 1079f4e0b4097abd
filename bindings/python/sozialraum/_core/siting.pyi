"""
Where one more would help most.
"""
from __future__ import annotations
import collections.abc
import numpy
import numpy.typing
import typing
__all__: list[str] = ['SitingTask', 'fewest_sites', 'max_coverage', 'p_centre', 'p_median']
class SitingTask:
    progress: typing.Any
    def __init__(self, people: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], begin: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex], candidate: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex], minutes: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], codes: collections.abc.Sequence[str]) -> None:
        ...
    @property
    def passes(self) -> int:
        ...
    @passes.setter
    def passes(self, arg0: typing.SupportsInt | typing.SupportsIndex) -> None:
        ...
    @property
    def solutions(self) -> int:
        ...
    @solutions.setter
    def solutions(self, arg0: typing.SupportsInt | typing.SupportsIndex) -> None:
        ...
    @property
    def threads(self) -> int:
        ...
    @threads.setter
    def threads(self, arg0: typing.SupportsInt | typing.SupportsIndex) -> None:
        ...
    @property
    def within(self) -> float:
        ...
    @within.setter
    def within(self, arg0: typing.SupportsFloat | typing.SupportsIndex) -> None:
        ...
def fewest_sites(task: SitingTask, existing: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex], limit: typing.SupportsFloat | typing.SupportsIndex) -> dict:
    ...
def max_coverage(task: SitingTask, new_sites: typing.SupportsInt | typing.SupportsIndex, existing: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex], limit: typing.SupportsFloat | typing.SupportsIndex) -> dict:
    ...
def p_centre(task: SitingTask, new_sites: typing.SupportsInt | typing.SupportsIndex, existing: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex]) -> dict:
    ...
def p_median(task: SitingTask, new_sites: typing.SupportsInt | typing.SupportsIndex, existing: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex], unserved: typing.SupportsFloat | typing.SupportsIndex | None, capacity: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex]) -> dict:
    ...
