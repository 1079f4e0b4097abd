"""Which weights follow from comparisons in pairs?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sozialraum._core import composite as _composite
from sozialraum.core.door import table_of
from sozialraum.core.finding import invalid_argument
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class AnalyticHierarchy(Result):
    """Weights out of pairwise judgements.

    Attributes
    ----------
    weights : pandas.Series
        Add up to 1.
    largest_eigenvalue, consistency_index : float
    consistency_ratio : float
        Below 0.1 is usable; above, the judgements contradict one another.
    """

    weights: pd.Series
    largest_eigenvalue: float
    consistency_index: float
    consistency_ratio: float


def analytic_hierarchy(judgements: pd.DataFrame) -> AnalyticHierarchy:
    """Which weights follow from "this matters three times as much as that"?

    Parameters
    ----------
    judgements : pandas.DataFrame
        Square, same names on both sides; entry (i, j) says how many times as much i matters as j,
        entry (j, i) is its reciprocal. At most 10 indicators.

    Returns
    -------
    AnalyticHierarchy

    Raises
    ------
    InvalidInput
        A matrix that is not square, positive and reciprocal.

    Notes
    -----
    Saaty 1980, The Analytic Hierarchy Process.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["poor", "old"]
    >>> matrix = pd.DataFrame([[1, 3], [1 / 3, 1]], index=names, columns=names)
    >>> analytic_hierarchy(matrix).weights.round(3).to_dict()
    {'poor': 0.75, 'old': 0.25}
    """
    import pandas as pd

    given = table_of(judgements, "judgements")
    if given.codes != given.titles:
        raise invalid_argument(
            "judgements",
            "rows and columns have different names, or another order",
            code="index_mismatch",
        )
    weights, eigenvalue, index, ratio = _composite.analytic_hierarchy(
        given.values.ravel(), len(given.codes)
    )
    named = pd.Series(weights, index=given.index, name="weight")
    return AnalyticHierarchy(named, eigenvalue, index, ratio)
