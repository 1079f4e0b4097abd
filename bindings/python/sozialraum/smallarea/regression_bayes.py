"""What would the rate be with more people, areas of its kind being the yardstick?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum._core import smallarea as _smallarea
from sozialraum.core.cells import states_of
from sozialraum.core.door import (
    column_of,
    require_choice,
    require_count,
    require_flag,
    require_number,
    require_progress,
    table_of,
)
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding


@dataclass(frozen=True, repr=False)
class RegressionBayes(Result):
    """Rates pulled towards what the covariates let expect.

    Attributes
    ----------
    rate : pandas.Series
        Adjusted rate, part of 1; NaN where count, base or a covariate is missing.
    weight : pandas.Series
        Weight of the area's own data: 0 = what is expected of it, 1 = its own rate.
    lower, upper : pandas.Series
        Interval; carries that coefficients and scatter are estimated. Always holds the rate.
    expected : pandas.Series
        Of an area with these covariates; also where the count is missing.
    posterior_mean, posterior_variance : pandas.Series
        Of the distribution whose quantiles the interval is; what draws are made of.
    state : pandas.Series of uint8
        :class:`sozialraum.core.CellState` of each rate.
    coefficients : pandas.DataFrame
        ``value`` and ``standard_error`` by covariate, ``constant`` first, of the log (``poisson``)
        or logit (``binomial``) rate.
    dispersion : float
        How far true rates scatter around what is expected: variance / expected² (``poisson``,
        1/alpha of the gamma distribution) or 1/(alpha + beta) of the beta distribution.
    log_likelihood : float
    model : {"poisson", "binomial"}
    findings : list of Finding
        ``missing_covariates``, ``no_finite_fit``, ``no_spread``, ``empty_base``,
        ``cases_without_base``, ``count_above_base``.
    """

    rate: pd.Series
    weight: pd.Series
    lower: pd.Series
    upper: pd.Series
    expected: pd.Series
    posterior_mean: pd.Series
    posterior_variance: pd.Series
    state: pd.Series
    coefficients: pd.DataFrame
    dispersion: float
    log_likelihood: float
    model: str
    findings: list[Finding] = field(default_factory=list)


def regression_bayes(
    count: pd.Series,
    base: pd.Series,
    covariates: pd.DataFrame | None = None,
    *,
    model: Literal["poisson", "binomial"] = "poisson",
    part_of_base: bool | None = None,
    level: float = 0.95,
    intervals: bool = True,
    states: pd.DataFrame | None = None,
    threads: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> RegressionBayes:
    """What would an area's rate be if more people lived there, areas of its kind the yardstick?

    Coefficients and scatter are those under which the counts are most likely (negative binomial or
    beta-binomial). Without covariates it is :func:`empirical_bayes` by maximum likelihood.

    Parameters
    ----------
    count, base : pandas.Series
        Cases and persons (or expected cases) per area code; the same index.
    covariates : pandas.DataFrame, optional
        What else is known of the areas, of the same index. Never a type that this indicator helped
        to find, nor figures that come of the same counts. A column of another size (incomes beside
        shares) needs no scaling.
    model : {"poisson", "binomial"}
        As in :func:`empirical_bayes`.
    part_of_base : bool, optional
        As in :func:`empirical_bayes`.
    level : float
        Of the intervals.
    intervals : bool
        They cost twice the rest; without them ``lower``, ``upper`` and the moments of the
        posterior are NaN.
    states : pandas.DataFrame, optional
        Kinds of the cells, as in :func:`empirical_bayes`.
    threads : int
        0 = as many as the machine has. The result never depends on it.
    progress : callable, optional
        Called with (areas done, areas in all).

    Raises
    ------
    InvalidInput
        As :func:`empirical_bayes`; ``fewer_areas_than_needed``, ``constant_column``,
        ``collinear_covariates`` (naming the covariate).

    Notes
    -----
    Clayton, D. and Kaldor, J. (1987), Biometrics 43:671. Williams, D. A. (1982), Applied Statistics
    31:144.

    In simulated rural regions of 8 to 941 areas the intervals cover .947 to 1 where .95 is promised
    (docs/methods/smallarea.md).

    Examples
    --------
    >>> import pandas as pd
    >>> areas = list("abcdef")
    >>> count, base = pd.Series([4, 6, 13, 31, 1, 24], areas), pd.Series([100] * 6, areas)
    >>> farming = pd.DataFrame({"farming": [1, 2, 4, 8, 1, 7]}, areas)
    >>> result = regression_bayes(count, base, farming)
    >>> result.coefficients.value.round(2).to_dict()
    {'constant': -3.57, 'farming': 0.31}
    """
    require_progress(progress)
    cases = column_of(count, "count")
    persons = column_of(base, "base", like=cases.index)
    values, names = covariates_of(covariates, cases.index)
    columns, coefficients, dispersion, log_likelihood, findings = _smallarea.regression_bayes(
        cases.values,
        persons.values,
        cases.codes,
        values,
        names,
        require_choice(model, "model", ["poisson", "binomial"]),
        require_number(level, "level"),
        require_flag(intervals, "intervals"),
        require_count(threads, "threads"),
        progress,
        None if part_of_base is None else require_flag(part_of_base, "part_of_base"),
        states_of(cases.answer(cases.values), states),
        states_of(persons.answer(persons.values), states),
    )
    return RegressionBayes(
        **{name: cases.answer(cells, name) for name, cells in columns.items()},
        coefficients=coefficients_of(coefficients),
        dispersion=dispersion,
        log_likelihood=log_likelihood,
        model=model,
        findings=findings,
    )


def covariates_of(covariates: object, index: pd.Index) -> tuple[npt.NDArray[np.float64], list[str]]:
    """Covariates row by row, and their names; none if there are none."""
    if covariates is None:
        return np.empty((len(index), 0)), []
    table = table_of(covariates, "covariates", like=index)
    return np.ascontiguousarray(table.values), table.titles


def coefficients_of(told: tuple[list[str], Any, Any]) -> pd.DataFrame:
    """Coefficients as a table."""
    import pandas as pd

    names, values, errors = told
    return pd.DataFrame(
        {"value": values, "standard_error": errors}, index=pd.Index(names, dtype=object)
    )
