"""What would the rate be with the ages of the standard population?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from sozialraum._core import indicator as _indicator
from sozialraum.core import Finding, InvalidInput, Place, Severity
from sozialraum.core.door import require_pandas
from sozialraum.indicator.rate import rate_frame

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd


def direct_rate(
    count: pd.DataFrame,
    base: pd.DataFrame,
    standard: pd.Series,
    *,
    level: float = 0.95,
    interval: Literal["dobson", "gamma"] = "dobson",
) -> pd.DataFrame:
    """Which rate would an area have with the age structure of the standard population?

    Parameters
    ----------
    count, base : pandas.DataFrame
        Cases and persons, areas x strata (age groups); same index and columns.
    standard : pandas.Series
        Persons of the standard population per stratum; its index are the columns of ``count``.
    level : float
    interval : {"dobson", "gamma"}
        Dobson's with Byar's limits (Public Health England), or that of Fay and Feuer (1997).

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
    made = _indicator.direct_rates(*_strata(count, base, standard), interval, level)
    return rate_frame(count, made[:4], ("value", "lower", "upper", "state"), made[4])


def case_ratio(
    count: pd.DataFrame,
    base: pd.DataFrame,
    standard: pd.Series,
    *,
    level: float = 0.95,
    interval: Literal["poisson", "lognormal"] = "poisson",
) -> pd.DataFrame:
    """How many cases are there for each that the standard rates let expect? (SMR)

    Parameters
    ----------
    count, base : pandas.DataFrame
        Cases and persons, areas x strata (age groups); same index and columns.
    standard : pandas.Series
        Rate of the standard population per stratum; its index are the columns of ``count``.
    level : float
    interval : {"poisson", "lognormal"}
        Of the observed cases (exact below 10, else Byar), or ratio x exp(-+ z / sqrt(cases)).

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
    made = _indicator.case_ratios(*_strata(count, base, standard), interval, level)
    columns = ("value", "lower", "upper", "state", "expected")
    return rate_frame(count, made[:5], columns, made[5])


def _strata(
    count: pd.DataFrame, base: pd.DataFrame, standard: pd.Series
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64], list[str]]:
    """Areas x strata row by row, once all three are known to speak of the same strata."""
    require_pandas("DataFrame", count, "count")
    require_pandas("DataFrame", base, "base")
    require_pandas("Series", standard, "standard")
    fits = base.index.equals(count.index) and base.columns.equals(count.columns)
    if not fits or not standard.index.equals(count.columns):
        raise InvalidInput(
            Finding(
                code="index_mismatch",
                message="count, base and standard speak of different areas or strata, or in "
                "different order",
                severity=Severity.WARNING,
                place=Place(argument="standard" if fits else "base"),
                hint="bring them into one order with reindex",
            )
        )
    return (
        np.ascontiguousarray(count, dtype=float).ravel(),
        np.ascontiguousarray(base, dtype=float).ravel(),
        np.asarray(standard, dtype=float),
        [str(code) for code in count.index],
    )
