"""How far apart are the worst off and the best off?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import indicator as _indicator
from sozialraum.core.door import column_of, require_number
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding


@dataclass(frozen=True, repr=False)
class SlopeIndex(Result):
    """A line over all groups, from the worst off to the best off.

    Attributes
    ----------
    slope, slope_lower, slope_upper : float
        Value of the best off minus that of the worst off (SII), in the unit of the value, and its
        interval; NaN without errors.
    ratio, ratio_lower, ratio_upper : float
        Value of the best off over that of the worst off (RII); NaN where the worst off may be at 0.
    worst_off, best_off : float
        Both ends of the line.
    """

    slope: float
    slope_lower: float
    slope_upper: float
    ratio: float
    ratio_lower: float
    ratio_upper: float
    worst_off: float
    best_off: float
    findings: list[Finding] = field(default_factory=list)


def slope_index(
    value: pd.Series,
    people: pd.Series,
    rank_by: pd.Series,
    error: pd.Series | None = None,
    *,
    level: float = 0.95,
) -> SlopeIndex:
    """How far apart are the worst off and the best off, all groups between them counted?

    Slope and relative index of inequality: a straight line through the values over the share of
    people who are worse off, weighted by people.

    Parameters
    ----------
    value : pandas.Series
        Of each group (a tenth of the areas by deprivation, say) or of each area.
    people : pandas.Series
        Who stands behind it; same index.
    rank_by : pandas.Series
        Lowest = worst off; equal numbers share a rank.
    error : pandas.Series, optional
        Standard error of each value (:func:`standard_error` makes it of an interval); without it
        there are no intervals.
    level : float
        Of the intervals.

    Returns
    -------
    SlopeIndex

    Raises
    ------
    InvalidInput
        A missing value, negative people or errors, indices that differ; people in fewer than two
        groups of different rank.

    Notes
    -----
    Preston, S. H., Haines, M. R. and Pamuk, E. (1981); Mackenbach, J. P. and Kunst, A. E. (1997),
    Social Science and Medicine 44:757. Intervals: the normal law for the slope, Fieller's for the
    ratio, which is what the simulations of Public Health England tend to. Not for groups without
    an order, nor where the values bend over the ranks.

    Examples
    --------
    >>> import pandas as pd
    >>> thirds = ["poor", "middle", "rich"]
    >>> found = slope_index(
    ...     pd.Series([10.0, 12.0, 17.0], thirds),
    ...     pd.Series([100, 100, 100], thirds),
    ...     pd.Series([1, 2, 3], thirds),
    ... )
    >>> round(found.slope, 2), round(found.ratio, 2)
    (10.5, 2.35)
    """
    values = column_of(value, "value")
    persons = column_of(people, "people", like=values.index)
    ranks = column_of(rank_by, "rank_by", like=values.index)
    errors = np.zeros(0)
    if error is not None:
        errors = column_of(error, "error", like=values.index).values
    found = _indicator.slope_index(
        values.values,
        persons.values,
        ranks.values,
        errors,
        values.codes,
        require_number(level, "level"),
    )
    slope, slope_lower, slope_upper, ratio, ratio_lower, ratio_upper, worst, best = found
    return SlopeIndex(slope, slope_lower, slope_upper, ratio, ratio_lower, ratio_upper, worst, best)
