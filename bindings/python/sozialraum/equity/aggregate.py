"""What do the people of each area experience?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from sozialraum._core import equity as _equity
from sozialraum.core import Finding
from sozialraum.core.door import (
    column_of,
    require_choice,
    require_list,
    require_numbers,
    require_pandas,
    require_same_areas,
)
from sozialraum.core.finding import invalid_argument, label_text
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd


_ACCESS = ("reached", "unreachable", "unknown")


@dataclass(frozen=True, repr=False)
class Aggregate(Result):
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

    times = column_of(minutes, "minutes", infinite=True)
    persons = column_of(people, "people", like=times.index)
    of_cell, wanted = _areas_of(area, times.index, areas)
    unmeasured = _ACCESS.index(require_choice(missing, "missing", _ACCESS[:0:-1]))
    steps = pd.Index(_limits(limits), name="limit", dtype=float)
    access = np.where(np.isposinf(times.values), 1, 0).astype(np.uint8)
    access[np.isnan(times.values)] = unmeasured
    rows, total, outside, findings = _equity.aggregate(
        of_cell, persons.values, times.values, access, len(wanted), list(steps)
    )
    shares = [figures for row in rows for figures in row[7]]
    columns = ["within", "beyond", "unknown", "share"]
    return Aggregate(
        areas=pd.DataFrame([_figures(row) for row in rows], index=pd.Index(wanted, name="area")),
        coverage=pd.DataFrame(
            shares,
            columns=columns,
            index=pd.MultiIndex.from_product([wanted, list(steps)], names=["area", "limit"]),
        ),
        outside=pd.DataFrame(
            [
                (steps[step], wanted[where], times.index[cell], who, time, _ACCESS[how])
                for step, where, cell, who, time, how in outside
            ],
            columns=["limit", "area", "cell", "people", "minutes", "access"],
        ),
        total=pd.Series(_figures(total)),
        total_coverage=pd.DataFrame(total[7], columns=columns, index=steps),
        findings=findings,
    )


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


def _areas_of(
    area: object, index: pd.Index, areas: Sequence[str] | None
) -> tuple[npt.NDArray[np.uint32], list[str]]:
    """The number of the area of each cell, and the codes behind the numbers."""
    import pandas as pd

    require_pandas("Series", area, "area")
    assert isinstance(area, pd.Series)
    require_same_areas(area.index, index, "area")
    codes = [label_text(code) for code in area]
    if area.isna().any():
        raise invalid_argument("area", "is missing in a cell", "leave out cells of no area")
    wanted = sorted(set(codes))
    if areas is not None:
        listed = [label_text(code) for code in require_list(areas, "areas")]
        wanted = PlaceNames(pd.Index(listed, dtype=object), "areas").texts
    number = {code: i for i, code in enumerate(wanted)}
    unknown = sorted(set(codes) - set(number))
    if unknown:
        raise invalid_argument(
            "area",
            f"is '{unknown[0]}', which is not among the areas",
            "add it to areas, or leave its cells out",
            areas=unknown,
        )
    return np.array([number[code] for code in codes], dtype=np.uint32), wanted


def _limits(limits: Sequence[float]) -> list[float]:
    return require_numbers(limits, "limits")
