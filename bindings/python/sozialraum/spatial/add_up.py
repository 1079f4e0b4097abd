"""What is the count of a unit whose parts are known?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import spatial as _core
from sozialraum.core.cells import states_of
from sozialraum.core.door import (
    column_of,
    require_list,
    require_number,
    require_pandas,
    require_same_areas,
)
from sozialraum.core.finding import invalid_argument, label_text
from sozialraum.core.points import PlaceNames

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

_NO_UNIT = 2**32 - 1


def add_up(
    count: pd.Series,
    unit: pd.Series,
    *,
    base: pd.Series | None = None,
    units: Sequence[str] | None = None,
    states: pd.DataFrame | None = None,
    least_known: float = 0.5,
) -> pd.DataFrame:
    """Counts and bases of villages, from their squares or buildings.

    Counts and bases are added over the same parts: those of which both are known. The rate of a
    unit is then count / base: of sums, never a mean of rates.

    Parameters
    ----------
    count : pandas.Series
        What is added, by part: persons, cases. NaN = not known.
    unit : pandas.Series of str
        The unit of each part, same index; None = the part belongs to none.
    base : pandas.Series, optional
        What the count is a part of, same index. None = a plain sum.
    units : sequence of str, optional
        All units, in the order wanted; those without a part stay in the result without a number.
        None = those that occur, sorted.
    states : pandas.DataFrame, optional
        :class:`sozialraum.core.CellState` of each cell, with columns named as `count` and `base`.
    least_known : float
        Known parts must hold at least this share of a unit's base, or the unit has no value.

    Returns
    -------
    pandas.DataFrame
        By unit: ``count``, ``base`` (of a plain sum the number of known parts), ``known`` (share of
        the base that the known parts hold) and ``state``: as the parts have it; ``LIMITED`` where
        some of the base is not known; a reason, and no number, where less than `least_known` is.
        ``.findings``: ``part_without_base``.

    Raises
    ------
    InvalidInput
        Indices that differ, a base below 0, a unit that is not in `units`.

    Examples
    --------
    >>> import pandas as pd
    >>> squares = ["a", "b", "c"]
    >>> children = pd.Series([20, 20, None], squares)
    >>> people = pd.Series([100, 50, 30], squares)
    >>> village = pd.Series(["Fuhlen", "Fuhlen", "Fuhlen"], squares)
    >>> add_up(children, village, base=people).round(3).to_dict("index")
    {'Fuhlen': {'count': 40.0, 'base': 150.0, 'known': 0.833, 'state': 3}}
    """
    import pandas as pd

    from sozialraum.core.tables import TableResult

    counts = column_of(count, "count")
    bases = None if base is None else column_of(base, "base", like=counts.index)
    numbers, wanted = _units_of(unit, counts.index, units)
    share = require_number(least_known, "least_known")
    added, whole, known, made, findings = _core.add_up(
        counts.values,
        states_of(counts.answer(counts.values), states),
        None if bases is None else bases.values,
        None if bases is None else states_of(bases.answer(bases.values), states),
        numbers,
        counts.codes,
        len(wanted),
        share,
    )
    table = pd.DataFrame(
        {"count": added, "base": whole, "known": known, "state": made},
        index=pd.Index(wanted, name="unit"),
    )
    return TableResult.of(table, findings)


def _units_of(
    unit: object, index: pd.Index, units: Sequence[str] | None
) -> tuple[npt.NDArray[np.uint32], list[str]]:
    """The number of the unit of each part, and the codes behind the numbers."""
    import pandas as pd

    require_pandas("Series", unit, "unit")
    assert isinstance(unit, pd.Series)
    require_same_areas(unit.index, index, "unit")
    codes = [
        None if gone else label_text(code) for code, gone in zip(unit, unit.isna(), strict=True)
    ]
    occurring = {code for code in codes if code is not None}
    wanted = sorted(occurring)
    if units is not None:
        listed = [label_text(code) for code in require_list(units, "units")]
        wanted = PlaceNames(pd.Index(listed, dtype=object), "units").texts
    number = {code: i for i, code in enumerate(wanted)}
    unknown = sorted(occurring - set(number))
    if unknown:
        raise invalid_argument(
            "unit",
            f"is '{unknown[0]}', which is not among the units",
            "add it to units, or leave its parts out",
            areas=unknown,
        )
    numbers = [_NO_UNIT if code is None else number[code] for code in codes]
    return np.array(numbers, dtype=np.uint32), wanted
