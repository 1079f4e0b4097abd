"""What is the rate of the place and as much of its surroundings as a rate needs?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from sozialraum._core import smallarea as _smallarea
from sozialraum.core.door import (
    column_of,
    require_choice,
    require_count,
    require_flag,
    require_number,
    require_progress,
)
from sozialraum.core.result import Result
from sozialraum.smallarea.local_empirical_bayes import places_among, spread

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.spatial.weights import Weights


@dataclass(frozen=True, repr=False)
class GrowingWindows(Result):
    """Rates of windows around each area.

    Attributes
    ----------
    rate, lower, upper : pandas.Series
        Of the window, not of the area itself.
    count, base : pandas.Series
        In the window.
    members : pandas.Series of int
        Areas in the window, the area itself among them.
    own_share : pandas.Series
        The part of the window's base that is the area's own.
    state : pandas.Series of uint8
        :class:`sozialraum.core.CellState` of each rate.
    findings : list of Finding
        ``base_not_reached``.
    """

    rate: pd.Series
    lower: pd.Series
    upper: pd.Series
    count: pd.Series
    base: pd.Series
    members: pd.Series
    own_share: pd.Series
    state: pd.Series
    findings: list[Finding] = field(default_factory=list)


def growing_windows(
    count: pd.Series,
    base: pd.Series,
    weights: Weights,
    *,
    least_base: float = 300.0,
    in_part: bool = False,
    model: Literal["poisson", "binomial"] = "poisson",
    part_of_base: bool | None = None,
    level: float = 0.95,
    threads: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> GrowingWindows:
    """Let a window grow around each area until it holds the base a rate needs.

    Neighbours come in from the nearest on, that is by falling weight, equally near ones together:
    along the roads with weights that fall with the minutes
    (:func:`sozialraum.access.travel_time_weights` with a decay). Windows of neighbours overlap, so
    do not compare neighbours by them.

    Parameters
    ----------
    count, base : pandas.Series
        Cases and persons per area code; the same index, in any order. NaN is missing.
    weights : sozialraum.spatial.Weights
    least_base : float
        What a window shall hold.
    in_part : bool
        Take the last ring in part, just enough.
    model : {"poisson", "binomial"}
        Of the intervals.
    part_of_base, level, threads, progress
        As in :func:`local_empirical_bayes`.

    Raises
    ------
    InvalidInput
        As :func:`local_empirical_bayes`.

    Notes
    -----
    After Rushton, G. and Lolonis, P. (1996), Statistics in Medicine 15:717.

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum import spatial
    >>> road = spatial.Weights(["a", "b", "c"], [0, 2, 3, 4], [1, 2, 0, 0], [9.0, 5, 9, 5])
    >>> count, base = pd.Series([3, 0, 14], list("abc")), pd.Series([120, 80, 400], list("abc"))
    >>> growing_windows(count, base, road, least_base=200).base.tolist()
    [200.0, 200.0, 400.0]
    """
    require_progress(progress)
    cases = column_of(count, "count")
    persons = column_of(base, "base", like=cases.index)
    place = places_among(cases.index, weights)
    columns, findings = _smallarea.growing_windows(
        spread(cases.values, place, len(weights), np.nan),
        spread(persons.values, place, len(weights), np.nan),
        weights._weights,
        require_number(least_base, "least_base"),
        require_flag(in_part, "in_part"),
        require_choice(model, "model", ["poisson", "binomial"]),
        require_number(level, "level"),
        require_count(threads, "threads"),
        progress,
        None if part_of_base is None else require_flag(part_of_base, "part_of_base"),
    )
    answers = {name: cases.answer(values[place], name) for name, values in columns.items()}
    return GrowingWindows(**answers, findings=findings)
