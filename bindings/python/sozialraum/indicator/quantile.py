"""Below which value does a share of the rows lie, and in which group is each row?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sozialraum._core import indicator as _indicator
from sozialraum.core.door import column_of, require_count, require_number
from sozialraum.core.finding import arguments_called

if TYPE_CHECKING:
    import pandas as pd


@arguments_called({"type": "kind"})
def quantile(values: pd.Series, p: float, *, kind: Literal[7, 9] = 7) -> float:
    """Below which value does a share ``p`` of the rows lie?

    Parameters
    ----------
    values : pandas.Series
        NaN does not count.
    p : float
    kind : {7, 9}
        Type of Hyndman and Fan (1996): 7 is what R and numpy do, 9 the practice of German indices.

    Examples
    --------
    >>> import pandas as pd
    >>> four = pd.Series([1.0, 2, 3, 4])
    >>> quantile(four, 0.25), quantile(four, 0.25, kind=9)
    (1.75, 1.4375)
    """
    given = column_of(values, "values")
    return float(
        _indicator.quantile(given.values, require_number(p, "p"), require_count(kind, "kind"))
    )


@arguments_called({"type": "kind"})
def quantile_groups(values: pd.Series, k: int = 5, *, kind: Literal[7, 9] = 9) -> pd.Series:
    """In which of ``k`` equally filled groups is each row? 1 = the smallest values.

    A row at a limit belongs to the upper group; equal values are never torn apart; a missing value
    has no group (0).

    Examples
    --------
    >>> import pandas as pd
    >>> quantile_groups(pd.Series([1.0, 2, 3, 4, 5]), 2).tolist()
    [1, 1, 2, 2, 2]
    """
    given = column_of(values, "values")
    groups = _indicator.quantile_groups(
        given.values, require_count(k, "k", least=2, most=1000), require_count(kind, "kind")
    )
    return given.answer(groups.astype("int64"), "group")
