"""Which share of whom? A rate with its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from sozialraum._core import indicator as _indicator
from sozialraum.core.cells import CellState, states_of, table_states
from sozialraum.core.door import (
    Table,
    column_of,
    require_choice,
    require_count,
    require_number,
    require_progress,
    table_of,
)
from sozialraum.core.finding import invalid_argument

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding


def rate(
    count: pd.Series,
    base: pd.Series,
    *,
    level: float = 0.95,
    interval: Literal["wilson", "clopper_pearson", "poisson", "none"] = "wilson",
    rounding: float = 0.0,
    base_rounding: float = 0.0,
    noise: float = 0.0,
    base_noise: float = 0.0,
    states: pd.DataFrame | None = None,
    threads: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Which share of the base is it in every area, and how sure is it?

    Parameters
    ----------
    count, base : pandas.Series
        Persons, per area code; the two must have the same index. NaN is missing.
    level : float
        Of the interval.
    interval : {"wilson", "clopper_pearson", "poisson", "none"}
        The first two are for shares, whose count is a part of the base; ``poisson`` is for events.
    rounding, base_rounding : float
        Step to which the source rounded the counts, and the bases; the interval is drawn around all
        that may have been rounded to these numbers.
    noise, base_noise : float
        Largest change that the source made on purpose (cell keys of the Zensus 2022); likewise.
    states : pandas.DataFrame, optional
        Kinds of the cells as :attr:`sozialraum.core.AreaTable.states` tells them, columns by the
        names of the numbers: a missing number keeps its reason, one of limited value its mark.
        Columns it lacks are told by their numbers alone.
    threads : int
        0 = as many as the machine has. The result never depends on it.
    progress : callable, optional
        Called with (rows done, rows in all).

    Returns
    -------
    pandas.DataFrame
        Columns ``value``, ``lower``, ``upper`` (parts of 1) and ``state``
        (:class:`sozialraum.core.CellState`); index as given. ``.attrs["findings"]`` names areas
        with a base of zero, which have the state ``UNDEFINED``.

    Raises
    ------
    InvalidInput
        Negative numbers, a count above its base, indices that differ.

    Notes
    -----
    Wilson 1927; Clopper and Pearson 1934; Byar's approximation as in PHDS "Technical Guide:
    Confidence Intervals" 2018.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["Aerzen", "Hessisch Oldendorf"]
    >>> unemployed = pd.Series([245, 445], index=names)
    >>> persons = pd.Series([6416, 11278], index=names)
    >>> rate(unemployed, persons)[["value", "lower", "upper"]].round(4)
                         value   lower   upper
    Aerzen              0.0382  0.0338  0.0432
    Hessisch Oldendorf  0.0395  0.0360  0.0432
    """
    import pandas as pd

    from sozialraum.core.tables import TableResult

    require_progress(progress)
    cases = column_of(count, "count")
    persons = column_of(base, "base", like=cases.index)
    value, lower, upper, state, findings = _indicator.rates(
        cases.values,
        persons.values,
        cases.codes,
        require_choice(interval, "interval", ["wilson", "clopper_pearson", "poisson", "none"]),
        require_number(level, "level"),
        require_number(rounding, "rounding"),
        require_count(threads, "threads"),
        progress,
        states_of(cases.answer(cases.values), states),
        states_of(persons.answer(persons.values), states),
        require_number(base_rounding, "base_rounding"),
        require_number(noise, "noise"),
        require_number(base_noise, "base_noise"),
    )
    columns = {"value": value, "lower": lower, "upper": upper, "state": state}
    result = pd.DataFrame(columns, index=cases.index)
    return TableResult.of(result, findings)


def rate_by_group(
    count: pd.DataFrame,
    base: pd.DataFrame,
    *,
    level: float = 0.95,
    interval: Literal["wilson", "clopper_pearson", "poisson", "none"] = "wilson",
    count_states: pd.DataFrame | None = None,
    base_states: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The rate of every group (age groups, forms of school) in every area, with its interval.

    Parameters
    ----------
    count, base : pandas.DataFrame
        Cases and persons, areas x groups; same index and columns. NaN is missing.
    level, interval
        As in :func:`rate`.
    count_states, base_states : pandas.DataFrame, optional
        Kinds of the cells, columns by the groups.

    Returns
    -------
    pandas.DataFrame
        As :func:`rate`, one row an area and group: the index has the levels of areas and groups.

    Examples
    --------
    >>> import pandas as pd
    >>> count = pd.DataFrame({"0-5": [3], "6-9": [8]}, index=["Hafen"])
    >>> base = pd.DataFrame({"0-5": [60], "6-9": [40]}, index=["Hafen"])
    >>> rate_by_group(count, base)["value"].to_dict()
    {('Hafen', '0-5'): 0.05, ('Hafen', '6-9'): 0.2}
    """
    import pandas as pd

    cases = table_of(count, "count")
    persons = table_of(base, "base", like=cases.index)
    if not persons.columns.equals(cases.columns):
        raise invalid_argument(
            "base",
            "speaks of other groups than count, or has them in another order",
            "bring them into one order with reindex",
            code="index_mismatch",
        )
    names = [f"{area}, {group}" for area in cases.codes for group in cases.titles]
    made = _indicator.rates(
        cases.values.ravel(),
        persons.values.ravel(),
        names,
        require_choice(interval, "interval", ["wilson", "clopper_pearson", "poisson", "none"]),
        require_number(level, "level"),
        0.0,
        0,
        None,
        kinds_by_row(cases, count_states),
        kinds_by_row(persons, base_states),
    )
    labels = [(area, group) for area in cases.index for group in cases.columns]
    index = pd.MultiIndex.from_tuples(labels, names=[cases.index.name, cases.columns.name])
    return rate_frame(index, made[:4], ("value", "lower", "upper", "state"), made[4])


def kinds_by_row(given: Table, states: pd.DataFrame | None) -> npt.NDArray[np.uint8] | None:
    """The states of a table row by row; None where the numbers tell them."""
    if states is None:
        return None
    columns = table_states(given, states)
    plain = np.where(np.isnan(given.values), CellState.NOT_REPORTED, CellState.REPORTED)
    cells = [plain[:, i] if column is None else column for i, column in enumerate(columns)]
    return np.column_stack(cells).astype(np.uint8).ravel()


def rate_frame(
    index: pd.Index,
    made: Sequence[npt.NDArray[np.float64] | npt.NDArray[np.uint8]],
    names: Sequence[str],
    findings: list[Finding],
) -> pd.DataFrame:
    import pandas as pd

    from sozialraum.core.tables import TableResult

    result = pd.DataFrame(dict(zip(names, made, strict=True)), index=index)
    return TableResult.of(result, findings)
