"""What would the share be with more people, by the rule of the British indices of deprivation?"""

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
class LogitShrinkage(Result):
    """Shares pulled towards that of all areas on the scale of log odds.

    Attributes
    ----------
    rate, weight, lower, upper : pandas.Series
        Adjusted share, the weight of the own log odds, and the interval, which carries that the
        spread is estimated.
    posterior_mean, posterior_variance : pandas.Series
        Moments of the log odds, whose normal distribution the interval is; what draws
        are made of.
    state : pandas.Series of uint8
        :class:`sozialraum.core.CellState` of each share.
    target : float
        The share of all areas together.
    variance : float
        Of the log odds between areas.
    findings : list of Finding
        ``empty_base``, ``cases_without_base``.
    """

    rate: pd.Series
    weight: pd.Series
    lower: pd.Series
    upper: pd.Series
    posterior_mean: pd.Series
    posterior_variance: pd.Series
    state: pd.Series
    target: float
    variance: float
    findings: list[Finding] = field(default_factory=list)


def logit_shrinkage(
    count: pd.Series,
    base: pd.Series,
    *,
    level: float = 0.95,
    states: pd.DataFrame | None = None,
) -> LogitShrinkage:
    """Pull shares towards that of all areas as the British indices of deprivation do.

    For comparison with those indices: the spread between areas still holds chance, so small areas
    are shrunk less than by :func:`empirical_bayes`. Its intervals cover .91 to .99 where .95 is
    promised.

    Parameters
    ----------
    count, base : pandas.Series
        Persons among persons per area code, the areas of one larger unit; the same index.
    level : float
        Of the intervals.
    states : pandas.DataFrame, optional
        Kinds of the cells, as in :func:`empirical_bayes`.

    Raises
    ------
    InvalidInput
        ``count_above_base``, ``fewer_areas_than_needed`` below three areas with a base.

    Notes
    -----
    Scottish Indices of Deprivation 2003, chapter on shrinkage.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = ["Au", "Berg", "Cham"]
    >>> logit_shrinkage(pd.Series([20, 4, 6], areas), pd.Series([100, 40, 20], areas)).target
    0.1875
    """
    cases = column_of(count, "count")
    persons = column_of(base, "base", like=cases.index)
    columns, target, variance, findings = _smallarea.logit_shrinkage(
        cases.values,
        persons.values,
        cases.codes,
        require_number(level, "level"),
        states_of(cases.answer(cases.values), states),
        states_of(persons.answer(persons.values), states),
    )
    return LogitShrinkage(
        **{name: cases.answer(cells, name) for name, cells in columns.items()},
        target=target,
        variance=variance,
        findings=findings,
    )
