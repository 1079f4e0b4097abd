"""What would the mean of an area be if it had been measured more exactly?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from sozialraum._core import smallarea as _smallarea
from sozialraum.core.cells import states_of
from sozialraum.core.door import (
    column_of,
    require_choice,
    require_count,
    require_number,
    require_progress,
)
from sozialraum.core.result import Result
from sozialraum.smallarea.regression_bayes import coefficients_of, covariates_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding


@dataclass(frozen=True, repr=False)
class FayHerriot(Result):
    """Values pulled towards what the covariates let expect.

    Attributes
    ----------
    value : pandas.Series
        The best linear prediction; NaN where value, variance or a covariate is missing.
    weight : pandas.Series
        Weight of the area's own measurement: 0 = what is expected of it.
    lower, upper : pandas.Series
        Interval; carries that coefficients and spread are estimated. Always holds the value.
    expected : pandas.Series
        Of an area with these covariates; also where nothing was measured.
    squared_error : pandas.Series
        Mean squared error of ``value`` as published for the method.
    posterior_mean, posterior_variance : pandas.Series
        Of the normal distribution whose quantiles the interval is; what draws are made of.
    state : pandas.Series of uint8
        :class:`sozialraum.core.CellState` of each value.
    coefficients : pandas.DataFrame
        ``value`` and ``standard_error`` by covariate, ``constant`` first.
    variance : float
        Of the true values around what is expected.
    log_likelihood : float
    findings : list of Finding
        ``missing_covariates``, ``no_spread``.
    """

    value: pd.Series
    weight: pd.Series
    lower: pd.Series
    upper: pd.Series
    expected: pd.Series
    squared_error: pd.Series
    posterior_mean: pd.Series
    posterior_variance: pd.Series
    state: pd.Series
    coefficients: pd.DataFrame
    variance: float
    log_likelihood: float
    findings: list[Finding] = field(default_factory=list)


def fay_herriot(
    value: pd.Series,
    variance: pd.Series,
    covariates: pd.DataFrame | None = None,
    *,
    method: Literal["reml", "ml", "moments"] = "reml",
    level: float = 0.95,
    states: pd.DataFrame | None = None,
    threads: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> FayHerriot:
    """What would the mean of an area be if it had been measured more exactly?

    A village of twelve interviews is pulled to what is expected of it, a town of nine hundred keeps
    its own mean. For means and for rates whose standard error is known; for counts of people take
    :func:`regression_bayes`.

    Parameters
    ----------
    value : pandas.Series
        A mean or rate per area code. NaN is missing and stays missing.
    variance : pandas.Series
        The square of its standard error, above 0, taken as known; the same index.
    covariates : pandas.DataFrame, optional
        What else is known of the areas, of the same index.
    method : {"reml", "ml", "moments"}
        How the spread of true values is found: by restricted likelihood, by likelihood (a little
        too small) or by Fay and Herriot's equation of moments.
    level : float
        Of the intervals.
    states : pandas.DataFrame, optional
        Kinds of the cells, as in :func:`empirical_bayes`.
    threads : int
        0 = as many as the machine has. The result never depends on it.
    progress : callable, optional
        Called with (areas done, areas in all).

    Raises
    ------
    InvalidInput
        ``bad_standard_error`` for a variance that is not above 0, ``fewer_areas_than_needed``,
        ``constant_column``, ``collinear_covariates`` (naming the covariate).

    Notes
    -----
    Fay, R. E. and Herriot, R. A. (1979), JASA 74:269. Mean squared errors: Prasad and Rao (1990),
    Datta and Lahiri (2000), Datta, Rao and Smith (2005). They say little where the spread comes out
    as 0; the intervals integrate over it. In simulated rural regions of 8 to 941 areas they cover
    .935 to 1 where .95 is promised (docs/methods/smallarea.md).

    Examples
    --------
    >>> import pandas as pd
    >>> areas = ["Au", "Berg", "Cham", "Dorf"]
    >>> result = fay_herriot(pd.Series([0.0, 2, 4, 6], areas), pd.Series([1.0] * 4, areas))
    >>> round(result.variance, 3), result.value.round(2).tolist()
    (5.667, [0.45, 2.15, 3.85, 5.55])
    """
    require_progress(progress)
    measured = column_of(value, "value")
    errors = column_of(variance, "variance", like=measured.index)
    values, names = covariates_of(covariates, measured.index)
    columns, coefficients, between, log_likelihood, findings = _smallarea.fay_herriot(
        measured.values,
        errors.values,
        measured.codes,
        values,
        names,
        require_choice(method, "method", ["reml", "ml", "moments"]),
        require_number(level, "level"),
        require_count(threads, "threads"),
        progress,
        states_of(measured.answer(measured.values), states),
        states_of(errors.answer(errors.values), states),
    )
    return FayHerriot(
        **{name: measured.answer(cells, name) for name, cells in columns.items()},
        coefficients=coefficients_of(coefficients),
        variance=between,
        log_likelihood=log_likelihood,
        findings=findings,
    )
