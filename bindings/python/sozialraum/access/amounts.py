"""People, places and other amounts of places, in the order of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum.core import Place, unknown_name
from sozialraum.core.finding import invalid_argument, label_text
from sozialraum.reach.ends import index_of

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core.points import Places

    Floats = npt.NDArray[np.float64]


def amounts_of(places: Places, amounts: str | Sequence[float] | pd.Series, argument: str) -> Floats:
    """Numbers in the order of the rows; of a Series by its index."""
    import pandas as pd

    index = index_of(places)
    if isinstance(amounts, str):
        if isinstance(places, pd.Index):
            raise invalid_argument(
                argument, f"names the column '{amounts}', but nodes have no columns"
            )
        if amounts not in places.columns:
            columns = [str(c) for c in places.columns]
            raise unknown_name("column", amounts, columns, Place(argument=argument))
        values = floats_of(places[amounts], argument)
    elif isinstance(amounts, pd.Series):
        alike = amounts.index.nlevels == index.nlevels and not amounts.index.has_duplicates
        wanted = amounts.reindex(index) if alike else None
        if wanted is None or not amounts.index.isin(index).all():
            raise invalid_argument(argument, "has another index than the places it belongs to")
        values = floats_of(wanted, argument)
    else:
        values = floats_of(amounts, argument)
    if len(values) != len(places):
        raise invalid_argument(argument, f"has {len(values)} values for {len(places)} places")
    bad = ~(np.isfinite(values) & (values >= 0))
    if bad.any():
        who = label_text(index[bad][0])
        raise invalid_argument(
            argument,
            f"is {values[bad][0]} at '{who}'",
            "missing or negative amounts cannot be shared; fill or leave them out",
        )
    return values


def floats_of(amounts: Any, argument: str) -> Floats:
    try:
        values = np.asarray(amounts, dtype=float)
    except OverflowError:  # a whole number of hundreds of digits
        raise invalid_argument(argument, "holds a number that is too large") from None
    except (TypeError, ValueError):
        values = np.empty(())
    if values.ndim != 1:
        raise invalid_argument(
            argument, "holds no numbers", "give one number a place, or name their column"
        )
    return values
