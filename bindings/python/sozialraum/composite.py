"""How do many indicators become one? Weighted sums, the Berlin status index, and others.

A composite is for talking about many areas at once; it never replaces the indicators behind it.
Area codes are the index of every Series and DataFrame, and nothing is guessed for an area that
lacks an indicator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from sozialraum._core import composite as _composite
from sozialraum.core import Finding, InvalidInput, Place, Severity, require_pandas, unknown_name

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

__all__ = [
    "AnalyticHierarchy",
    "DynamicsIndex",
    "StatusIndex",
    "analytic_hierarchy",
    "dynamics_index",
    "mazziotta_pareto",
    "min_max",
    "overlay",
    "rank_exponential",
    "ranks",
    "status_index",
    "weighted_sum",
]


@dataclass(frozen=True)
class StatusIndex:
    """The social status of areas, with all steps on the way.

    Attributes
    ----------
    z : pandas.DataFrame
        Standardised shares, population standard deviation.
    sum : pandas.Series
        Sum of the z.
    index : pandas.Series
        The sum, standardised again: above 0 is a lower status than the mean.
    status : pandas.Series of ordered category
        ``hoch`` (below -1), ``mittel`` (up to 1), ``niedrig`` (up to 1.5), ``sehr niedrig``;
        missing for an area that takes no part or lacks a share.
    findings : list of Finding
        ``not_scored`` names areas that lack a share; ``constant_column``.
    """

    z: pd.DataFrame
    sum: pd.Series
    index: pd.Series
    status: pd.Series
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class DynamicsIndex:
    """The change of the situation of areas, with all steps on the way.

    Attributes
    ----------
    z, sum, index : as in :class:`StatusIndex`
    dynamics : pandas.Series of ordered category
        ``positiv`` (below -1), ``stabil`` (up to 1), ``negativ``.
    findings : list of Finding
    """

    z: pd.DataFrame
    sum: pd.Series
    index: pd.Series
    dynamics: pd.Series
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class AnalyticHierarchy:
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


def _areas(index: pd.Index) -> list[str]:
    return [str(code) for code in index]


def _floats(column: pd.Series) -> npt.NDArray[np.float64]:
    return np.asarray(column, dtype=float)


def _per_column(
    frame: pd.DataFrame, given: Mapping[str, float] | None, argument: str
) -> dict[str, float]:
    """One number per column: 1 if nothing is given, an error for a name too few or too many."""
    names = [str(name) for name in frame.columns]
    if given is None:
        return dict.fromkeys(names, 1.0)
    known = {str(name): float(value) for name, value in given.items()}
    for name in known:
        if name not in names:
            raise unknown_name("indicator", name, names, Place(argument=argument))
    for name in names:
        if name not in known:
            raise InvalidInput(
                Finding(
                    code="missing_entry",
                    message=f"has no entry for '{name}'",
                    severity=Severity.WARNING,
                    place=Place(argument=argument, column=name),
                    hint="name every column, or leave the argument out",
                )
            )
    return known


def weighted_sum(
    z: pd.DataFrame,
    weights: Mapping[str, float] | None = None,
    directions: Mapping[str, int] | None = None,
    *,
    missing: Literal["not_scored", "mean_of_present"] = "not_scored",
) -> pd.Series:
    """How do many indicators become one number? By the sum of weight x direction x value.

    Parameters
    ----------
    z : pandas.DataFrame
        Areas x indicators, standardised; NaN is missing.
    weights : mapping of str to float, optional
        Per indicator, above 0; 1 for each unless given. They are not scaled to a sum of 1.
    directions : mapping of str to {+1, -1}, optional
        +1: more of the indicator is more of the composite; +1 for each unless given. A neutral
        indicator (0) has no place in a sum: leave its column out.
    missing : {"not_scored", "mean_of_present"}
        What becomes of an area that lacks an indicator: no score, or the others stand in with all
        of the weight.

    Returns
    -------
    pandas.Series
        NaN for an area without a score. ``.attrs["findings"]`` names these areas (``not_scored``)
        and those where others stood in (``component_replaced``).

    Raises
    ------
    UnknownName
        A weight or direction for a column that does not exist.
    InvalidInput
        A weight that is not above 0, another direction, a column without its entry.

    Examples
    --------
    >>> import pandas as pd
    >>> z = pd.DataFrame({"poor": [1.0, -2.0], "jobs": [3.0, 0.0]}, index=["Hafen", "Wald"])
    >>> weighted_sum(z, {"poor": 2, "jobs": 1}, {"poor": 1, "jobs": -1}).tolist()
    [-1.0, -4.0]
    """
    import pandas as pd

    require_pandas("DataFrame", z, "z")
    weight = _per_column(z, weights, "weights")
    direction = _per_column(z, directions, "directions")
    columns = [
        (str(name), _floats(z[name]), weight[str(name)], _direction(name, direction[str(name)]))
        for name in z.columns
    ]
    values, findings = _composite.weighted_sum(columns, missing, _areas(z.index))
    result = pd.Series(values, index=z.index, name="weighted_sum")
    result.attrs["findings"] = findings
    return result


def _direction(name: object, value: float) -> int:
    """+1, 0 or -1 as a whole number; a half direction would be cut in silence."""
    if value not in (-1.0, 0.0, 1.0):
        raise InvalidInput(
            Finding(
                code="invalid_argument",
                message=f"'{name}' has the direction {value:g}",
                severity=Severity.WARNING,
                place=Place(argument="directions", column=str(name)),
                hint="give it +1 or -1",
            )
        )
    return int(value)


def status_index(shares: pd.DataFrame, *, included: pd.Series | None = None) -> StatusIndex:
    """How does the social status of areas differ? The index of Berlin's monitoring.

    Parameters
    ----------
    shares : pandas.DataFrame
        Areas x shares of burden, such as unemployed persons in percent; more always means a lower
        status. NaN is missing.
    included : pandas.Series of bool, optional
        Which areas take part; the others are neither scored nor part of mean and deviation. Berlin
        leaves out areas below 300 inhabitants. Same index.

    Returns
    -------
    StatusIndex

    Raises
    ------
    InvalidInput
        No shares, infinite values, ``included`` of other areas.

    Notes
    -----
    z with the standard deviation of the population (ddof 0), unweighted; sum; standardised again;
    cut at -1, 1 and 1.5. Senatsverwaltung für Stadtentwicklung Berlin, Monitoring Soziale
    Stadtentwicklung 2013, 2015, 2017: all published classes are reproduced.

    Examples
    --------
    >>> import pandas as pd
    >>> poor = pd.DataFrame({"poor": [2.0, 4, 4, 4, 5, 5, 7, 9]}, index=list("abcdefgh"))
    >>> status_index(poor).status.tolist()
    ['hoch', 'mittel', 'mittel', 'mittel', 'mittel', 'mittel', 'mittel', 'sehr niedrig']
    """
    require_pandas("DataFrame", shares, "shares")
    made = _composite.status_index(
        [(str(name), _floats(shares[name])) for name in shares.columns],
        _included(shares, included),
        _areas(shares.index),
    )
    z, total, index = _steps(shares, made)
    status = _classes(shares, made[3], _composite.status_labels(), "status")
    return StatusIndex(z, total, index, status, made[4])


def dynamics_index(changes: pd.DataFrame, *, included: pd.Series | None = None) -> DynamicsIndex:
    """Where did the situation become better or worse, compared with all areas?

    Parameters
    ----------
    changes : pandas.DataFrame
        Areas x changes of the shares of burden in percentage points; more always means worse.
    included : pandas.Series of bool, optional
        As in :func:`status_index`.

    Returns
    -------
    DynamicsIndex

    Examples
    --------
    >>> import pandas as pd
    >>> change = pd.DataFrame({"poor": [-3.0, 0.0, 0.0, 3.0]})
    >>> dynamics_index(change).dynamics.tolist()
    ['positiv', 'stabil', 'stabil', 'negativ']
    """
    require_pandas("DataFrame", changes, "changes")
    made = _composite.dynamics_index(
        [(str(name), _floats(changes[name])) for name in changes.columns],
        _included(changes, included),
        _areas(changes.index),
    )
    z, total, index = _steps(changes, made)
    dynamics = _classes(changes, made[3], _composite.dynamics_labels(), "dynamics")
    return DynamicsIndex(z, total, index, dynamics, made[4])


def _included(frame: pd.DataFrame, included: pd.Series | None) -> list[bool]:
    if included is None:
        return []
    if not included.index.equals(frame.index) or included.dtype != bool:
        raise InvalidInput(
            Finding(
                code="index_mismatch",
                message="must hold True or False for the same areas in the same order",
                severity=Severity.WARNING,
                place=Place(argument="included"),
                hint="bring it into one order with included.reindex(shares.index)",
            )
        )
    return [bool(x) for x in included]


def _steps(
    frame: pd.DataFrame, made: tuple[object, ...]
) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    import pandas as pd

    z, total, index = made[:3]
    columns = {i: column for i, column in enumerate(z)}  # type: ignore[arg-type, var-annotated]
    return (
        pd.DataFrame(columns, index=frame.index).set_axis(frame.columns, axis=1),
        pd.Series(total, index=frame.index, name="sum"),
        pd.Series(index, index=frame.index, name="index"),
    )


def _classes(
    frame: pd.DataFrame, codes: npt.NDArray[np.int8], labels: list[str], name: str
) -> pd.Series:
    import pandas as pd

    kinds = pd.Categorical.from_codes(codes, categories=pd.Index(labels), ordered=True)
    return pd.Series(kinds, index=frame.index, name=name)


def overlay(status: pd.Series, dynamics: pd.Series) -> pd.Series:
    """Status and dynamics in one of twelve classes, as on the Berlin maps.

    Parameters
    ----------
    status, dynamics : pandas.Series of category
        From :func:`status_index` and :func:`dynamics_index`, same index.

    Returns
    -------
    pandas.Series of ordered category
        ``1+`` (hoch/positiv), ``1+/-``, ``1-``, ``2+`` ... ``4-`` (sehr niedrig/negativ); missing
        where one of the two is.
    """
    import pandas as pd

    require_pandas("Series", status, "status")
    require_pandas("Series", dynamics, "dynamics")
    if not status.index.equals(dynamics.index):
        raise InvalidInput(
            Finding(
                code="index_mismatch",
                message="status and dynamics speak of different areas, or in different order",
                severity=Severity.WARNING,
                place=Place(argument="dynamics"),
            )
        )
    first = np.asarray(status.cat.codes, dtype=int)
    second = np.asarray(dynamics.cat.codes, dtype=int)
    codes = np.where((first < 0) | (second < 0), -1, first * 3 + second)
    labels = pd.Index(_composite.overlay_labels())
    kinds = pd.Categorical.from_codes(codes, categories=labels, ordered=True)
    return pd.Series(kinds, index=status.index, name="overlay")


def min_max(frame: pd.DataFrame, goalposts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Where does each area stand between the smallest and the largest value?

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators; NaN is missing and stays missing.
    goalposts : pandas.DataFrame, optional
        Index ``low`` and ``high``, columns as the frame: frozen ones keep years comparable. Values
        beyond them lie below 0 or above 1 and are not cut.

    Raises
    ------
    InvalidInput
        A column without two different values; a low goalpost that is not below the high one.

    Examples
    --------
    >>> import pandas as pd
    >>> min_max(pd.DataFrame({"x": [10.0, 20.0, 30.0]}))["x"].tolist()
    [0.0, 0.5, 1.0]
    """
    import pandas as pd

    require_pandas("DataFrame", frame, "frame")
    made = {}
    for name in frame.columns:
        values = _floats(frame[name])
        if goalposts is None:
            low, high = _composite.goalposts_of(values)
        else:
            low, high = _posts(goalposts, str(name))
        made[name] = _composite.min_max(values, low, high)
    return pd.DataFrame(made, index=frame.index, columns=frame.columns)


def _posts(goalposts: pd.DataFrame, name: str) -> tuple[float, float]:
    """The low and the high goalpost of an indicator."""
    names = [str(column) for column in goalposts.columns]
    if name not in names:
        raise unknown_name("indicator", name, names, Place(argument="goalposts"))
    low, high = _floats(goalposts.iloc[:, names.index(name)].reindex(["low", "high"]))
    return float(low), float(high)


def ranks(column: pd.Series) -> pd.Series:
    """Rank 1 is the largest value; equal values share the first of their ranks, NaN has none.

    Examples
    --------
    >>> import pandas as pd
    >>> ranks(pd.Series([5.0, 9.0, 5.0, 1.0])).tolist()
    [2.0, 1.0, 2.0, 4.0]
    """
    import pandas as pd

    require_pandas("Series", column, "column")
    return pd.Series(_composite.ranks(_floats(column)), index=column.index, name=column.name)


def rank_exponential(column: pd.Series, n: int | None = None) -> pd.Series:
    """The score that the English Indices of Deprivation give a rank.

    Parameters
    ----------
    column : pandas.Series
        Ranks; rank 1 is the most deprived and gets 100. NaN is missing.
    n : int, optional
        How many areas were ranked; the number of ranks given unless said.

    Returns
    -------
    pandas.Series
        -23 ln(1 - R (1 - exp(-100/23))) with R = (n + 1 - rank)/n: a high deprivation in one
        domain is not cancelled out by others.

    Raises
    ------
    InvalidInput
        A rank outside 1..n.

    Notes
    -----
    The English Indices of Deprivation 2019, Technical Report.

    Examples
    --------
    >>> import pandas as pd
    >>> rank_exponential(pd.Series([1, 2, 6]), n=10).round(2).tolist()
    [100.0, 50.43, 15.65]
    """
    import pandas as pd

    require_pandas("Series", column, "column")
    size = int(column.notna().sum()) if n is None else n
    values = _composite.rank_exponential(_floats(column), size)
    return pd.Series(values, index=column.index, name=column.name)


def mazziotta_pareto(
    frame: pd.DataFrame,
    directions: Mapping[str, int] | None = None,
    *,
    polarity: Literal["bad", "good"] = "bad",
    goalposts: pd.DataFrame | None = None,
) -> pd.Series:
    """How burdened is an area, if a gap in one field cannot fully be made good by another?

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators as they are; NaN is missing.
    directions : mapping of str to {+1, -1}, optional
        +1: more of the indicator is more of the composite.
    polarity : {"bad", "good"}
        Whether a high composite is bad (unbalance adds to it) or good (unbalance takes from it).
    goalposts : pandas.DataFrame, optional
        Index ``low`` and ``high``, columns as the frame: the adjusted form, 70 at the low and 130
        at the high goalpost, comparable over the years. Without: mean 100, standard deviation 10.

    Returns
    -------
    pandas.Series
        NaN for an area that lacks an indicator, named in ``.attrs["findings"]``.

    Notes
    -----
    Mazziotta and Pareto 2016, Social Indicators Research 127:983.

    Examples
    --------
    >>> import pandas as pd
    >>> mazziotta_pareto(pd.DataFrame({"up": [0.0, 1.0], "down": [1.0, 0.0]})).tolist()
    [101.0, 101.0]
    """
    import pandas as pd

    require_pandas("DataFrame", frame, "frame")
    direction = _per_column(frame, directions, "directions")
    columns = []
    for name in frame.columns:
        posts = None if goalposts is None else _posts(goalposts, str(name))
        way = _direction(name, direction[str(name)])
        columns.append((str(name), _floats(frame[name]), way, posts))
    values, findings = _composite.mazziotta_pareto(columns, polarity, _areas(frame.index))
    result = pd.Series(values, index=frame.index, name="mazziotta_pareto")
    result.attrs["findings"] = findings
    return result


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

    if list(judgements.index) != list(judgements.columns):
        raise InvalidInput(
            Finding(
                code="index_mismatch",
                message="rows and columns have different names, or another order",
                severity=Severity.WARNING,
                place=Place(argument="judgements"),
            )
        )
    weights, eigenvalue, index, ratio = _composite.analytic_hierarchy(
        np.ascontiguousarray(judgements, dtype=float).ravel(), len(judgements)
    )
    named = pd.Series(weights, index=judgements.index, name="weight")
    return AnalyticHierarchy(named, eigenvalue, index, ratio)
