"""Shares and skewed values on a scale where distances mean something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from sozialraum._core import indicator as _indicator
from sozialraum.core.door import require_pandas

if TYPE_CHECKING:
    import pandas as pd


def transform(column: pd.Series, how: Literal["none", "log", "sqrt"] = "log") -> pd.Series:
    """The logarithm or square root of a skew column, before it is standardised.

    Parameters
    ----------
    column : pandas.Series
        NaN is missing and stays missing.
    how : {"log", "sqrt", "none"}

    Raises
    ------
    InvalidInput
        ``not_transformable``, naming every area whose value has no logarithm or root.

    Examples
    --------
    >>> import pandas as pd
    >>> transform(pd.Series([0.0, 9.0], index=["Moor", "Hafen"]), "sqrt").tolist()
    [0.0, 3.0]
    """
    import pandas as pd

    require_pandas("Series", column, "column")
    areas = [str(code) for code in column.index]
    name = "" if column.name is None else str(column.name)
    values = _indicator.transform(np.asarray(column, dtype=float), how, areas, name)
    return pd.Series(values, index=column.index, name=column.name)
