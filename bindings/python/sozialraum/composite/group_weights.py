"""What should each indicator weigh, asked of a group of people?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sozialraum._core import composite as _composite
from sozialraum.core.door import require_number, table_of
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class GroupWeights(Result):
    """What a group gives to each indicator, and how far its members are apart.

    Attributes
    ----------
    weights : pandas.Series
        Add up to 1; as they are, they fit ``weighted_sum``.
    table : pandas.DataFrame
        Per indicator: ``weight``, ``least``, ``lower``, ``median``, ``upper``, ``most`` (of what
        people gave; ``lower`` and ``upper`` are the quarters), ``settled``.
    agreement : float
        Kendall's W: 1 = all rank alike, 0 = as if by chance.
    """

    weights: pd.Series
    table: pd.DataFrame
    agreement: float

    @property
    def done(self) -> bool:
        """True if no indicator needs another round."""
        return bool(self.table["settled"].all())


def budget_allocation(points: pd.DataFrame, *, settled: float = 0.1) -> GroupWeights:
    """Which weights follow from points that everybody hands out of the same budget?

    Parameters
    ----------
    points : pandas.DataFrame
        People (roles, not names) x indicators, none below 0; rows need not add up to the same.
    settled : float
        The quarters of the shares of an indicator lie at most so far apart.

    Examples
    --------
    >>> import pandas as pd
    >>> points = pd.DataFrame({"poor": [50, 40, 60], "old": [30, 40, 20], "far": [20, 20, 20]})
    >>> points.index = ["council", "school", "village head"]
    >>> budget_allocation(points).weights.round(2).to_dict()
    {'poor': 0.5, 'old': 0.3, 'far': 0.2}
    """
    given = table_of(points, "points")
    return _told(
        given,
        _composite.budget_allocation(
            given.values.ravel(), len(given.titles), require_number(settled, "settled")
        ),
    )


def delphi_round(scores: pd.DataFrame, *, settled: float = 1.0) -> GroupWeights:
    """Where does a group stand in a round of a Delphi survey, and is another one needed?

    Parameters
    ----------
    scores : pandas.DataFrame
        People (roles, not names) x indicators, on one scale, such as 1 to 9.
    settled : float
        An indicator needs no other round if the middle half of its scores lies within so many
        points.

    Returns
    -------
    GroupWeights
        Weights are proportional to the medians.

    Notes
    -----
    Show people medians and quarters, and let them score again what is not settled, twice at most.

    Examples
    --------
    >>> import pandas as pd
    >>> scores = pd.DataFrame({"poor": [9, 8, 9, 7], "far": [3, 2, 4, 3]}, index=list("abcd"))
    >>> found = delphi_round(scores)
    >>> found.table.settled.to_dict(), found.done
    ({'poor': False, 'far': True}, False)
    """
    given = table_of(scores, "scores")
    return _told(
        given,
        _composite.delphi_round(
            given.values.ravel(), len(given.titles), require_number(settled, "settled")
        ),
    )


def _told(given: Any, found: dict[str, Any]) -> GroupWeights:
    import pandas as pd

    agreement = found.pop("agreement")
    table = pd.DataFrame(found, index=pd.Index(given.titles, name="indicator"))
    return GroupWeights(weights=table["weight"].copy(), table=table, agreement=agreement)
