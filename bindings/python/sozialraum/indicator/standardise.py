"""How far is an area from the mean, in standard deviations?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import indicator as _indicator
from sozialraum.core import Finding, InvalidInput, Place, Severity
from sozialraum.core.cells import states_of
from sozialraum.core.door import require_pandas

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Standardised:
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

    require_pandas("DataFrame", frame, "frame")
    if weights is not None:
        require_pandas("Series", weights, "weights")
    if weights is not None and not weights.index.equals(frame.index):
        raise InvalidInput(
            Finding(
                code="index_mismatch",
                message="the weights speak of other areas than the frame, or in another order",
                severity=Severity.WARNING,
                place=Place(argument="weights"),
                hint="bring them into one order with weights.reindex(frame.index)",
            )
        )
    weight = np.asarray([] if weights is None else weights, dtype=float)
    made = {
        name: _indicator.standardise(
            np.asarray(frame[name], dtype=float),
            ddof,
            weight,
            str(name),
            states_of(frame[name], states),
        )
        for name in frame.columns
    }
    return Standardised(
        z=pd.DataFrame(
            {n: m[0] for n, m in made.items()}, index=frame.index, columns=frame.columns
        ),
        mean=pd.Series({n: m[1] for n, m in made.items()}, dtype=float),
        sd=pd.Series({n: m[2] for n, m in made.items()}, dtype=float),
        findings=[finding for m in made.values() for finding in m[3]],
        states=pd.DataFrame(
            {n: m[4] for n, m in made.items()}, index=frame.index, columns=frame.columns
        ),
    )
