"""Rates of areas whose people are of different ages, made comparable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from sozialraum._core import indicator as _indicator
from sozialraum.core.door import column_of, require_choice, require_number, table_of
from sozialraum.core.finding import invalid_argument
from sozialraum.core.points import PlaceNames
from sozialraum.indicator.rate import kinds_by_row, rate_frame

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]
    States = npt.NDArray[np.uint8] | None


def direct_rate(
    count: pd.DataFrame,
    base: pd.DataFrame,
    standard: pd.Series,
    *,
    level: float = 0.95,
    interval: Literal["dobson", "gamma"] = "dobson",
    count_states: pd.DataFrame | None = None,
    base_states: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The rate an area would have with the age structure of the standard population.

    Directly standardised: needs cases in every age group, so it is for large areas.

    Parameters
    ----------
    count, base : pandas.DataFrame
        Cases and persons, areas x strata (age groups); same index and columns.
    standard : pandas.Series
        Persons of the standard population per stratum; its index are the columns of ``count``.
    level : float
    interval : {"dobson", "gamma"}
        Dobson's with Byar's limits (Public Health England), or that of Fay and Feuer (1997).
    count_states, base_states : pandas.DataFrame, optional
        Kinds of the cells as :attr:`sozialraum.core.AreaTable.states` tells them, columns by the
        strata. An area has the state of all its cells together: a secret stratum makes a secret
        rate, a provisional one a provisional rate.

    Returns
    -------
    pandas.DataFrame
        Columns ``value``, ``lower``, ``upper``, ``state``. ``.attrs["findings"]`` names areas with
        an empty stratum (``empty_base``) and with fewer than 10 cases (``few_cases``).

    Raises
    ------
    InvalidInput
        Frames that do not fit, negative numbers, a standard without persons.

    Examples
    --------
    >>> import pandas as pd
    >>> count = pd.DataFrame({"young": [30], "old": [40]}, index=["Hafen"])
    >>> base = pd.DataFrame({"young": [300], "old": [200]}, index=["Hafen"])
    >>> direct_rate(count, base, pd.Series({"young": 1, "old": 3}))["value"].round(4).tolist()
    [0.175]
    """
    require_choice(interval, "interval", ["dobson", "gamma"])
    level = require_number(level, "level")
    numbers, kinds, names = _strata(count, base, standard, count_states, base_states)
    made = _indicator.direct_rates(*numbers, names.texts, interval, level, *kinds)
    return rate_frame(names.index, made[:4], ("value", "lower", "upper", "state"), made[4])


def case_ratio(
    count: pd.DataFrame,
    base: pd.DataFrame,
    standard: pd.Series,
    *,
    level: float = 0.95,
    interval: Literal["poisson", "lognormal"] = "poisson",
    count_states: pd.DataFrame | None = None,
    base_states: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Cases for each that the standard rates let expect (SMR).

    Only the sum of an area's cases is used, so it is for small areas too.

    Parameters
    ----------
    count, base : pandas.DataFrame
        Cases and persons, areas x strata (age groups); same index and columns.
    standard : pandas.Series
        Rate of the standard population per stratum; its index are the columns of ``count``.
    level : float
    interval : {"poisson", "lognormal"}
        Of the observed cases (exact below 10, else Byar), or ratio x exp(-+ z / sqrt(cases)).
    count_states, base_states : pandas.DataFrame, optional
        As in :func:`direct_rate`.

    Returns
    -------
    pandas.DataFrame
        Columns ``value``, ``lower``, ``upper``, ``state``, ``expected``; findings as in
        :func:`direct_rate`.

    Raises
    ------
    InvalidInput
        As :func:`direct_rate`.

    Examples
    --------
    >>> import pandas as pd
    >>> count = pd.DataFrame({"young": [3], "old": [2]}, index=["Hafen"])
    >>> base = pd.DataFrame({"young": [10], "old": [10]}, index=["Hafen"])
    >>> case_ratio(count, base, pd.Series({"young": 0.1, "old": 0.1}))["value"].tolist()
    [2.5]
    """
    require_choice(interval, "interval", ["poisson", "lognormal"])
    level = require_number(level, "level")
    numbers, kinds, names = _strata(count, base, standard, count_states, base_states)
    made = _indicator.case_ratios(*numbers, names.texts, interval, level, *kinds)
    columns = ("value", "lower", "upper", "state", "expected")
    return rate_frame(names.index, made[:5], columns, made[5])


def indirect_rate(
    count: pd.DataFrame,
    base: pd.DataFrame,
    standard: pd.DataFrame,
    *,
    level: float = 0.95,
    interval: Literal["poisson", "lognormal"] = "poisson",
    count_states: pd.DataFrame | None = None,
    base_states: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The ratio of cases of :func:`case_ratio`, told as a rate of the standard population.

    Parameters
    ----------
    count, base : pandas.DataFrame
        Cases and persons, areas x strata (age groups); same index and columns.
    standard : pandas.DataFrame
        Columns ``count`` and ``base``: cases and persons of the standard population per stratum;
        its index are the columns of ``count``.
    level : float
    interval : {"poisson", "lognormal"}
        As in :func:`case_ratio`.
    count_states, base_states : pandas.DataFrame, optional
        As in :func:`direct_rate`.

    Returns
    -------
    pandas.DataFrame
        As :func:`case_ratio`; ``value``, ``lower``, ``upper`` times the rate of the standard.

    Raises
    ------
    InvalidInput
        As :func:`direct_rate`.

    Notes
    -----
    Comparable with the standard. Two areas only if their ages are alike, since each is weighted by
    its own.

    Examples
    --------
    >>> import pandas as pd
    >>> count = pd.DataFrame({"young": [3], "old": [2]}, index=["Hafen"])
    >>> base = pd.DataFrame({"young": [10], "old": [10]}, index=["Hafen"])
    >>> standard = pd.DataFrame({"count": [10, 40], "base": [100, 100]}, index=["young", "old"])
    >>> indirect_rate(count, base, standard)["value"].tolist()
    [0.25]
    """
    import pandas as pd

    require_choice(interval, "interval", ["poisson", "lognormal"])
    level = require_number(level, "level")
    known = table_of(standard, "standard")
    lacking = [name for name in ("count", "base") if name not in known.titles]
    if lacking:
        raise invalid_argument("standard", f"needs a column '{lacking[0]}'")
    parts = dict(known.parts())
    cases = pd.Series(parts["count"], index=known.index)
    numbers, kinds, names = _strata(count, base, cases, count_states, base_states)
    made = _indicator.indirect_rates(
        numbers[0], numbers[1], parts["count"], parts["base"], names.texts, interval, level, *kinds
    )
    columns = ("value", "lower", "upper", "state", "expected")
    return rate_frame(names.index, made[:5], columns, made[5])


def _strata(
    count: pd.DataFrame,
    base: pd.DataFrame,
    standard: pd.Series,
    count_states: pd.DataFrame | None,
    base_states: pd.DataFrame | None,
) -> tuple[tuple[Floats, Floats, Floats], tuple[States, States], PlaceNames]:
    """Areas x strata row by row, once all three are known to speak of the same strata."""
    cases = table_of(count, "count")
    persons = table_of(base, "base", like=cases.index)
    weights = column_of(standard, "standard")
    for argument, strata in (("base", persons.columns), ("standard", weights.index)):
        if not strata.equals(cases.columns):
            raise invalid_argument(
                argument,
                "speaks of other strata than count, or has them in another order",
                "bring them into one order with reindex",
                code="index_mismatch",
            )
    numbers = cases.values.ravel(), persons.values.ravel(), weights.values
    kinds = kinds_by_row(cases, count_states), kinds_by_row(persons, base_states)
    return numbers, kinds, cases.names
