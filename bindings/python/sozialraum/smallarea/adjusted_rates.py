"""Rates with the target of one's choice, and who moved most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from sozialraum._core import smallarea as _smallarea
from sozialraum.core.cells import states_of
from sozialraum.core.door import (
    Column,
    column_of,
    require_choice,
    require_count,
    require_flag,
    require_number,
    require_pandas,
    require_progress,
    require_same_areas,
)
from sozialraum.core.finding import invalid_argument
from sozialraum.core.result import Result
from sozialraum.smallarea.local_empirical_bayes import places_among, spread

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.spatial.weights import Weights


@dataclass(frozen=True, repr=False)
class AdjustedRates(Result):
    """Raw and adjusted rates side by side.

    Attributes
    ----------
    raw, rate : pandas.Series
        As counted, and adjusted; part of 1.
    weight : pandas.Series
        Of the area's own data.
    pulled_to : pandas.Series
        The mean it was pulled towards; NaN without a target.
    lower, upper : pandas.Series
        Interval; always holds the rate.
    moved : pandas.Series
        ``rate - raw``.
    why : pandas.Series of str
        ``few_people`` (the own data weigh less than half), ``far_from_target``, or empty.
    posterior_mean, posterior_variance : pandas.Series
        Of the distribution whose quantiles the interval is; what draws are made of.
    state : pandas.Series of uint8
        :class:`sozialraum.core.CellState` of each rate.
    base : pandas.Series
    target : {"none", "all", "region", "neighbours"}
    model : {"poisson", "binomial"}
    findings : list of Finding
        ``moved_most``, ``area_without_region``, and those of the method.
    """

    raw: pd.Series
    rate: pd.Series
    weight: pd.Series
    pulled_to: pd.Series
    lower: pd.Series
    upper: pd.Series
    moved: pd.Series
    why: pd.Series
    posterior_mean: pd.Series
    posterior_variance: pd.Series
    state: pd.Series
    base: pd.Series
    target: str
    model: str
    findings: list[Finding] = field(default_factory=list)

    def moved_most(self, n: int = 10) -> pd.DataFrame:
        """The areas that moved most, largest first, and why.

        Parameters
        ----------
        n : int
            How many.

        Returns
        -------
        pandas.DataFrame
            ``raw``, ``rate``, ``moved``, ``pulled_to``, ``weight``, ``base``, ``why``.
        """
        import pandas as pd

        wanted = require_count(n, "n", least=1)
        shown = ("raw", "rate", "moved", "pulled_to", "weight", "base", "why")
        table = pd.DataFrame({name: getattr(self, name) for name in shown})
        order = self.moved.abs().sort_values(ascending=False, kind="stable").index
        return table.loc[order][(self.why != "").loc[order]].head(wanted)


def adjusted_rates(
    count: pd.Series,
    base: pd.Series,
    *,
    target: Literal["none", "all", "region", "neighbours"] = "all",
    regions: pd.Series | None = None,
    weights: Weights | None = None,
    form: Literal["geoda", "spdep"] = "geoda",
    model: Literal["poisson", "binomial"] = "poisson",
    part_of_base: bool | None = None,
    count_variance: pd.Series | None = None,
    level: float = 0.95,
    states: pd.DataFrame | None = None,
    threads: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> AdjustedRates:
    """Adjust rates towards the target of one's choice, and say who moved most.

    The choice has consequences: towards the mean of all hides a poor pocket in a rich commune,
    towards the neighbours a village unlike its neighbours. Lay the raw map (``"none"``) beside.

    Parameters
    ----------
    count, base : pandas.Series
        As in :func:`empirical_bayes`.
    target : {"none", "all", "region", "neighbours"}
        Nothing (the raw rate, with the interval of Jeffreys), the mean of all areas given
        (:func:`empirical_bayes`), the mean of the region each area belongs to, or of its neighbours
        (:func:`local_empirical_bayes`).
    regions : pandas.Series of str, optional
        For ``"region"``: the name of the region of each area; missing = in none. Never the types
        that this indicator helped to find: they would confirm themselves, and are refused.
    weights : sozialraum.spatial.Weights, optional
        For ``"neighbours"``.
    form, model, part_of_base, level, states, threads, progress
        As in :func:`local_empirical_bayes`.
    count_variance : pandas.Series, optional
        Variance of each count that is an expectation itself (:func:`guard`).

    Raises
    ------
    InvalidInput
        As those functions; ``invalid_argument`` if what the target needs is not there, or is a
        typology.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = ["Hafen", "Wald", "Moor", "Feld"]
    >>> count, base = pd.Series([30, 10, 2, 40], areas), pd.Series([100, 100, 8, 1000], areas)
    >>> result = adjusted_rates(count, base)
    >>> result.moved_most(1)[["raw", "base", "why"]].to_dict("index")
    {'Moor': {'raw': 0.25, 'base': 8.0, 'why': 'few_people'}}
    """
    require_progress(progress)
    wanted = require_choice(target, "target", ["none", "all", "region", "neighbours"])
    cases = column_of(count, "count")
    persons = column_of(base, "base", like=cases.index)
    count_states = states_of(cases.answer(cases.values), states)
    base_states = states_of(persons.answer(persons.values), states)
    y, n, codes, place = cases.values, persons.values, cases.codes, None
    variance = np.zeros(0)
    if count_variance is not None:
        variance = column_of(count_variance, "count_variance", like=cases.index).values
    if weights is not None or wanted == "neighbours":
        place = places_among(cases.index, weights)
    if wanted == "neighbours" and place is not None and weights is not None:
        rows = len(weights)
        y, n = spread(y, place, rows, np.nan), spread(n, place, rows, np.nan)
        codes = weights.codes
        variance = spread(variance, place, rows, 0.0) if len(variance) else variance
        if count_states is not None:
            count_states = spread(count_states, place, rows, 7)
        if base_states is not None:
            base_states = spread(base_states, place, rows, 7)
    columns, findings = _smallarea.adjusted_rates(
        y,
        n,
        codes,
        wanted,
        require_choice(model, "model", ["poisson", "binomial"]),
        require_number(level, "level"),
        _region_names(regions, cases),
        weights._weights if weights is not None and wanted == "neighbours" else None,
        require_choice(form, "form", ["geoda", "spdep"]),
        require_count(threads, "threads"),
        progress,
        None if part_of_base is None else require_flag(part_of_base, "part_of_base"),
        count_states,
        base_states,
        variance,
    )
    rows_of = slice(None) if wanted != "neighbours" else place
    return AdjustedRates(
        **{
            name: cases.answer(np.asarray(values)[rows_of], name)
            for name, values in columns.items()
        },
        base=persons.answer(persons.values, "base"),
        target=wanted,
        model=model,
        findings=findings,
    )


def _region_names(regions: object, cases: Column) -> list[str]:
    """The name of each area's region; "" where it has none."""
    import pandas as pd

    if regions is None:
        return []
    if hasattr(regions, "types") or getattr(regions, "name", None) in ("type", "types"):
        raise invalid_argument(
            "regions",
            "are types; types that an indicator helped to find would confirm themselves",
            "take the commune, a region or the neighbours",
        )
    require_pandas("Series", regions, "regions")
    assert isinstance(regions, pd.Series)
    require_same_areas(regions.index, cases.index, "regions")
    names = []
    for row, label in enumerate(regions):
        if isinstance(label, str):
            names.append(label)
        elif label is None or label is pd.NA or label != label:
            names.append("")
        else:
            raise invalid_argument(
                "regions",
                f"holds a {type(label).__name__} at '{cases.codes[row]}'; names are texts",
            )
    return names
