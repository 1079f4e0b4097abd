"""
Rates steadied against small numbers.
"""
from __future__ import annotations
import collections.abc
import numpy
import numpy.typing
import sozialraum._core.spatial
import typing
__all__: list[str] = ['empirical_bayes', 'guard', 'local_empirical_bayes', 'minimum_base', 'regression_bayes']
def empirical_bayes(count: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], base: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], areas: collections.abc.Sequence[str], model: str, level: typing.SupportsFloat | typing.SupportsIndex, threads: typing.SupportsInt | typing.SupportsIndex, progress: typing.Any, part_of_base: bool | None = None, count_variance: typing.Annotated[numpy.typing.ArrayLike, numpy.float64] | None = None, count_states: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8] | None = None, base_states: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8] | None = None) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.uint8], float, float, list, tuple[float, float], numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64]]:
    ...
def guard(count: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], base: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], areas: collections.abc.Sequence[str], model: str, threshold: typing.SupportsFloat | typing.SupportsIndex, guard_rest: bool) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.uint8], float, float, list]:
    ...
def local_empirical_bayes(count: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], base: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], weights: sozialraum._core.spatial.Weights, form: str, model: str, own: typing.SupportsFloat | typing.SupportsIndex, level: typing.SupportsFloat | typing.SupportsIndex, intervals: bool, threads: typing.SupportsInt | typing.SupportsIndex, progress: typing.Any, part_of_base: bool | None = None, count_states: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8] | None = None, base_states: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8] | None = None) -> tuple[dict, list]:
    ...
def minimum_base(mean: typing.SupportsFloat | typing.SupportsIndex, variance: typing.SupportsFloat | typing.SupportsIndex, model: str, reliability: typing.SupportsFloat | typing.SupportsIndex) -> float:
    ...
def regression_bayes(count: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], base: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], areas: collections.abc.Sequence[str], covariates: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], names: collections.abc.Sequence[str], model: str, level: typing.SupportsFloat | typing.SupportsIndex, threads: typing.SupportsInt | typing.SupportsIndex, progress: typing.Any, part_of_base: bool | None = None, count_states: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8] | None = None, base_states: typing.Annotated[numpy.typing.ArrayLike, numpy.uint8] | None = None) -> tuple[dict, tuple, float, float, list]:
    ...
