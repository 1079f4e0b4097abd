"""How burdened is an area, if a gap in one field cannot be made good by another?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from sozialraum._core import composite as _composite
from sozialraum.composite.columns import direction_of, per_column, posts_of, score_states
from sozialraum.core.cells import table_states
from sozialraum.core.door import require_choice, table_of

if TYPE_CHECKING:
    import pandas as pd


def mazziotta_pareto(
    frame: pd.DataFrame,
    directions: Mapping[str, int] | None = None,
    *,
    polarity: Literal["bad", "good"] = "bad",
    goalposts: pd.DataFrame | None = None,
    states: pd.DataFrame | None = None,
) -> pd.Series:
    """How burdened is an area, if a gap in one field cannot fully be made good by another?

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators as they are; NaN is missing.
    directions : mapping of str to {+1, -1}, optional
        +1: more of the indicator is more of the composite.
    polarity : {"bad", "good"}
        Whether a high composite is bad (unbalance adds to it) or good (unbalance takes from it).
    goalposts : pandas.DataFrame, optional
        Index ``low`` and ``high``, columns as the frame: the adjusted form, 70 at the low and 130
        at the high goalpost, comparable over the years. Without: mean 100, standard deviation 10.
    states : pandas.DataFrame, optional
        Kinds of the cells as :attr:`sozialraum.core.AreaTable.states` tells them, columns by the
        names of the numbers: a missing number keeps its reason, one of limited value its mark.
        Columns it lacks are told by their numbers alone.

    Returns
    -------
    pandas.Series
        NaN for an area that lacks an indicator, named in ``.attrs["findings"]``; with
        ``states`` given, ``.attrs["states"]`` holds the state of each score.

    Notes
    -----
    Mazziotta and Pareto 2016, Social Indicators Research 127:983.

    Examples
    --------
    >>> import pandas as pd
    >>> mazziotta_pareto(pd.DataFrame({"up": [0.0, 1.0], "down": [1.0, 0.0]})).tolist()
    [101.0, 101.0]
    """
    import pandas as pd

    from sozialraum.core.tables import ColumnResult

    given = table_of(frame, "frame")
    require_choice(polarity, "polarity", ["bad", "good"])
    direction = per_column(given.titles, directions, "directions")
    columns = [
        (
            name,
            values,
            direction_of(name, direction[name]),
            None if goalposts is None else posts_of(goalposts, name),
            cells,
        )
        for (name, values), cells in zip(given.parts(), table_states(given, states), strict=True)
    ]
    values, state, findings = _composite.mazziotta_pareto(columns, polarity, given.codes)
    result = pd.Series(values, index=given.index, name="mazziotta_pareto")
    scored = score_states(given.codes, result, findings)
    told = {} if states is None else {"states": state.tolist()}
    return ColumnResult.of(result, findings, told, state=scored)
