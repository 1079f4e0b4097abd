"""How do several years become one steadier figure?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import smallarea as _smallarea
from sozialraum.core.door import require_flag, require_number, table_of
from sozialraum.core.finding import invalid_argument
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding


@dataclass(frozen=True, repr=False)
class PooledYears(Result):
    """Counts of all years together, and bases that make them comparable with one year.

    Attributes
    ----------
    count, base : pandas.Series
        For any estimator: ``count / base`` is the rate of ``year``.
    trend : float
        Growth of the log rate a year, common to all areas.
    standard_error : float
        Of the trend, if cases come by chance alone.
    year : float
    findings : list of Finding
        ``no_trend``.
    """

    count: pd.Series
    base: pd.Series
    trend: float
    standard_error: float
    year: float
    findings: list[Finding] = field(default_factory=list)


def pooled_years(
    count: pd.DataFrame,
    base: pd.DataFrame,
    *,
    trend: bool = True,
    year: float | None = None,
) -> PooledYears:
    """Pool years without blurring what changed meanwhile.

    Three years of a hamlet are three times the people; added up they speak of the year in the
    middle. A trend common to all areas brings them to the year asked. Not where areas are known to
    go different ways, or a definition changed in between.

    Parameters
    ----------
    count, base : pandas.DataFrame
        Cases and persons, areas x years; the columns are the years. NaN is missing.
    trend : bool
        False adds up as if nothing had changed.
    year : float, optional
        Which year the pooled figures shall stand for; the last if left open.

    Raises
    ------
    InvalidInput
        Negative numbers, years that are no numbers.

    Examples
    --------
    >>> import pandas as pd
    >>> count = pd.DataFrame({2019: [10.0], 2020: [11.0], 2021: [12.1]}, index=["Au"])
    >>> pooled = pooled_years(count, count * 0 + 100)
    >>> round(pooled.trend, 4), (pooled.count / pooled.base).round(4).to_dict()
    (0.0953, {'Au': 0.121})
    """
    cases = table_of(count, "count")
    persons = table_of(base, "base", like=cases.index)
    if cases.titles != persons.titles:
        raise invalid_argument("base", "has other years than the counts")
    years = []
    for title in cases.titles:
        try:
            years.append(float(title))
        except ValueError:
            raise invalid_argument("count", f"has the column '{title}', which is no year") from None
    pooled, pooled_base, slope, error, stands_for, findings = _smallarea.pooled_years(
        np.ascontiguousarray(cases.values),
        np.ascontiguousarray(persons.values),
        np.asarray(years),
        [str(code) for code in cases.codes],
        require_flag(trend, "trend"),
        0.0 if year is None else require_number(year, "year"),
    )
    import pandas as pd

    return PooledYears(
        count=pd.Series(pooled, index=cases.index, name="count"),
        base=pd.Series(pooled_base, index=cases.index, name="base"),
        trend=slope,
        standard_error=error,
        year=stands_for,
        findings=findings,
    )
