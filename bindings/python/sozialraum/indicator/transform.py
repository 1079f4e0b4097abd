"""Shares and skewed values on a scale where distances mean something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sozialraum._core import indicator as _indicator
from sozialraum.core.door import column_of, require_choice
from sozialraum.core.finding import arguments_called, label_text

if TYPE_CHECKING:
    import pandas as pd


@arguments_called({"values": "column"})
def transform(column: pd.Series, how: Literal["none", "log", "sqrt", "asinh"] = "log") -> pd.Series:
    """The logarithm, square root or asinh of a skew column, before it is standardised.

    Parameters
    ----------
    column : pandas.Series
        NaN is missing and stays missing.
    how : {"log", "sqrt", "asinh", "none"}
        ``asinh`` is like a logarithm for large numbers and takes 0 and negative ones.

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
    given = column_of(column, "column")
    require_choice(how, "how", ["none", "log", "sqrt", "asinh"])
    name = "" if given.name is None else label_text(given.name)
    return given.answer(_indicator.transform(given.values, how, given.codes, name))
