"""One number for each edge, or for each point of a graph, in the order of its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sozialraum.core.door import column_of, list_items
from sozialraum.core.finding import invalid_argument

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def in_order_of(table: str, count: int, values: npt.ArrayLike, argument: str) -> Floats:
    """The numbers in the order of a table such as ``to_edges()``; of a Series by its index."""
    import pandas as pd

    if isinstance(values, pd.Series) and len(values) == count:
        numbers = pd.RangeIndex(count)
        if values.index.has_duplicates or not numbers.isin(values.index).all():
            raise invalid_argument(
                argument,
                f"has another index than {table}",
                f"index it by the row numbers of {table}, or give a list in their order",
            )
        values = values.reindex(numbers)
    given = _numbers(values, argument)
    if len(given) != count:
        raise invalid_argument(
            argument,
            f"holds {len(given)} numbers, but {table} has {count} rows",
            f"give one number a row of {table}",
        )
    return given


def _numbers(values: npt.ArrayLike, argument: str) -> Floats:
    """Real numbers; millions of them are not looked at one by one."""
    import pandas as pd

    if isinstance(values, np.ndarray | pd.Series):
        if values.ndim == 1 and isinstance(values.dtype, np.dtype) and values.dtype.kind in "iuf":
            return np.asarray(values, dtype=np.float64)
        items = list(values) if values.ndim == 1 else None
    else:
        items = list_items(values)
    if items is None or any(list_items(item) is not None for item in items):
        raise invalid_argument(argument, "is no list of numbers", "give one number a row")
    return column_of(pd.Series(items, dtype=object), argument, infinite=True).values
