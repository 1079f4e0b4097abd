"""What was the rate of each area in each of a few years, with neighbours and other years asked?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum._core import smallarea as _smallarea
from sozialraum.core.door import (
    require_choice,
    require_count,
    require_number,
    require_progress,
    table_of,
)
from sozialraum.core.finding import invalid_argument
from sozialraum.core.result import Result
from sozialraum.smallarea.local_empirical_bayes import places_among
from sozialraum.smallarea.spatial_model import parameters_table

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.spatial.weights import Weights


@dataclass(frozen=True, repr=False)
class SpaceTimeModel(Result):
    """Rates of areas and years, and the model behind them.

    Attributes
    ----------
    rate, sd, lower, upper, weight : pandas.DataFrame
        Areas x years, as in :class:`SpatialModel`; NaN where there is nothing to tell.
    state : pandas.DataFrame of uint8
        :class:`sozialraum.core.CellState` of each cell.
    years : pandas.DataFrame
        ``mean``, ``sd``, ``lower`` and ``upper`` of each year's log (``poisson``) or logit
        (``binomial``) rate against the first.
    hyperparameters : pandas.DataFrame
        The same of ``sd`` and ``share``.
    time_weight : float
        How strongly an area's years are tied to each other.
    tried : pandas.Series
        Log likelihood by time weight; the highest was taken.
    log_likelihood : float
    model : str
    findings : list of Finding
        As of :class:`SpatialModel`, cells being named ``"area year"``; ``no_finite_fit`` names a
        year without cases.
    """

    rate: pd.DataFrame
    sd: pd.DataFrame
    lower: pd.DataFrame
    upper: pd.DataFrame
    weight: pd.DataFrame
    state: pd.DataFrame
    years: pd.DataFrame
    hyperparameters: pd.DataFrame
    time_weight: float
    tried: pd.Series
    log_likelihood: float
    model: str
    findings: list[Finding] = field(default_factory=list)


def space_time_model(
    count: pd.DataFrame,
    base: pd.DataFrame,
    weights: Weights,
    *,
    model: Literal["poisson", "binomial"] = "poisson",
    level: float = 0.95,
    sd_prior: float = 2.5,
    time_weight: float | None = None,
    threads: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> SpaceTimeModel:
    """What was the rate of each area in each of a few years, with neighbours and other years asked?

    Every year has an effect of its own. What areas differ by beyond that is Leroux' field on the
    cells of areas and years: a cell is linked to its neighbours in the same year and to its own
    area in the years next to it. Not over a break in a definition, and not for more than about ten
    years.

    Parameters
    ----------
    count, base : pandas.DataFrame
        Cases and persons, areas x years; the columns are the years. NaN is missing and stays
        missing, but links the others.
    weights : sozialraum.spatial.Weights
        Who neighbours whom, as in :func:`spatial_model`.
    model : {"poisson", "binomial"}
    level : float
        Of all intervals.
    sd_prior : float
        As in :func:`spatial_model`.
    time_weight : float, optional
        How strongly the next year is tied to this one, on the scale of the weights. Left open, the
        likeliest of five is taken, from a quarter of an area's sum of weights to 64 times it; the
        intervals do not carry that choice.
    threads : int
        0 = as many as the machine has. The result never depends on it.
    progress : callable, optional
        Called with (fits done, fits begun or waiting).

    Raises
    ------
    InvalidInput
        As :func:`spatial_model`; years that are no numbers.

    Notes
    -----
    Leroux, Lei and Breslow (2000), on the sum of the graphs of space and of time.

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum import spatial
    >>> areas = ["Hafen", "Moor", "Wald"]  # Wald lies between the others
    >>> roads = spatial.Weights(areas, [0, 1, 2, 4], [2, 2, 0, 1], [1.0, 1.0, 1.0, 1.0])
    >>> count = pd.DataFrame({2020: [30, 20, 10], 2021: [33, 19, 8]}, areas)
    >>> found = space_time_model(count, count * 0 + 100, roads, time_weight=4.0)
    >>> found.rate.shape, found.years.index.tolist()
    ((3, 2), ['2021'])
    """
    import pandas as pd

    require_progress(progress)
    cases = table_of(count, "count")
    persons = table_of(base, "base", like=cases.index)
    if cases.titles != persons.titles:
        raise invalid_argument("base", "has other years than the counts")
    years = [_year(title) for title in cases.titles]
    place = places_among(cases.index, weights)

    def wide(cells: Any) -> Any:
        rows = np.full((len(weights), len(years)), np.nan)
        rows[place] = cells
        return rows

    cells, effects, hyperparameters, tie, tried, log_likelihood, findings = (
        _smallarea.space_time_model(
            wide(cases.values),
            wide(persons.values),
            np.asarray(years),
            weights._weights,
            require_choice(model, "model", ["poisson", "binomial"]),
            require_number(level, "level"),
            require_number(sd_prior, "sd_prior"),
            0.0 if time_weight is None else _above_zero(time_weight),
            require_count(threads, "threads"),
            progress,
        )
    )

    def table(values: Any) -> pd.DataFrame:
        rows = values.reshape(len(weights), len(years))[place]
        return pd.DataFrame(rows, index=cases.index, columns=count.columns)

    return SpaceTimeModel(
        **{name: table(values) for name, values in cells.items()},
        years=parameters_table(effects),
        hyperparameters=parameters_table(hyperparameters),
        time_weight=tie,
        tried=pd.Series(dict(tried), dtype=float, name="log_likelihood"),
        log_likelihood=log_likelihood,
        model=model,
        findings=findings,
    )


def _year(title: str) -> float:
    try:
        return float(title)
    except ValueError:
        raise invalid_argument("count", f"has the column '{title}', which is no year") from None


def _above_zero(value: object) -> float:
    weight = require_number(value, "time_weight")
    if not weight > 0.0:
        raise invalid_argument("time_weight", f"is {weight:g}; it is above 0")
    return weight
