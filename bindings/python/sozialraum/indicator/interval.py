"""How far could the true rate be from the one counted?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import indicator as _indicator
from sozialraum.core.door import require_same_index

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
    return _indicator.wilson(count, base, level)


def clopper_pearson(count: float, base: float, *, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of one share (Clopper and Pearson 1934); never covers less than the level."""
    return _indicator.clopper_pearson(count, base, level)


def byar(count: float, *, level: float = 0.95) -> tuple[float, float]:
    """Interval of a number of cases by Byar's approximation; for 10 cases and more."""
    return _indicator.byar(count, level)


def exact_poisson(count: float, *, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of a number of cases (Garwood 1936)."""
    return _indicator.exact_poisson(count, level)


def standard_error(lower: pd.Series, upper: pd.Series, *, level: float = 0.95) -> pd.Series:
    """The standard deviation behind intervals that are normal around their middle.

    Examples
    --------
    >>> import pandas as pd
    >>> standard_error(pd.Series([0.4]), pd.Series([0.6])).round(4).tolist()
    [0.051]
    """
    import pandas as pd

    require_same_index(upper, lower)
    errors = _indicator.standard_errors(
        np.asarray(lower, dtype=float), np.asarray(upper, dtype=float), level
    )
    return pd.Series(errors, index=lower.index, name="standard_error")
