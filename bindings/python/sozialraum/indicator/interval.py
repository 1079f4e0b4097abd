"""How far could the true rate be from the one counted?"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from sozialraum._core import indicator as _indicator
from sozialraum.core.door import column_of, require_number
from sozialraum.core.finding import InvalidInput, invalid_argument, shown

if TYPE_CHECKING:
    import pandas as pd


def wilson(count: float, base: float, *, level: float = 0.95) -> tuple[float, float]:
    """Interval of one share (Wilson 1927).

    Examples
    --------
    >>> lower, upper = wilson(1, 100)
    >>> round(lower, 6), round(upper, 6)
    (0.001767, 0.054486)
    """
    return _interval(_indicator.wilson, count=count, base=base, level=level)


def clopper_pearson(count: float, base: float, *, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of one share (Clopper and Pearson 1934); never covers less than the level.

    Examples
    --------
    >>> lower, upper = clopper_pearson(1, 100)
    >>> round(lower, 6), round(upper, 6)
    (0.000253, 0.054459)
    """
    return _interval(_indicator.clopper_pearson, count=count, base=base, level=level)


def byar(count: float, *, level: float = 0.95) -> tuple[float, float]:
    """Interval of a number of cases by Byar's approximation; for 10 cases and more.

    Examples
    --------
    >>> [round(limit, 2) for limit in byar(100)]
    [81.36, 121.63]
    """
    return _interval(_indicator.byar, count=count, level=level)


def exact_poisson(count: float, *, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of a number of cases (Garwood 1936).

    Examples
    --------
    >>> [round(limit, 2) for limit in exact_poisson(100)]
    [81.36, 121.63]
    """
    return _interval(_indicator.exact_poisson, count=count, level=level)


def standard_error(lower: pd.Series, upper: pd.Series, *, level: float = 0.95) -> pd.Series:
    """The standard deviation behind intervals that are normal around their middle.

    Examples
    --------
    >>> import pandas as pd
    >>> standard_error(pd.Series([0.4]), pd.Series([0.6])).round(4).tolist()
    [0.051]
    """
    least = column_of(lower, "lower")
    most = column_of(upper, "upper", like=least.index)
    errors = _indicator.standard_errors(least.values, most.values, require_number(level, "level"))
    return least.answer(errors, "standard_error")


def _interval(formula: Callable[..., tuple[float, float]], **given: object) -> tuple[float, float]:
    numbers = [require_number(value, argument) for argument, value in given.items()]
    for (argument, value), number in zip(given.items(), numbers, strict=True):
        if not math.isfinite(number):
            raise invalid_argument(argument, f"is {shown(value)}; a finite number is needed")
    try:
        limits = formula(*numbers)
    except InvalidInput:
        raise
    except (ArithmeticError, RuntimeError, ValueError):  # the series of the distribution ends
        limits = (math.nan, math.nan)
    if not all(math.isfinite(limit) for limit in limits):
        message = f"is {shown(given['count'])}, of which 64-bit numbers give no interval"
        raise invalid_argument("count", message)
    return limits
