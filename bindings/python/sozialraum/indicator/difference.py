"""Do two figures differ by more than chance?"""

from __future__ import annotations

from sozialraum._core import indicator as _indicator
from sozialraum.core.door import require_number
from sozialraum.core.finding import invalid_argument

_MOST = 1e12
"""Persons in a test that walks through all counts that could have been."""


def fisher_exact(count: float, base: float, other_count: float, other_base: float) -> float:
    """Two-sided p of Fisher's exact test of two shares.

    The probability, given both margins, of all tables that are no likelier than this one. The
    groups must have no person in common.

    Examples
    --------
    >>> round(fisher_exact(3, 4, 1, 4), 4)
    0.4857
    """
    return float(
        _indicator.fisher_exact(
            *_small(count=count, base=base, other_count=other_count, other_base=other_base)
        )
    )


def conditional_poisson(count: float, base: float, other_count: float, other_base: float) -> float:
    """Two-sided p of two rates of events: of all events, how many fall on the first base?

    Przyborowski and Wilenski (1940). Events must be independent of each other.

    Examples
    --------
    >>> round(conditional_poisson(8, 10, 2, 10), 4)
    0.1094
    """
    return float(
        _indicator.conditional_poisson(
            *_small(count=count, base=base, other_count=other_count, other_base=other_base)
        )
    )


def _small(**given: object) -> list[float]:
    numbers = [require_number(value, argument) for argument, value in given.items()]
    for argument, number in zip(given, numbers, strict=True):
        if number > _MOST:
            raise invalid_argument(argument, f"is {number:g}; at most {_MOST:g} can be tested")
    return numbers
