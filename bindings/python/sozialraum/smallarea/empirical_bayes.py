"""What would the rate be with more people?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from sozialraum._core import indicator as _indicator
from sozialraum._core import smallarea as _smallarea
from sozialraum.core.cells import states_of
from sozialraum.core.door import (
    column_of,
    require_choice,
    require_count,
    require_flag,
    require_number,
    require_progress,
)
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding


@dataclass(frozen=True, repr=False)
class EmpiricalBayes(Result):
    """Adjusted rates of all areas.

    Attributes
    ----------
    rate : pandas.Series
        Adjusted rate, part of 1; NaN where count or base is missing.
    weight : pandas.Series
        Weight of the area's own data: 0 = mean of all areas, 1 = the area's own rate.
    lower, upper : pandas.Series
        Interval of the posterior. It carries what is not known of mean and variance themselves, so
        it is wide where few or small areas stand behind them, and always holds the rate.
    posterior_mean, posterior_variance : pandas.Series
        Of the distribution whose quantiles the interval is; what draws are made of.
    state : pandas.Series of uint8
        :class:`sozialraum.core.CellState` of each rate.
    prior_mean, prior_variance : float
        Mean and variance of the true rates; NaN if no area has a base.
    model : {"poisson", "binomial"}
    findings : list of Finding
        ``empty_base``, ``cases_without_base``, ``count_above_base``, ``no_spread``, ``no_base``.
    unseen : tuple of float
        Where the rate of an area without figures of its own may lie.
    """

    rate: pd.Series
    weight: pd.Series
    lower: pd.Series
    upper: pd.Series
    posterior_mean: pd.Series
    posterior_variance: pd.Series
    state: pd.Series
    prior_mean: float
    prior_variance: float
    model: str
    findings: list[Finding] = field(default_factory=list)
    unseen: tuple[float, float] = (float("nan"), float("nan"))

    def minimum_base(self, reliability: float) -> float:
        """The base from which on an area's own data has at least this weight.

        Parameters
        ----------
        reliability : float
            Between 0 and 1.

        Returns
        -------
        float
            Persons; infinite if the areas differ no more than chance makes them.
        """
        wanted = require_number(reliability, "reliability")
        return _smallarea.minimum_base(self.prior_mean, self.prior_variance, self.model, wanted)


def empirical_bayes(
    count: pd.Series,
    base: pd.Series,
    *,
    model: Literal["poisson", "binomial"] = "poisson",
    part_of_base: bool | None = None,
    count_variance: pd.Series | None = None,
    level: float = 0.95,
    states: pd.DataFrame | None = None,
    threads: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> EmpiricalBayes:
    """What would an area's rate be if more people lived there?

    Parameters
    ----------
    count, base : pandas.Series
        Cases and persons per area code; the two must have the same index. NaN is missing and stays
        missing.
    model : {"poisson", "binomial"}
        ``poisson`` for events and expected numbers (Marshall 1991), ``binomial`` for persons among
        persons (Martuzzi and Elliott 1996).
    part_of_base : bool, optional
        Are the cases a part of the base? Then a count above it is an error and no rate exceeds 1.
        Left open, those of ``binomial`` are; for ``poisson`` a count above its base is told as a
        finding.
    count_variance : pandas.Series, optional
        Variance of each count that is an expectation itself (:func:`guard`).
    level : float
        Of the posterior interval.
    states : pandas.DataFrame, optional
        Kinds of the cells as :attr:`sozialraum.core.AreaTable.states` tells them, columns by the
        names of the numbers: a missing number keeps its reason, one of limited value its mark.
        Columns it lacks are told by their numbers alone.
    threads : int
        0 = as many as the machine has. The result never depends on it.
    progress : callable, optional
        Called with (areas done, areas in all).

    Returns
    -------
    EmpiricalBayes
        An area with a base of zero gets the mean of all areas with the weight 0 and is named in
        the finding ``empty_base`` (``cases_without_base`` if it has cases). Areas that differ no
        more than chance makes them all get the common rate (finding ``no_spread``).

    Raises
    ------
    InvalidInput
        Negative numbers, indices that differ; a count above its base where it is a part of it.

    Notes
    -----
    Marshall, R. J. (1991), Applied Statistics 40:283. Martuzzi, M. and Elliott, P. (1996),
    Statistics in Medicine 15:1867.

    Examples
    --------
    >>> import pandas as pd
    >>> count = pd.Series([30, 10], index=["Hafen", "Wald"])
    >>> result = empirical_bayes(count, pd.Series([100, 100], index=["Hafen", "Wald"]))
    >>> result.rate.round(3).tolist(), result.weight.round(3).tolist()
    ([0.28, 0.12], [0.8, 0.8])
    >>> round(result.minimum_base(0.5))
    25
    """
    require_progress(progress)
    cases = column_of(count, "count")
    persons = column_of(base, "base", like=cases.index)
    variances = None
    if count_variance is not None:
        variances = column_of(count_variance, "count_variance", like=cases.index).values
    rate, weight, lower, upper, state, mean, variance, findings, unseen, centre, spread = (
        _smallarea.empirical_bayes(
            cases.values,
            persons.values,
            cases.codes,
            require_choice(model, "model", ["poisson", "binomial"]),
            require_number(level, "level"),
            require_count(threads, "threads"),
            progress,
            None if part_of_base is None else require_flag(part_of_base, "part_of_base"),
            variances,
            states_of(cases.answer(cases.values), states),
            states_of(persons.answer(persons.values), states),
        )
    )

    return EmpiricalBayes(
        rate=cases.answer(rate, "rate"),
        weight=cases.answer(weight, "weight"),
        lower=cases.answer(lower, "lower"),
        upper=cases.answer(upper, "upper"),
        posterior_mean=cases.answer(centre, "posterior_mean"),
        posterior_variance=cases.answer(spread, "posterior_variance"),
        state=cases.answer(state, "state"),
        prior_mean=mean,
        prior_variance=variance,
        model=model,
        findings=findings,
        unseen=unseen,
    )


def rate_z(count: pd.Series, base: pd.Series) -> pd.Series:
    """How far is each raw rate from the mean, in standard deviations of a rate of its base?

    Raw rates of small areas scatter more than those of large ones; Moran's I of rates must be
    computed from these values instead.

    Parameters
    ----------
    count, base : pandas.Series
        Cases and persons per area code, same index. NaN is missing.

    Returns
    -------
    pandas.Series
        NaN where count or base is missing or the base is 0.

    Notes
    -----
    Assunção, R. M. and Reis, E. A. (1999), Statistics in Medicine 18:2147.

    Examples
    --------
    >>> import pandas as pd
    >>> rate_z(pd.Series([30, 10]), pd.Series([100, 100])).round(6).tolist()
    [1.0, -1.0]
    """
    cases = column_of(count, "count")
    persons = column_of(base, "base", like=cases.index)
    z, _ = _indicator.rate_z(cases.values, persons.values, cases.codes)
    return cases.answer(z, "rate_z")
