"""Which areas lie farther from the rest than chance carries areas of their size?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from sozialraum._core import indicator as _indicator
from sozialraum.core.door import require_choice, require_number
from sozialraum.core.finding import invalid_argument
from sozialraum.indicator.counts import counts_of

if TYPE_CHECKING:
    import pandas as pd

_METHODS = ["binomial", "score", "poisson"]
_MOST = 1e15
"""Of a base with limits; the series of the distributions end before 64-bit numbers do."""


def funnel_limits(
    base: float,
    centre: float,
    *,
    method: Literal["binomial", "score", "poisson"] = "binomial",
    level: float = 0.95,
) -> tuple[float, float]:
    """What an area of this base with the centre's rate stays within.

    Parameters
    ----------
    base : float
    centre : float
        Share or rate of all.
    method : {"binomial", "score", "poisson"}
        Exact for shares; centre -+ z sqrt(centre (1 - centre) / base), as Public Health England;
        exact for rates of events and for observed against expected.
    level : float

    Examples
    --------
    >>> [round(limit, 3) for limit in funnel_limits(20, 0.8, method="score")]
    [0.625, 0.975]
    """
    size = require_number(base, "base")
    middle = require_number(centre, "centre")
    if size > _MOST or size * middle > _MOST:
        raise invalid_argument("base", f"is {size:g}; limits are drawn up to {_MOST:g}")
    lower, upper = _indicator.funnel_limits(
        size, middle, require_choice(method, "method", _METHODS), require_number(level, "level")
    )
    return float(lower), float(upper)


def funnel(
    count: pd.Series,
    base: pd.Series,
    *,
    method: Literal["binomial", "score", "poisson"] = "binomial",
    centre: float | None = None,
    states: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Limits of 95 and 99.8 %, and where each area lies (Spiegelhalter 2005).

    Parameters
    ----------
    count, base : pandas.Series
        Per area code; same index. NaN is missing.
    method
        As in :func:`funnel_limits`.
    centre : float, optional
        What areas are measured against; sum of counts over sum of bases without it.
    states : pandas.DataFrame, optional
        As in :func:`rate`.

    Returns
    -------
    pandas.DataFrame
        Columns ``value``, ``lower``, ``upper`` (95 %), ``far_lower``, ``far_upper`` (99.8 %),
        ``place`` (``"inside"``, ``"low"``, ``"very_low"``, ``"high"``, ``"very_high"``,
        ``"nowhere"``) and ``state``; ``.attrs["centre"]``. The finding ``overdispersed`` says that
        far more areas lie outside than chance would put there.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = ["Hafen", "Wald", "Moor"]
    >>> funnel(pd.Series([30, 4, 3], areas), pd.Series([100, 40, 60], areas))["place"].tolist()
    ['high', 'inside', 'low']
    """
    import pandas as pd

    from sozialraum.core.tables import TableResult

    given = counts_of(count, base, states)
    numbers = np.concatenate(given.numbers)
    if np.nanmax(numbers, initial=0.0) > _MOST:
        raise invalid_argument("base", f"holds more than {_MOST:g}, up to which limits are drawn")
    middle = None if centre is None else require_number(centre, "centre")
    if middle is not None and middle > _MOST:
        raise invalid_argument("centre", f"is {middle:g}; at most {_MOST:g} is possible")
    made = _indicator.funnel(
        *given.numbers,
        *given.states,
        given.count.codes,
        require_choice(method, "method", _METHODS),
        middle,
    )
    names = ("value", "lower", "upper", "far_lower", "far_upper", "place", "state")
    table = pd.DataFrame(dict(zip(names, made[1:8], strict=True)), index=given.count.index)
    return TableResult.of(table, made[8], {"centre": float(made[0])})
