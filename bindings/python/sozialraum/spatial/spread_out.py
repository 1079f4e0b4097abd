"""How many people live in each part, if only those of the whole are known?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import spatial as _core
from sozialraum.core.door import column_of, require_pandas, require_same_areas
from sozialraum.core.finding import invalid_argument, label_text

if TYPE_CHECKING:
    import pandas as pd


def spread_out(total: pd.Series, of: pd.Series, weight: pd.Series) -> pd.Series:
    """Totals of large squares over the small ones in them, by weights such as dwellings.

    An approximation: every dwelling is taken for equally full. Good enough to draw units of some
    hundred people, no ground for the rate of a small square.

    Parameters
    ----------
    total : pandas.Series
        By large square, such as its people. NaN = not known: its parts get nothing.
    of : pandas.Series of str
        The large square of each part.
    weight : pandas.Series
        By part, same index; NaN or 0 = gets nothing.

    Returns
    -------
    pandas.Series
        The amount of each part. ``.attrs["left_over"]`` is what lies in large squares without any
        weight, which ``.findings`` name (``total_without_parts``).

    Raises
    ------
    InvalidInput
        Negative numbers, indices that differ, a large square that has no total.

    Notes
    -----
    Dasymetric mapping (Wright 1936).

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.Series([30], ["km"])
    >>> parts = ["a", "b", "c"]
    >>> dwellings = pd.Series([4, 1, 0], parts)
    >>> spread_out(people, pd.Series(["km"] * 3, parts), dwellings).to_dict()
    {'a': 24.0, 'b': 6.0, 'c': 0.0}
    """
    import pandas as pd

    from sozialraum.core.tables import ColumnResult

    totals = column_of(total, "total")
    weights = column_of(weight, "weight")
    require_pandas("Series", of, "of")
    require_same_areas(of.index, weights.index, "of")
    row = {code: i for i, code in enumerate(totals.codes)}
    squares = [label_text(code) for code in of]
    unknown = sorted(set(squares) - set(row))
    if unknown:
        raise invalid_argument(
            "of",
            f"is '{unknown[0]}', which has no total",
            "leave out parts of squares that are not in total",
            areas=unknown,
        )
    rows = np.array([row[code] for code in squares], dtype=np.uint32)
    amount, left_over, findings = _core.spread_out(
        totals.values, totals.codes, rows, weights.values
    )
    spread = pd.Series(amount, index=weights.index, name="amount")
    return ColumnResult.of(spread, findings, {"left_over": left_over})
