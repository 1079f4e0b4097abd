"""Which areas differ from their region, or from before, by more than chance?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from sozialraum._core import indicator as _indicator
from sozialraum.core.door import (
    require_choice,
    require_number,
    require_pandas,
    require_same_areas,
)
from sozialraum.core.finding import invalid_argument
from sozialraum.indicator.counts import counts_of
from sozialraum.indicator.groups import numbered
from sozialraum.indicator.rate import rate_frame

if TYPE_CHECKING:
    import pandas as pd

_TESTS = ["fisher", "conditional"]
_COLUMNS = (
    "value",
    "other",
    "difference",
    "lower",
    "upper",
    "ratio",
    "p",
    "p_adjusted",
    "state",
)


def against_region(
    count: pd.Series,
    base: pd.Series,
    region: pd.Series | None = None,
    *,
    test: Literal["fisher", "conditional"] = "fisher",
    level: float = 0.95,
    rounding: float = 0.0,
    states: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Does an area differ from its region, the area itself taken out, by more than chance?

    Parameters
    ----------
    count, base : pandas.Series
        Whole numbers per area code; same index. NaN is missing.
    region : pandas.Series, optional
        Commune, district or other region of each area; all areas are one region without it. Never
        types: an area's type was found from the same figures, so it is like its own by making.
    test : {"fisher", "conditional"}
        Shares of persons by Fisher's exact test (with Newcombe's interval), or rates of events by
        the conditional binomial test (with the limits of both Poisson intervals).
    level : float
        Of the intervals of the differences.
    rounding : float
        Step to which the source rounded its counts: said in a finding, since no test knows of it.
    states : pandas.DataFrame, optional
        As in :func:`rate`.

    Returns
    -------
    pandas.DataFrame
        Columns ``value``, ``other`` (the rest of the region), ``difference``, ``lower``, ``upper``,
        ``ratio``, ``p``, ``p_adjusted`` (false discovery rate over all areas), ``state``.

    Raises
    ------
    InvalidInput
        ``not_whole`` for counts that were adjusted; ``own_type`` for types in place of regions.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = ["Hafen", "Wald", "Moor"]
    >>> found = against_region(pd.Series([30, 4, 3], areas), pd.Series([100, 40, 60], areas))
    >>> found[["value", "other", "p"]].round(3).loc["Hafen"].tolist()
    [0.3, 0.07, 0.0]
    """
    given = counts_of(count, base, states)
    require_choice(test, "test", _TESTS)
    made = _indicator.against_region(
        *given.numbers,
        *given.states,
        given.count.codes,
        _regions(region, given.count.index),
        test == "conditional",
        require_number(level, "level"),
        require_number(rounding, "rounding"),
    )
    return _frame(given.count.index, made)


def change(
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    test: Literal["fisher", "conditional"] = "fisher",
    level: float = 0.95,
    rounding: float = 0.0,
) -> pd.DataFrame:
    """Has an area changed by more than chance between two years, or two pools of years?

    Parameters
    ----------
    before, after : pandas.DataFrame
        Columns ``count`` and ``base`` (and ``state``, if there is one) by area code, as
        :func:`pool` makes them; same index.
    test, level, rounding
        As in :func:`against_region`.

    Returns
    -------
    pandas.DataFrame
        As :func:`against_region`; ``value`` is the later year, ``other`` the earlier one.

    Notes
    -----
    The test takes the years as different persons. Where the same persons stand in both, a true
    change is found less often than the p says.

    Examples
    --------
    >>> import pandas as pd
    >>> year = lambda count: pd.DataFrame({"count": [count], "base": [100]}, index=["Hafen"])
    >>> found = change(year(8), year(2), test="conditional")
    >>> found[["difference", "p"]].round(3).values.tolist()
    [[-0.06, 0.109]]
    """
    require_choice(test, "test", _TESTS)
    one = _year(before, "before", None)
    two = _year(after, "after", one.count.index)
    made = _indicator.change(
        list(one.numbers),
        list(one.states),
        list(two.numbers),
        list(two.states),
        one.count.codes,
        test == "conditional",
        require_number(level, "level"),
        require_number(rounding, "rounding"),
    )
    return _frame(one.count.index, made)


def _year(frame: object, argument: str, like: pd.Index | None) -> Any:
    require_pandas("DataFrame", frame, argument)
    table: Any = frame
    lacking = [name for name in ("count", "base") if list(table.columns).count(name) != 1]
    if lacking:
        raise invalid_argument(
            argument, f"needs one column '{lacking[0]}'", "name them count and base"
        )
    states = None
    if list(table.columns).count("state") == 1:
        states = table[["state"]].set_axis(["count"], axis=1)
    names = (f"{argument}.count", f"{argument}.base")
    return counts_of(table["count"], table["base"], states, names=names, like=like)


def _regions(region: object, index: pd.Index) -> list[int]:
    if region is None:
        return [0] * len(index)
    if hasattr(region, "centres") or getattr(region, "name", None) in ("type", "types"):
        raise invalid_argument(
            "region",
            "holds types; a type was found from the figures of its own areas, so comparing an area "
            "with it proves nothing",
            "compare with the commune, the district or all areas",
            code="own_type",
        )
    require_pandas("Series", region, "region")
    labels: Any = region
    require_same_areas(labels.index, index, "region")
    numbers: list[int] = numbered(labels, "region")[0].tolist()
    return numbers


def _frame(index: pd.Index, made: Sequence[Any]) -> pd.DataFrame:
    return rate_frame(index, made[:9], _COLUMNS, made[9])
