"""How evenly is it spread over people?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import equity as _equity
from sozialraum.core import CellState
from sozialraum.core.door import column_of, require_number
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class Inequality(Result):
    """One number about a distribution, and whose it is.

    Attributes
    ----------
    value : float
        NaN where the formula has no answer.
    state : CellState
        ``REPORTED``, or ``UNDEFINED`` if there is nobody, or nothing to share.
    people : float
        Who was counted.
    people_missing : float
        Who lives in areas without a value.
    """

    value: float
    state: CellState
    people: float
    people_missing: float


def gini(value: pd.Series, people: pd.Series) -> Inequality:
    """How unequally is it spread over people: 0 = all the same, near 1 = one person has all?

    Parameters
    ----------
    value : pandas.Series
        What a person of each area has, not negative; NaN is missing.
    people : pandas.Series
        Inhabitants, same index.

    Returns
    -------
    Inequality
        Undefined if nobody is known or all values are 0.

    Raises
    ------
    InvalidInput
        Negative or infinite values, negative people, indices that differ.

    Examples
    --------
    >>> import pandas as pd
    >>> gini(pd.Series([1.0, 3.0]), pd.Series([3, 1])).value
    0.25
    """
    return _inequality(_equity.gini(*_distribution(value, people)[:2]))


def palma(value: pd.Series, people: pd.Series) -> Inequality:
    """How many times as much as the poorest 40 % have the richest 10 % of people together?

    Parameters, missing values and errors as in :func:`gini`. 0.25 if all have the same. An area on
    the border is divided. Undefined if the bottom has nothing. Palma (2011), Development and
    Change 42:87.

    Examples
    --------
    >>> import pandas as pd
    >>> palma(pd.Series([1.0, 3.0]), pd.Series([5, 5])).value
    0.75
    """
    return _inequality(_equity.palma(*_distribution(value, people)[:2]))


def concentration_index(value: pd.Series, people: pd.Series, rank_by: pd.Series) -> Inequality:
    """Does it go to the well-off (above 0) or to the badly-off (below 0)?

    Parameters
    ----------
    value, people : pandas.Series
        As in :func:`gini`.
    rank_by : pandas.Series
        How well off an area is, low = badly; same index. Equal areas share their mean rank.

    Returns
    -------
    Inequality
        Between -1 and 1. Of the value itself it is the Gini.

    Notes
    -----
    Kakwani, Wagstaff and van Doorslaer (1997), Journal of Econometrics 77:87.

    Examples
    --------
    >>> import pandas as pd
    >>> places, people = pd.Series([0.0, 4.0]), pd.Series([1, 1])
    >>> concentration_index(places, people, rank_by=pd.Series([2.0, 1.0])).value
    -0.5
    """
    values, persons, names = _distribution(value, people)
    rank = column_of(rank_by, "rank_by", like=names.index, infinite=True).values
    return _inequality(_equity.concentration_index(values, persons, rank))


def poverty(value: pd.Series, people: pd.Series, *, line: float, alpha: float = 0.0) -> Inequality:
    """How many people have too little, and how much too little?

    Parameters
    ----------
    value, people : pandas.Series
        As in :func:`gini`; negative values are allowed.
    line : float
        Below this a person is poor; positive.
    alpha : float
        0 = share of poor people, 1 = mean gap as a part of the line, 2 = deep gaps weigh more.

    Notes
    -----
    Foster, Greer and Thorbecke (1984), Econometrica 52:761.

    Examples
    --------
    >>> import pandas as pd
    >>> kitas, children = pd.Series([5.0, 8.0, 10.0]), pd.Series([5, 3, 2])
    >>> [round(poverty(kitas, children, line=10, alpha=a).value, 3) for a in (0, 1, 2)]
    [0.8, 0.31, 0.137]
    """
    line, alpha = require_number(line, "line"), require_number(alpha, "alpha")
    return _inequality(_equity.poverty(*_distribution(value, people)[:2], line, alpha))


def lorenz(value: pd.Series, people: pd.Series) -> pd.Series:
    """Which share of all do the poorest so many per cent of people have?

    Parameters, missing values and errors as in :func:`gini`.

    Returns
    -------
    pandas.Series
        Share of what there is (0 to 1) by share of people (index, 0 to 1), one point for each
        distinct value; empty where the Gini is undefined.

    Examples
    --------
    >>> import pandas as pd
    >>> lorenz(pd.Series([3.0, 1.0]), pd.Series([1, 3])).to_dict()
    {0.0: 0.0, 0.75: 0.5, 1.0: 1.0}
    """
    import pandas as pd

    share_of_people, share = _equity.lorenz(*_distribution(value, people)[:2])
    return pd.Series(share, index=pd.Index(share_of_people, name="people"), name="share")


def _distribution(value: object, people: object) -> tuple[Floats, Floats, PlaceNames]:
    values = column_of(value, "value")
    return values.values, column_of(people, "people", like=values.index).values, values.names


def _inequality(answer: tuple[float, int, float, float]) -> Inequality:
    value, state, people, missing = answer
    return Inequality(value, CellState(state), people, missing)
