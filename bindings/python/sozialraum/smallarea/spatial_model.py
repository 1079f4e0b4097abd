"""What would the rate be with more people, judged by the neighbours as well?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.core.result import Result
from sozialraum.smallarea.local_empirical_bayes import places_among, spread
from sozialraum.smallarea.regression_bayes import covariates_of
from sozialraum.spatial.weights import Weights

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding

_STRUCTURES = ["iid", "icar", "leroux", "bym2", "proper_car"]


@dataclass(frozen=True, repr=False)
class SpatialModel(Result):
    """Rates that borrow strength from neighbours, and the model behind them.

    Attributes
    ----------
    rate : pandas.Series
        Posterior mean; NaN where count, base or a covariate is missing.
    sd : pandas.Series
        Posterior standard deviation of the rate.
    lower, upper : pandas.Series
        Interval; carries that everything else in the model is estimated too. Always holds the rate.
    weight : pandas.Series
        0 = all borrowed from the others, 1 = the area's own count.
    state : pandas.Series of uint8
        :class:`sozialraum.core.CellState` of each rate.
    coefficients : pandas.DataFrame
        ``mean``, ``sd``, ``lower`` and ``upper`` by covariate, ``constant`` first, of the log
        (``poisson``) or logit (``binomial``) rate.
    hyperparameters : pandas.DataFrame
        The same of ``sd``, how far areas differ, and ``share``, how much of that neighbours share.
    log_likelihood : float
        Of the counts; its differences compare structures on the same counts and covariates.
    structure, model : str
    findings : list of Finding
        ``islands``, ``several_components``, ``asymmetric_weights``, ``empty_base``,
        ``cases_without_base``, ``missing_covariates``, ``few_areas``, ``not_converged``,
        ``no_base``, ``no_finite_fit``.
    """

    rate: pd.Series
    sd: pd.Series
    lower: pd.Series
    upper: pd.Series
    weight: pd.Series
    state: pd.Series
    coefficients: pd.DataFrame
    hyperparameters: pd.DataFrame
    log_likelihood: float
    structure: str
    model: str
    findings: list[Finding] = field(default_factory=list)


def spatial_model(
    count: pd.Series,
    base: pd.Series,
    weights: Weights,
    covariates: pd.DataFrame | None = None,
    *,
    structure: Literal["iid", "icar", "leroux", "bym2", "proper_car"] = "bym2",
    model: Literal["poisson", "binomial"] = "poisson",
    level: float = 0.95,
    sd_prior: float = 2.5,
    corrected: bool = True,
    held: Mapping[str, float] | None = None,
    states: pd.DataFrame | None = None,
    threads: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> SpatialModel:
    """What would an area's rate be if more people lived there, judged by its neighbours as well?

    Parameters
    ----------
    count, base : pandas.Series
        Cases and persons (or expected cases) per area code; the same index, in any order. NaN is
        missing and stays missing; areas of the weights that are not here are missing too, but link
        their neighbours.
    weights : sozialraum.spatial.Weights
        Who neighbours whom: common borders, or how near by road
        (:func:`sozialraum.access.travel_time_weights`). Weights that differ by direction are
        replaced by their mean. Do not row-standardise them.
    covariates : pandas.DataFrame, optional
        What else is known of the areas, of the same index. Never a type that this indicator helped
        to find.
    structure : {"iid", "icar", "leroux", "bym2", "proper_car"}
        How neighbours are alike: not at all; as much as can be; between these two, in one number
        (``leroux``) or as a sum of both (``bym2``, whose ``share`` is the part of the variance that
        is spatial); by a proper CAR. Only ``bym2`` holds a smooth map with chance beside it; it is
        twice as large as the others.
    model : {"poisson", "binomial"}
        ``poisson`` for events and expected numbers, ``binomial`` for persons among persons.
    level : float
        Of all intervals.
    sd_prior : float
        Prior of ``sd``: its square is exponential with mean ``2 * sd_prior**2``, so that variances
        from 0 on are about equally likely. The default is hardly felt.
    corrected : bool
        Take each area's own likelihood exactly, and what areas do to each other to second order.
        Without, all is normal around the mode: rates up to a third too high below five cases.
    held : mapping, optional
        ``{"sd": ..., "share": ...}`` holds both at these values, such as those of last year.
    states : pandas.DataFrame, optional
        Kinds of the cells, as in :func:`empirical_bayes`.
    threads : int
        0 = as many as the machine has. The result never depends on it.
    progress : callable, optional
        Called with (fits done, fits begun or waiting).

    Returns
    -------
    SpatialModel
        In the order of ``count``.

    Raises
    ------
    InvalidInput
        As :func:`empirical_bayes`; an area that the weights do not know (``UnknownName``);
        ``constant_column``, ``collinear_covariates``.

    Notes
    -----
    Leroux, B. G., Lei, X. and Breslow, N. (2000); Riebler, A. et al. (2016), Statistical Methods in
    Medical Research 25:1145; Rue, H., Martino, S. and Chopin, N. (2009), JRSS B 71:319. It smooths
    away a place that differs from its surroundings for a real reason: look at the raw rates beside.
    In simulated regions of 81 and 941 areas that differ, the intervals cover .930 to .974 with
    ``bym2``, .946 to .974 with ``proper_car``, .906 to .973 with ``leroux``, .881 to .962
    with ``icar``, where .95 is promised (docs/methods/smallarea.md).

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum import spatial
    >>> areas = ["Hafen", "Moor", "Wald"]  # Wald lies between the others
    >>> roads = spatial.Weights(areas, [0, 1, 2, 4], [2, 2, 0, 1], [1.0, 1.0, 1.0, 1.0])
    >>> count, base = pd.Series([30, 20, 10], areas), pd.Series([100, 100, 100], areas)
    >>> spatial_model(count, base, roads, held={"sd": 0.5, "share": 0.5}).rate.round(3).tolist()
    [0.285, 0.194, 0.12]
    """
    given = GivenModel(
        count,
        base,
        weights,
        covariates,
        states,
        told_model(structure, model, level, sd_prior, corrected, held),
    )
    return given.result(_smallarea.spatial_model(*given.arguments(threads, progress)))


def told_model(
    structure: str, model: str, level: float, sd_prior: float, corrected: bool, held: object
) -> tuple[str, str, float, float, bool, tuple[float, float]]:
    """The options of a spatial model, looked at."""
    return (
        require_choice(structure, "structure", _STRUCTURES),
        require_choice(model, "model", ["poisson", "binomial"]),
        require_number(level, "level"),
        require_number(sd_prior, "sd_prior"),
        require_flag(corrected, "corrected"),
        _held(held),
    )


class GivenModel:
    """Counts and covariates of a spatial model in the rows of its weights, and the way back."""

    def __init__(
        self,
        count: pd.Series,
        base: pd.Series,
        weights: Weights,
        covariates: pd.DataFrame | None,
        states: pd.DataFrame | None,
        told: tuple[str, str, float, float, bool, tuple[float, float]],
    ) -> None:
        self.cases = column_of(count, "count")
        self.persons = column_of(base, "base", like=self.cases.index)
        self.place = places_among(self.cases.index, weights)
        self.weights = weights
        self.states = states
        self.told = told
        values, self.names = covariates_of(covariates, self.cases.index)
        self.covariates = np.full((len(weights), len(self.names)), np.nan)
        self.covariates[self.place] = values

    def arguments(
        self, threads: int, progress: Callable[[int, int], None] | None
    ) -> tuple[Any, ...]:
        """What the core wants."""
        require_progress(progress)
        rows = len(self.weights)
        cells = [self.cases, self.persons]
        counts, bases = (spread(one.values, self.place, rows, np.nan) for one in cells)
        kinds = [
            _wide_states(states_of(one.answer(one.values), self.states), self.place, rows)
            for one in cells
        ]
        return (
            counts,
            bases,
            self.weights._weights,
            self.covariates,
            self.names,
            self.told,
            require_count(threads, "threads"),
            progress,
            *kinds,
        )

    def result(self, told: tuple[Any, ...]) -> SpatialModel:
        """What the core answered, in the order of the counts."""
        columns, coefficients, hyperparameters, log_likelihood, findings = told
        return SpatialModel(
            **{name: self.cases.answer(cells[self.place], name) for name, cells in columns.items()},
            coefficients=parameters_table(coefficients),
            hyperparameters=parameters_table(hyperparameters),
            log_likelihood=log_likelihood,
            structure=self.told[0],
            model=self.told[1],
            findings=findings,
        )


def estimate_spatial_model(
    weights: Weights,
    *,
    structure: Literal["iid", "icar", "leroux", "bym2", "proper_car"] = "bym2",
    covariates: int = 0,
    threads: int = 0,
) -> tuple[int, float]:
    """How many bytes and seconds will :func:`spatial_model` take?

    From the links alone; half or twice as many seconds are possible.

    Parameters
    ----------
    weights : sozialraum.spatial.Weights
    structure : {"iid", "icar", "leroux", "bym2", "proper_car"}
    covariates : int
        How many.
    threads : int
        0 = as many as the machine has.

    Examples
    --------
    >>> from sozialraum import spatial
    >>> row = spatial.Weights(["a", "b"], [0, 1, 2], [1, 0], [1.0, 1.0])
    >>> memory, seconds = estimate_spatial_model(row)
    >>> memory < 1e6, seconds < 1
    (True, True)
    """
    if not isinstance(weights, Weights):
        raise invalid_argument("weights", f"is a {type(weights).__name__}; Weights are needed")
    memory, seconds = _smallarea.estimate_spatial_model(
        weights._weights,
        require_choice(structure, "structure", _STRUCTURES),
        require_count(covariates, "covariates", most=1000),
        require_count(threads, "threads"),
    )
    return memory, seconds


def _held(held: object) -> tuple[float, float]:
    if held is None:
        return 0.0, 0.5
    if not isinstance(held, Mapping) or not {"sd"} <= set(held) <= {"sd", "share"}:
        raise invalid_argument(
            "held", f"is {shown(held)}; a mapping of 'sd' and maybe 'share' is needed"
        )
    sd = require_number(held["sd"], "held")
    if not sd > 0.0:
        raise invalid_argument("held", f"the sd is {sd:g}; it is above 0")
    return sd, require_number(held.get("share", 0.5), "held")


def _wide_states(
    states: npt.NDArray[np.uint8] | None, place: npt.NDArray[np.intp], rows: int
) -> npt.NDArray[np.uint8] | None:
    return None if states is None else spread(states, place, rows, CellState.NOT_REPORTED)


def parameters_table(told: tuple[Any, ...]) -> pd.DataFrame:
    """Names, and mean, sd, lower and upper of each."""
    import pandas as pd

    names, *numbers = told
    return pd.DataFrame(
        dict(zip(["mean", "sd", "lower", "upper"], numbers, strict=True)),
        index=pd.Index(names, dtype=object),
    )
