"""What is usual in a region? The region's value, the mean area, the value of the mean person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum._core import indicator as _indicator
from sozialraum.core.door import column_of

if TYPE_CHECKING:
    import pandas as pd


def sum_over_sum(count: pd.Series, base: pd.Series) -> float:
    """The value of the region: sum of counts over sum of bases, of the areas that have both.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = ["Hafen", "Wald", "Moor"]
    >>> round(sum_over_sum(pd.Series([30, 1, 1], areas), pd.Series([100, 10, 10], areas)), 4)
    0.2667
    """
    cases = column_of(count, "count")
    persons = column_of(base, "base", like=cases.index)
    return float(_indicator.sum_over_sum(cases.values, persons.values, cases.codes))


def mean_of_areas(values: pd.Series) -> float:
    """The mean area: every area that has a value counts once, a hamlet as much as a town.

    Examples
    --------
    >>> import pandas as pd
    >>> round(mean_of_areas(pd.Series([0.3, 0.1, 0.1])), 4)
    0.1667
    """
    return float(_indicator.mean_of_areas(column_of(values, "values").values))


def weighted_mean(values: pd.Series, weights: pd.Series) -> float:
    """The value of the mean person, if the weights are people.

    Examples
    --------
    >>> import pandas as pd
    >>> weighted_mean(pd.Series([10.0, 30.0]), pd.Series([100, 300]))
    25.0
    """
    given = column_of(values, "values")
    weight = column_of(weights, "weights", like=given.index)
    return float(_indicator.weighted_mean(given.values, weight.values))
