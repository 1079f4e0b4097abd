"""How far apart are areas that are described by numbers and by categories?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core import unknown_name
from sozialraum.core.door import column_of, frame_of, require_number, require_text_codes
from sozialraum.core.finding import arguments_called, invalid_argument, label_text, shown
from sozialraum.core.points import PlaceNames

if TYPE_CHECKING:
    import pandas as pd


@arguments_called({"columns": "frame"})
def gower(frame: pd.DataFrame, *, weights: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Distances between areas described by numbers and categories (Gower 1971), from 0 to 1.

    The weighted mean over columns of the difference as a share of the range (numbers) and of 0 or 1
    (texts, categories, true and false: equal or not). A column that either area lacks is left out
    for that pair.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x columns of numbers, texts, categories or truth values; missing stays missing.
    weights : mapping of str to float, optional
        Per column, above 0; 1 for each unless given.

    Returns
    -------
    pandas.DataFrame
        Areas x areas, for :func:`kmedoids_of_distances`; NaN for a pair without a common column.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"people": [100, 300, 500], "by": ["river", "river", "hill"]},
    ...                      index=["Au", "Bo", "Cam"])
    >>> gower(frame).loc["Au"].tolist()
    [0.0, 0.25, 1.0]
    """
    import pandas as pd
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    table = frame_of(frame, "frame")
    names = PlaceNames(table.index, "frame")
    require_text_codes(names, "frame")
    titles = [label_text(column) for column in table.columns]
    heavy = _weights(weights, titles)
    columns = []
    for place, title in enumerate(titles):
        cells = table.iloc[:, place]
        category = is_bool_dtype(cells.dtype) or not is_numeric_dtype(cells.dtype)
        if category:
            numbers, _ = pd.factorize(cells.map(_category, na_action="ignore"))
            values = np.where(numbers < 0, np.nan, numbers.astype(float))
        else:
            values = column_of(cells, "frame").values
        columns.append((title, np.ascontiguousarray(values), category, heavy.get(title, 1.0)))
    return pd.DataFrame(_core.gower(columns), index=table.index, columns=table.index)


def _category(cell: object) -> str:
    if isinstance(cell, str | bool | np.bool_ | int | float | np.number):
        return str(cell)
    raise invalid_argument(
        "frame", f"holds {shown(cell)}; numbers, texts or truth values describe areas"
    )


def _weights(weights: object, titles: list[str]) -> dict[str, float]:
    if weights is None:
        return {}
    if not isinstance(weights, Mapping):
        raise invalid_argument("weights", f"is {shown(weights)}; a number per column is needed")
    result = {}
    for key, weight in weights.items():
        title = label_text(key)
        if title not in titles:
            raise unknown_name("column", title, titles)
        result[title] = require_number(weight, "weights", least=0.0)
    return result
