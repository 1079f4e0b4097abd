"""How do many indicators become one number? By a weighted sum."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from sozialraum._core import composite as _composite
from sozialraum.composite.columns import direction_of, per_column, score_states
from sozialraum.core.cells import table_states
from sozialraum.core.door import require_choice, table_of

if TYPE_CHECKING:
    import pandas as pd


def weighted_sum(
    z: pd.DataFrame,
    weights: Mapping[str, float] | None = None,
    directions: Mapping[str, int] | None = None,
    *,
    missing: Literal["not_scored", "mean_of_present"] = "not_scored",
    states: pd.DataFrame | None = None,
) -> pd.Series:
    """How do many indicators become one number? By the sum of weight x direction x value.

    Parameters
    ----------
    z : pandas.DataFrame
        Areas x indicators, standardised; NaN is missing.
    weights : mapping of str to float, optional
        Per indicator, above 0; 1 for each unless given. They are not scaled to a sum of 1.
    directions : mapping of str to {+1, -1}, optional
        +1: more of the indicator is more of the composite; +1 for each unless given. A neutral
        indicator (0) has no place in a sum: leave its column out.
    missing : {"not_scored", "mean_of_present"}
        What becomes of an area that lacks an indicator: no score, or the others stand in with all
        of the weight.
    states : pandas.DataFrame, optional
        Kinds of the cells as :attr:`sozialraum.core.AreaTable.states` tells them, columns by the
        names of the numbers: a missing number keeps its reason, one of limited value its mark.
        Columns it lacks are told by their numbers alone.

    Returns
    -------
    pandas.Series
        NaN for an area without a score. ``.attrs["findings"]`` names these areas (``not_scored``)
        and those where others stood in (``component_replaced``);
        with ``states`` given, ``.attrs["states"]`` holds the state of each score.

    Raises
    ------
    UnknownName
        A weight or direction for a column that does not exist.
    InvalidInput
        A weight that is not above 0, another direction, a column without its entry.

    Examples
    --------
    >>> import pandas as pd
    >>> z = pd.DataFrame({"poor": [1.0, -2.0], "jobs": [3.0, 0.0]}, index=["Hafen", "Wald"])
    >>> weighted_sum(z, {"poor": 2, "jobs": 1}, {"poor": 1, "jobs": -1}).tolist()
    [-1.0, -4.0]
    """
    import pandas as pd

    from sozialraum.core.tables import ColumnResult

    given = table_of(z, "z")
    require_choice(missing, "missing", ["not_scored", "mean_of_present"])
    weight = per_column(given.titles, weights, "weights")
    direction = per_column(given.titles, directions, "directions")
    columns = [
        (name, values, weight[name], direction_of(name, direction[name]), cells)
        for (name, values), cells in zip(given.parts(), table_states(given, states), strict=True)
    ]
    values, state, findings = _composite.weighted_sum(columns, missing, given.codes)
    result = pd.Series(values, index=given.index, name="weighted_sum")
    scored = score_states(given.codes, result, findings)
    told = {} if states is None else {"states": state.tolist()}
    return ColumnResult.of(result, findings, told, state=scored)
