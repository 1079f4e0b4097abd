"""Many indicators on one scale: minimum and maximum, ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import composite as _composite
from sozialraum.composite.columns import posts_of
from sozialraum.core.door import column_of, require_count, table_of
from sozialraum.core.finding import arguments_called

if TYPE_CHECKING:
    import pandas as pd


@arguments_called({"values": "frame"})
def min_max(frame: pd.DataFrame, goalposts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Where does each area stand between the smallest and the largest value?

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators; NaN is missing and stays missing.
    goalposts : pandas.DataFrame, optional
        Index ``low`` and ``high``, columns as the frame: frozen ones keep years comparable. Values
        beyond them lie below 0 or above 1 and are not cut.

    Raises
    ------
    InvalidInput
        A column without two different values; a low goalpost that is not below the high one.

    Examples
    --------
    >>> import pandas as pd
    >>> min_max(pd.DataFrame({"x": [10.0, 20.0, 30.0]}))["x"].tolist()
    [0.0, 0.5, 1.0]
    """
    import pandas as pd

    given = table_of(frame, "frame")
    made = {}
    for row, (name, values) in enumerate(given.parts()):
        if goalposts is None:
            low, high = _composite.goalposts_of(values)
        else:
            low, high = posts_of(goalposts, name)
        made[row] = _composite.min_max(values, low, high)
    return pd.DataFrame(made, index=given.index).set_axis(given.columns, axis=1)


def ranks(column: pd.Series) -> pd.Series:
    """Rank 1 is the largest value; equal values share the first of their ranks, NaN has none.

    Examples
    --------
    >>> import pandas as pd
    >>> ranks(pd.Series([5.0, 9.0, 5.0, 1.0])).tolist()
    [2.0, 1.0, 2.0, 4.0]
    """
    given = column_of(column, "column")
    return given.answer(_composite.ranks(given.values))


def rank_exponential(column: pd.Series, n: int | None = None) -> pd.Series:
    """The score that the English Indices of Deprivation give a rank.

    Parameters
    ----------
    column : pandas.Series
        Ranks; rank 1 is the most deprived and gets 100. NaN is missing.
    n : int, optional
        How many areas were ranked; the number of ranks given unless said.

    Returns
    -------
    pandas.Series
        -23 ln(1 - R (1 - exp(-100/23))) with R = (n + 1 - rank)/n: a high deprivation in one
        domain is not cancelled out by others.

    Raises
    ------
    InvalidInput
        A rank outside 1..n.

    Notes
    -----
    The English Indices of Deprivation 2019, Technical Report.

    Examples
    --------
    >>> import pandas as pd
    >>> rank_exponential(pd.Series([1, 2, 6]), n=10).round(2).tolist()
    [100.0, 50.43, 15.65]
    """
    given = column_of(column, "column")
    size = int(np.isfinite(given.values).sum()) if n is None else require_count(n, "n")
    return given.answer(_composite.rank_exponential(given.values, size))
