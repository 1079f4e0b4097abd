"""Who is within reach, and how evenly? From cells to areas, and from people to one number.

Every figure counts people, not cells. Cells without a way and cells that were not measured stay
visible beside each mean, median and share; they are never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from sozialraum._core import reach as _reach
from sozialraum.core import CellState, Finding, InvalidInput, Place, Severity, require_pandas

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

__all__ = [
    "Aggregate",
    "Inequality",
    "aggregate",
    "concentration_index",
    "gini",
    "lorenz",
    "palma",
    "poverty",
]

_ACCESS = ("reached", "unreachable", "unknown")


@dataclass(frozen=True)
class Inequality:
    """One number about a distribution, and whose it is.

    Attributes
    ----------
    value : float
        NaN where the formula has no answer.
    state : CellState
        ``REPORTED``, or ``UNDEFINED`` if there is nobody, or nothing to share.
    people : float
        Who was counted.
    people_missing : float
        Who lives in areas without a value.
    """

    value: float
    state: CellState
    people: float
    people_missing: float


@dataclass(frozen=True)
class Aggregate:
    """What the people of each area experience.

    Attributes
    ----------
    areas : pandas.DataFrame
        By area: ``people_reached``, ``people_unreachable``, ``people_unknown``; ``mean`` and
        ``median`` minutes, NaN unless ``mean_access`` / ``median_access`` is ``"reached"``
        (``"unreachable"`` = no way for all / for the median person, ``"unknown"`` = nobody known).
    coverage : pandas.DataFrame
        By area and limit: people ``within``, ``beyond`` (no way included), ``unknown``, and the
        ``share`` within of those known.
    outside : pandas.DataFrame
        Who is not within a limit: ``limit``, ``area``, ``cell``, ``people``, ``minutes``,
        ``access`` (``"reached"`` = too far, ``"unreachable"``, ``"unknown"``).
    total : pandas.Series
        The columns of ``areas`` over all cells.
    total_coverage : pandas.DataFrame
        The columns of ``coverage`` over all cells, by limit.
    findings : list of Finding
        ``people_unreachable``, ``people_unknown``.
    """

    areas: pd.DataFrame
    coverage: pd.DataFrame
    outside: pd.DataFrame
    total: pd.Series
    total_coverage: pd.DataFrame
    findings: list[Finding] = field(default_factory=list)


def aggregate(
    minutes: pd.Series,
    people: pd.Series,
    area: pd.Series,
    *,
    limits: Sequence[float] = (),
    areas: Sequence[str] | None = None,
    missing: Literal["unknown", "unreachable"] = "unknown",
) -> Aggregate:
    """How long do the people of each area take, and who is outside?

    Parameters
    ----------
    minutes : pandas.Series
        By cell; infinite = there is no way, NaN as ``missing`` says.
    people : pandas.Series
        Inhabitants (of the age group in question) by cell, same index.
    area : pandas.Series
        Area code by cell, same index.
    limits : sequence of float
        Minutes, rising; whom the planner calls outside.
    areas : sequence of str, optional
        All areas, in the order wanted; those without a cell stay in the result with nobody. None =
        those that occur, sorted.
    missing : {"unknown", "unreachable"}
        What NaN minutes mean: not measured, or no way.

    Returns
    -------
    Aggregate
        The mean is over people who get there. In the median whoever has no way counts as farthest
        off; exactly at half it is the mean with the next time.

    Raises
    ------
    InvalidInput
        Indices that differ, negative numbers, an area that is not in ``areas``, limits that do not
        rise.

    Examples
    --------
    >>> import pandas as pd
    >>> cells = ["a", "b", "c"]
    >>> result = aggregate(pd.Series([10, 50, float("inf")], index=cells),
    ...                    pd.Series([30, 10, 5], index=cells),
    ...                    pd.Series(["Dorf", "Dorf", "Dorf"], index=cells), limits=[30])
    >>> result.areas.loc["Dorf", ["mean", "median", "people_unreachable"]].tolist()
    [20.0, 10.0, 5.0]
    >>> result.coverage.loc[("Dorf", 30.0), ["within", "beyond"]].tolist()
    [30.0, 15.0]
    >>> result.outside["cell"].tolist()
    ['b', 'c']
    """
    import pandas as pd

    _same_index(people, minutes, "people")
    _same_index(area, minutes, "area")
    wanted = sorted({str(a) for a in area}) if areas is None else [str(a) for a in areas]
    number = {code: i for i, code in enumerate(wanted)}
    unknown = sorted({str(a) for a in area} - set(number))
    if unknown:
        raise _invalid("area", f"is '{unknown[0]}', which is not among the areas", unknown)
    times = np.asarray(minutes, dtype=float)
    access = np.where(np.isposinf(times), 1, 0).astype(np.uint8)
    access[np.isnan(times)] = _ACCESS.index(missing)
    rows, total, outside, findings = _reach.aggregate(
        np.array([number[str(a)] for a in area], dtype=np.uint32),
        np.asarray(people, dtype=float),
        times,
        access,
        len(wanted),
        [float(limit) for limit in limits],
    )
    shares = [figures for row in rows for figures in row[7]]
    columns = ["within", "beyond", "unknown", "share"]
    steps = pd.Index([float(limit) for limit in limits], name="limit")
    return Aggregate(
        areas=pd.DataFrame([_figures(row) for row in rows], index=pd.Index(wanted, name="area")),
        coverage=pd.DataFrame(
            shares,
            columns=columns,
            index=pd.MultiIndex.from_product([wanted, list(steps)], names=["area", "limit"]),
        ),
        outside=pd.DataFrame(
            [
                (limits[step], wanted[where], minutes.index[cell], who, time, _ACCESS[how])
                for step, where, cell, who, time, how in outside
            ],
            columns=["limit", "area", "cell", "people", "minutes", "access"],
        ),
        total=pd.Series(_figures(total)),
        total_coverage=pd.DataFrame(total[7], columns=columns, index=steps),
        findings=findings,
    )


def gini(value: pd.Series, people: pd.Series) -> Inequality:
    """How unequally is it spread over people: 0 = all the same, near 1 = one person has all?

    Parameters
    ----------
    value : pandas.Series
        What a person of each area has, not negative; NaN is missing.
    people : pandas.Series
        Inhabitants, same index.

    Returns
    -------
    Inequality
        Undefined if nobody is known or all values are 0.

    Raises
    ------
    InvalidInput
        Negative or infinite values, negative people, indices that differ.

    Examples
    --------
    >>> import pandas as pd
    >>> gini(pd.Series([1.0, 3.0]), pd.Series([3, 1])).value
    0.25
    """
    return _inequality(_reach.gini(*_distribution(value, people)))


def palma(value: pd.Series, people: pd.Series) -> Inequality:
    """How many times as much as the poorest 40 % have the richest 10 % of people together?

    Parameters, missing values and errors as in :func:`gini`. 0.25 if all have the same. An area on
    the border is divided. Undefined if the bottom has nothing. Palma (2011), Development and
    Change 42:87.

    Examples
    --------
    >>> import pandas as pd
    >>> palma(pd.Series([1.0, 3.0]), pd.Series([5, 5])).value
    0.75
    """
    return _inequality(_reach.palma(*_distribution(value, people)))


def concentration_index(value: pd.Series, people: pd.Series, rank_by: pd.Series) -> Inequality:
    """Does it go to the well-off (above 0) or to the badly-off (below 0)?

    Parameters
    ----------
    value, people : pandas.Series
        As in :func:`gini`.
    rank_by : pandas.Series
        How well off an area is, low = badly; same index. Equal areas share their mean rank.

    Returns
    -------
    Inequality
        Between -1 and 1. Of the value itself it is the Gini.

    Notes
    -----
    Kakwani, Wagstaff and van Doorslaer (1997), Journal of Econometrics 77:87.

    Examples
    --------
    >>> import pandas as pd
    >>> places, people = pd.Series([0.0, 4.0]), pd.Series([1, 1])
    >>> concentration_index(places, people, rank_by=pd.Series([2.0, 1.0])).value
    -0.5
    """
    _same_index(rank_by, value, "rank_by")
    return _inequality(
        _reach.concentration_index(*_distribution(value, people), np.asarray(rank_by, dtype=float))
    )


def poverty(value: pd.Series, people: pd.Series, *, line: float, alpha: float = 0.0) -> Inequality:
    """How many people have too little, and how much too little?

    Parameters
    ----------
    value, people : pandas.Series
        As in :func:`gini`; negative values are allowed.
    line : float
        Below this a person is poor; positive.
    alpha : float
        0 = share of poor people, 1 = mean gap as a part of the line, 2 = deep gaps weigh more.

    Notes
    -----
    Foster, Greer and Thorbecke (1984), Econometrica 52:761.

    Examples
    --------
    >>> import pandas as pd
    >>> kitas, children = pd.Series([5.0, 8.0, 10.0]), pd.Series([5, 3, 2])
    >>> [round(poverty(kitas, children, line=10, alpha=a).value, 3) for a in (0, 1, 2)]
    [0.8, 0.31, 0.137]
    """
    return _inequality(_reach.poverty(*_distribution(value, people), line, alpha))


def lorenz(value: pd.Series, people: pd.Series) -> pd.Series:
    """Which share of all do the poorest so many per cent of people have?

    Parameters, missing values and errors as in :func:`gini`.

    Returns
    -------
    pandas.Series
        Share of what there is (0 to 1) by share of people (index, 0 to 1), one point for each
        distinct value; empty where the Gini is undefined.

    Examples
    --------
    >>> import pandas as pd
    >>> lorenz(pd.Series([3.0, 1.0]), pd.Series([1, 3])).to_dict()
    {0.0: 0.0, 0.75: 0.5, 1.0: 1.0}
    """
    import pandas as pd

    share_of_people, share = _reach.lorenz(*_distribution(value, people))
    return pd.Series(share, index=pd.Index(share_of_people, name="people"), name="share")


def _figures(row: tuple[float, float, float, float, int, float, int, object]) -> dict[str, object]:
    return {
        "people_reached": row[0],
        "people_unreachable": row[1],
        "people_unknown": row[2],
        "mean": row[3],
        "mean_access": _ACCESS[row[4]],
        "median": row[5],
        "median_access": _ACCESS[row[6]],
    }


def _distribution(
    value: pd.Series, people: pd.Series
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    require_pandas("Series", value, "value")
    require_pandas("Series", people, "people")
    _same_index(people, value, "people")
    return np.asarray(value, dtype=float), np.asarray(people, dtype=float)


def _inequality(answer: tuple[float, int, float, float]) -> Inequality:
    value, state, people, missing = answer
    return Inequality(value, CellState(state), people, missing)


def _same_index(series: pd.Series, like: pd.Series, argument: str) -> None:
    if not series.index.equals(like.index):
        raise _invalid(argument, "speaks of different rows, or in different order")


def _invalid(argument: str, trouble: str, areas: Sequence[str] = ()) -> InvalidInput:
    return InvalidInput(
        Finding(
            code="invalid_argument",
            message=trouble,
            severity=Severity.WARNING,
            place=Place(argument=argument),
            hint="bring all columns into one order with reindex",
            areas=tuple(areas),
        )
    )
