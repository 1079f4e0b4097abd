"""How was it before? Figures of earlier years, and which areas changed by more than chance.

A figure of an earlier year is an indicator of its own, ``young@2017``: it is added up, guarded,
adjusted and held back like every other. It makes no types and stands in no list of what is known
today.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sozialraum.level.differences import can_be_tested, kind_of_test

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.level.measures import Measures

__all__ = ["changes", "in_year", "is_earlier", "of_today", "plain", "year_of", "years_of"]

_MARK = "@"


def in_year(name: str, year: int) -> str:
    """What a column or an indicator of an earlier year is called.

    Examples
    --------
    >>> in_year("young", 2017), is_earlier("young@2017"), is_earlier("young")
    ('young@2017', True, False)
    """
    return f"{name}{_MARK}{year}"


def is_earlier(name: str) -> bool:
    """Is it a figure of an earlier year?"""
    return _MARK in name


def plain(columns: str) -> str:
    """Names of columns as a reader sees them.

    Examples
    --------
    >>> plain("young@2017 / people@2017")
    'young 2017 / people 2017'
    """
    return re.sub(rf"{_MARK}(\d{{4}})", r" \1", columns)


def of_today(names: Iterable[str]) -> list[str]:
    """The indicators without their earlier years."""
    return [str(name) for name in names if not is_earlier(str(name))]


def year_of(date: str) -> int | None:
    """The year of a date as catalogues write it.

    Examples
    --------
    >>> year_of("2011-05-09"), year_of("31.12.2022"), year_of("Schuljahr 2016/17"), year_of("")
    (2011, 2022, 2016, None)
    """
    found = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", date)
    return int(found.group()) if found else None


def years_of(measures: Measures) -> dict[str, dict[int, str]]:
    """Indicator -> year -> what it is called in that year, rising; only those with earlier years.

    The last entry need not be the indicator itself: a table of later years may stand beside it.
    """
    found: dict[str, dict[int, str]] = {}
    for name in measures.uses:
        if is_earlier(name):
            stem, year = name.rsplit(_MARK, 1)
            found.setdefault(stem, {})[int(year)] = name
    for stem, years in found.items():
        own = year_of(str(measures.definitions[stem].date))
        assert own is not None, "refused when the project file was read"
        years[own] = stem
    return {stem: dict(sorted(years.items())) for stem, years in found.items()}


def changes(areas: gpd.GeoDataFrame, measures: Measures) -> dict[str, pd.DataFrame]:
    """For each indicator with years whose change can be tested: ``difference``, ``beyond_chance``.

    The first year is compared with the last one (:func:`sozialraum.indicator.change`), by the
    counts that may be told in both; beyond chance is a p adjusted for the number of areas, as it is
    between areas, where the values shown (``difference``) and the counts point the same way. Where
    one of the two is guarded nothing is said of a change.
    """
    import pandas as pd

    from sozialraum import indicator
    from sozialraum.level.differences import FALSE_CALLS

    codes = areas.index[areas["shown"].astype(bool)]
    found = {}
    for stem, years in years_of(measures).items():
        ends = [list(years.values())[place] for place in (0, -1)]
        test = kind_of_test(measures, stem)
        if test is None:
            continue
        pair = [_counts(measures, name, codes) for name in ends]
        known = pair[0].notna().all(axis=1) & pair[1].notna().all(axis=1)
        pair = [table.where(known) for table in pair]
        if not known.any() or not all(
            can_be_tested(table["count"][known], table["base"][known], test) for table in pair
        ):
            continue
        made = indicator.change(pair[0], pair[1], test=test)
        value = measures.value.loc[codes]
        shown = value[ends[1]] - value[ends[0]]
        beyond: Any = (made["p_adjusted"] <= FALSE_CALLS) & (shown * made["difference"] > 0)
        beyond = beyond.where(made["p_adjusted"].notna())
        found[stem] = pd.DataFrame({"difference": shown, "beyond_chance": beyond})
    return found


def _counts(measures: Measures, name: str, codes: pd.Index) -> pd.DataFrame:
    """Count and base of a year, without what may not be told."""
    import pandas as pd

    told = ~measures.guarded.loc[codes, name].astype(bool)
    return pd.DataFrame(
        {
            "count": measures.count.loc[codes, name].where(told),
            "base": measures.base.loc[codes, name].where(told),
        }
    )
