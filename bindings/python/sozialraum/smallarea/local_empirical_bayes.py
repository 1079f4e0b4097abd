"""What would the rate be with more people, the neighbours being the yardstick?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum._core import smallarea as _smallarea
from sozialraum.core.cells import CellState, states_of
from sozialraum.core.door import (
    column_of,
    require_choice,
    require_count,
    require_flag,
    require_number,
    require_progress,
)
from sozialraum.core.finding import invalid_argument, label_text
from sozialraum.core.nearest_name import unknown_name
from sozialraum.core.result import Result
from sozialraum.spatial.weights import Weights

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding


@dataclass(frozen=True, repr=False)
class LocalEmpiricalBayes(Result):
    """Rates pulled towards those of their neighbours.

    Attributes
    ----------
    rate : pandas.Series
        Adjusted rate, part of 1; NaN where count or base is missing.
    weight : pandas.Series
        Weight of the area's own data: 0 = mean of the neighbourhood, 1 = the area's own rate.
    lower, upper : pandas.Series
        Interval; carries that a neighbourhood knows little of its own mean and variance. Always
        holds the rate.
    mean, variance : pandas.Series
        Of the true rates in each neighbourhood, the area itself among it.
    posterior_mean, posterior_variance : pandas.Series
        Of the distribution whose quantiles the interval is; what draws are made of.
    state : pandas.Series of uint8
        :class:`sozialraum.core.CellState` of each rate.
    form : {"geoda", "spdep"}
    model : {"poisson", "binomial"}
    findings : list of Finding
        ``islands``, ``empty_base``, ``cases_without_base``, ``count_above_base``, ``no_base``.
    """

    rate: pd.Series
    weight: pd.Series
    lower: pd.Series
    upper: pd.Series
    mean: pd.Series
    variance: pd.Series
    posterior_mean: pd.Series
    posterior_variance: pd.Series
    state: pd.Series
    form: str
    model: str
    findings: list[Finding] = field(default_factory=list)


def local_empirical_bayes(
    count: pd.Series,
    base: pd.Series,
    weights: Weights,
    *,
    form: Literal["geoda", "spdep"] = "geoda",
    model: Literal["poisson", "binomial"] = "poisson",
    own: float = 1.0,
    part_of_base: bool | None = None,
    level: float = 0.95,
    intervals: bool = True,
    states: pd.DataFrame | None = None,
    threads: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> LocalEmpiricalBayes:
    """What would an area's rate be if more people lived there, its neighbours being the yardstick?

    Parameters
    ----------
    count, base : pandas.Series
        Cases and persons per area code; the same index, in any order. NaN is missing and stays
        missing; areas of the weights that are not here are missing too.
    weights : sozialraum.spatial.Weights
        Who neighbours whom: common borders, the nearest k, or the minutes by road
        (:func:`sozialraum.access.travel_time_weights`). They count as they are, so do not
        row-standardise them.
    form : {"geoda", "spdep"}
        Two programs publish different estimators under one name. ``geoda`` (GeoDa, PySAL's
        ``Spatial_Empirical_Bayes``) measures the spread of a neighbourhood around its own mean;
        ``spdep`` (``EBlocal``) each rate around the mean of its own neighbourhood.
    model : {"poisson", "binomial"}
        As in :func:`empirical_bayes`.
    own : float
        What the area itself counts among its neighbours.
    part_of_base : bool, optional
        As in :func:`empirical_bayes`.
    level : float
        Of the intervals.
    intervals : bool
        They cost a hundred times the rest; without them ``lower``, ``upper`` and the moments of
        the posterior are NaN.
    states : pandas.DataFrame, optional
        Kinds of the cells, as in :func:`empirical_bayes`.
    threads : int
        0 = as many as the machine has. The result never depends on it.
    progress : callable, optional
        Called with (steps done, steps in all).

    Returns
    -------
    LocalEmpiricalBayes
        In the order of ``count``. An area without neighbours keeps its own rate and is named in the
        finding ``islands``.

    Raises
    ------
    InvalidInput
        As :func:`empirical_bayes`; an area that the weights do not know (``UnknownName``).

    Notes
    -----
    Marshall, R. J. (1991), Applied Statistics 40:283. Borrowing from neighbours hides a place that
    differs from them for a real reason: look at the raw rates beside. In simulated regions eight
    neighbours were no better than the mean of all areas, even where neighbours are alike; the
    intervals cover .953 to .991 where .95 is promised (docs/methods/smallarea.md).

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum import spatial
    >>> areas = ["Hafen", "Moor", "Wald"]  # Wald lies between the others
    >>> roads = spatial.Weights(areas, [0, 1, 2, 4], [2, 2, 0, 1], [1.0, 1.0, 1.0, 1.0])
    >>> count, base = pd.Series([30, 20, 10], areas), pd.Series([100, 100, 100], areas)
    >>> local_empirical_bayes(count, base, roads).rate.round(3).tolist()
    [0.28, 0.17, 0.13]
    """
    require_progress(progress)
    cases = column_of(count, "count")
    persons = column_of(base, "base", like=cases.index)
    place = places_among(cases.index, weights)
    columns, findings = _smallarea.local_empirical_bayes(
        spread(cases.values, place, len(weights), np.nan),
        spread(persons.values, place, len(weights), np.nan),
        weights._weights,
        require_choice(form, "form", ["geoda", "spdep"]),
        require_choice(model, "model", ["poisson", "binomial"]),
        require_number(own, "own"),
        require_number(level, "level"),
        require_flag(intervals, "intervals"),
        require_count(threads, "threads"),
        progress,
        None if part_of_base is None else require_flag(part_of_base, "part_of_base"),
        _spread_states(states_of(cases.answer(cases.values), states), place, len(weights)),
        _spread_states(states_of(persons.answer(persons.values), states), place, len(weights)),
    )
    answers = {name: cases.answer(values[place], name) for name, values in columns.items()}
    return LocalEmpiricalBayes(**answers, form=form, model=model, findings=findings)


def places_among(index: pd.Index, weights: object) -> npt.NDArray[np.intp]:
    """The rows of the weights that the areas of a table have."""
    if not isinstance(weights, Weights):
        raise invalid_argument("weights", f"is a {type(weights).__name__}; Weights are needed")
    rows = weights._rows_of(index)
    unknown = np.flatnonzero(rows < 0)
    if unknown.size > 0:
        raise unknown_name("area", label_text(index[unknown[0]]), weights.codes)
    return rows


def spread(
    values: npt.NDArray[Any], place: npt.NDArray[np.intp], rows: int, otherwise: float
) -> npt.NDArray[Any]:
    """A column of the table as a column of the weights; areas it lacks get ``otherwise``."""
    wide = np.full(rows, otherwise, dtype=values.dtype)
    wide[place] = values
    return wide


def _spread_states(
    states: npt.NDArray[np.uint8] | None, place: npt.NDArray[np.intp], rows: int
) -> npt.NDArray[np.uint8] | None:
    return None if states is None else spread(states, place, rows, CellState.NOT_REPORTED)
