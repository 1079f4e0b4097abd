"""How do equally exact values look without the luck in them?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sozialraum._core import smallarea as _smallarea
from sozialraum.core.cells import states_of
from sozialraum.core.door import column_of, require_number
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding


@dataclass(frozen=True, repr=False)
class JamesStein(Result):
    """Values pulled towards their mean by one factor.

    Attributes
    ----------
    value, lower, upper : pandas.Series
        NaN where missing. The interval carries that the factor is estimated (Morris 1983).
    posterior_mean, posterior_variance : pandas.Series
        Moments of the normal distribution whose quantiles the interval is; what draws
        are made of.
    state : pandas.Series of uint8
        :class:`sozialraum.core.CellState` of each value.
    mean : float
    weight : float
        Of the own value, the same for all.
    findings : list of Finding
        ``no_spread``.
    """

    value: pd.Series
    lower: pd.Series
    upper: pd.Series
    posterior_mean: pd.Series
    posterior_variance: pd.Series
    state: pd.Series
    mean: float
    weight: float
    findings: list[Finding] = field(default_factory=list)


def james_stein(
    values: pd.Series,
    variance: float,
    *,
    level: float = 0.95,
    states: pd.DataFrame | None = None,
) -> JamesStein:
    """Pull values that were measured equally exactly towards their mean.

    Parameters
    ----------
    values : pandas.Series
        One number per area code. NaN is missing.
    variance : float
        Of each measurement, known, the same for all. For others take :func:`fay_herriot`.
    level : float
        Of the intervals.
    states : pandas.DataFrame, optional
        Kinds of the cells, as in :func:`empirical_bayes`.

    Raises
    ------
    InvalidInput
        ``fewer_areas_than_needed`` below four values.

    Notes
    -----
    James and Stein (1961); towards the mean: Efron, B. and Morris, C. (1975), JASA 70:311.

    Examples
    --------
    >>> import pandas as pd
    >>> james_stein(pd.Series([0.0, 2, 4, 6]), 1).value.round(2).tolist()
    [0.15, 2.05, 3.95, 5.85]
    """
    column = column_of(values, "values")
    columns, mean, weight, findings = _smallarea.james_stein(
        column.values,
        require_number(variance, "variance"),
        column.codes,
        require_number(level, "level"),
        states_of(column.answer(column.values), states),
    )
    return JamesStein(
        **{name: column.answer(cells, name) for name, cells in columns.items()},
        mean=mean,
        weight=weight,
        findings=findings,
    )
