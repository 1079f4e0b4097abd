"""How far is an area from the mean, in standard deviations?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import indicator as _indicator
from sozialraum.core import Finding
from sozialraum.core.cells import table_states
from sozialraum.core.door import column_of, require_count, table_of
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Standardised(Result):
    """Deviations from the mean in standard deviations.

    Attributes
    ----------
    z : pandas.DataFrame
        Same shape as the input; NaN where a value is missing, and in a constant column.
    mean, sd : pandas.Series
        Per column.
    findings : list of Finding
        ``constant_column``, ``all_missing``.
    states : pandas.DataFrame
        :class:`sozialraum.core.CellState` of each z: why there is none.
    """

    z: pd.DataFrame
    mean: pd.Series
    sd: pd.Series
    findings: list[Finding] = field(default_factory=list)
    states: pd.DataFrame | None = None


def standardise(
    frame: pd.DataFrame,
    *,
    ddof: int = 0,
    weights: pd.Series | None = None,
    states: pd.DataFrame | None = None,
) -> Standardised:
    """How far is each area from the middle, in standard deviations?

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators; NaN is missing and stays missing.
    ddof : {0, 1}
        0 = standard deviation of the population, as in the Berlin monitoring; 1 = of a sample.
    weights : pandas.Series, optional
        Weight of each area, such as its inhabitants; same index. A weight of 3 counts like three
        equal rows.
    states : pandas.DataFrame, optional
        Kinds of the cells as :attr:`sozialraum.core.AreaTable.states` tells them, columns by the
        names of the numbers: a missing number keeps its reason, one of limited value its mark.
        Columns it lacks are told by their numbers alone.

    Returns
    -------
    Standardised
        A constant or empty column has no z (all NaN) and a finding that says so.

    Raises
    ------
    InvalidInput
        Infinite values, weights that are missing or negative, another ``ddof``.

    Examples
    --------
    >>> import pandas as pd
    >>> standardise(pd.DataFrame({"x": [2.0, 4, 4, 4, 5, 5, 7, 9]})).z["x"].tolist()
    [-1.5, -0.5, -0.5, -0.5, 0.0, 0.0, 1.0, 2.0]
    """
    import pandas as pd

    given = table_of(frame, "frame")
    ddof = require_count(ddof, "ddof")
    weight = (
        np.empty(0) if weights is None else column_of(weights, "weights", like=given.index).values
    )
    made = [
        _indicator.standardise(values, ddof, weight, name, cells)
        for (name, values), cells in zip(given.parts(), table_states(given, states), strict=True)
    ]
    # Not copied into one block: each column stays the array that the core made.
    z = {i: one[0] for i, one in enumerate(made)}
    kinds = {i: one[4] for i, one in enumerate(made)}
    return Standardised(
        z=pd.DataFrame(z, index=given.index, copy=False).set_axis(given.columns, axis=1),
        mean=pd.Series([one[1] for one in made], index=given.columns, dtype=float),
        sd=pd.Series([one[2] for one in made], index=given.columns, dtype=float),
        findings=[finding for one in made for finding in one[3]],
        states=pd.DataFrame(kinds, index=given.index, copy=False).set_axis(given.columns, axis=1),
    )
