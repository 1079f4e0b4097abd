"""How far could the true rate be from the one counted?"""

from __future__ import annotations

from sozialraum._core import indicator as _indicator
from sozialraum.core.door import require_number


def wilson(count: float, base: float, *, level: float = 0.95) -> tuple[float, float]:
    """Interval of one share (Wilson 1927).

    Examples
    --------
    >>> lower, upper = wilson(1, 100)
    >>> round(lower, 6), round(upper, 6)
    (0.001767, 0.054486)
    """
    return _indicator.wilson(*_numbers(count=count, base=base, level=level))


def clopper_pearson(count: float, base: float, *, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of one share (Clopper and Pearson 1934); never covers less than the level.

    Examples
    --------
    >>> lower, upper = clopper_pearson(1, 100)
    >>> round(lower, 6), round(upper, 6)
    (0.000253, 0.054459)
    """
    return _indicator.clopper_pearson(*_numbers(count=count, base=base, level=level))


def byar(count: float, *, level: float = 0.95) -> tuple[float, float]:
    """Interval of a number of cases by Byar's approximation; for 10 cases and more.

    Examples
    --------
    >>> [round(limit, 2) for limit in byar(100)]
    [81.36, 121.63]
    """
    return _indicator.byar(*_numbers(count=count, level=level))


def exact_poisson(count: float, *, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of a number of cases (Garwood 1936).

    Examples
    --------
    >>> [round(limit, 2) for limit in exact_poisson(100)]
    [81.36, 121.63]
    """
    return _indicator.exact_poisson(*_numbers(count=count, level=level))


def _numbers(**given: object) -> list[float]:
    return [require_number(value, argument) for argument, value in given.items()]
