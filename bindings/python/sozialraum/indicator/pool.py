"""Several years as one: cases and person-years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum._core import indicator as _indicator
from sozialraum.core.cells import table_states
from sozialraum.core.door import require_choice, table_of
from sozialraum.core.finding import invalid_argument
from sozialraum.indicator.rate import rate_frame

if TYPE_CHECKING:
    import pandas as pd


def pool(
    count: pd.DataFrame,
    base: pd.DataFrame,
    *,
    missing: Literal["no_value", "the_others"] = "no_value",
    count_states: pd.DataFrame | None = None,
    base_states: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """What do a few years tell together that one year is too small to tell?

    Parameters
    ----------
    count, base : pandas.DataFrame
        Cases and persons, areas x years; same index and columns. NaN is missing.
    missing : {"no_value", "the_others"}
        An area that lacks a year has no pooled number, or the years there are.
    count_states, base_states : pandas.DataFrame, optional
        Kinds of the cells, columns by the years.

    Returns
    -------
    pandas.DataFrame
        Columns ``count``, ``base`` (person-years), ``years`` (how many stand behind it), ``state``:
        what :func:`rate` takes. The finding ``fewer_years`` names areas that lack some.

    Notes
    -----
    For events the pooled number is a Poisson count as that of one year. Where the same person may
    stand in every year (children in care on 1 March) an interval of the pooled rate is too narrow.

    Examples
    --------
    >>> import pandas as pd
    >>> entrants = pd.DataFrame({2022: [60], 2023: [62], 2024: [58]}, index=["Hafen"])
    >>> found = pd.DataFrame({2022: [1], 2023: [3], 2024: [2]}, index=["Hafen"])
    >>> pool(found, entrants)[["count", "base", "years"]].values.tolist()
    [[6.0, 180.0, 3.0]]
    """
    require_choice(missing, "missing", ["no_value", "the_others"])
    cases = table_of(count, "count")
    persons = table_of(base, "base", like=cases.index)
    if not persons.columns.equals(cases.columns):
        raise invalid_argument(
            "base",
            "speaks of other years than count, or has them in another order",
            "bring them into one order with reindex",
            code="index_mismatch",
        )
    if not len(cases.columns):
        raise invalid_argument("count", "has no year", "give one column a year")
    made = _indicator.pool(
        [values for _, values in cases.parts()],
        [values for _, values in persons.parts()],
        table_states(cases, count_states),
        table_states(persons, base_states),
        cases.codes,
        missing == "the_others",
    )
    columns: list[Any] = [made[0], made[1], np.asarray(made[2], dtype=np.float64), made[3]]
    return rate_frame(cases.index, columns, ("count", "base", "years", "state"), made[4])
