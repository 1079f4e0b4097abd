"""
What the minutes are worth.
"""
from __future__ import annotations
import collections.abc
import numpy
import numpy.typing
import sozialraum._core.reach
import sozialraum._core.spatial
import typing
__all__: list[str] = ['Decay', 'catchment_sizes', 'floating_catchment', 'huff', 'opportunities', 'travel_time_weights']
class Decay:
    @staticmethod
    def exponential(rate: typing.Any) -> Decay:
        ...
    @staticmethod
    def gaussian(sd: typing.Any) -> Decay:
        ...
    @staticmethod
    def linear(end: typing.Any) -> Decay:
        ...
    @staticmethod
    def logistic(middle: typing.Any, steepness: typing.Any) -> Decay:
        ...
    @staticmethod
    def power(scale: typing.Any, exponent: typing.Any, minimum: typing.Any) -> Decay:
        ...
    @staticmethod
    def steps(steps: typing.Any) -> Decay:
        ...
    def __call__(self, arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]) -> numpy.typing.NDArray[numpy.float64]:
        ...
def catchment_sizes(pairs: sozialraum._core.reach.Pairs, facilities_grow: bool, amounts: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], enough: typing.SupportsFloat | typing.SupportsIndex, sizes: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex]) -> tuple[numpy.typing.NDArray[numpy.float64], list]:
    ...
def floating_catchment(pairs: sozialraum._core.reach.Pairs, population: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], supply: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], method: str, decay: Decay, facility_minutes: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], origin_minutes: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], population_exponent: typing.SupportsFloat | typing.SupportsIndex) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], list]:
    ...
def huff(pairs: sozialraum._core.reach.Pairs, population: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], supply: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], decay: Decay, size_exponent: typing.SupportsFloat | typing.SupportsIndex, shares: bool) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], tuple, numpy.typing.NDArray[numpy.float64], list]:
    """
    Visitors, attraction; pairs and their shares if wanted; findings.
    """
def opportunities(pairs: sozialraum._core.reach.Pairs, supply: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], decay: Decay | None) -> tuple[numpy.typing.NDArray[numpy.float64], list]:
    ...
def travel_time_weights(pairs: sozialraum._core.reach.Pairs, codes: collections.abc.Sequence[str], limit: typing.SupportsFloat | typing.SupportsIndex, nearest: typing.SupportsInt | typing.SupportsIndex, decay: Decay | None, both_ways: str) -> sozialraum._core.spatial.Weights:
    ...
