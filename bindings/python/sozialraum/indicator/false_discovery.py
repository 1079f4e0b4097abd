"""Of many differences called real, how many are chance?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum._core import indicator as _indicator
from sozialraum.core.door import column_of

if TYPE_CHECKING:
    import pandas as pd


def false_discovery(p: pd.Series) -> pd.Series:
    """Adjusted p values after Benjamini and Hochberg (1995).

    Who calls real what has an adjusted p of at most 0.05 is wrong in about one of twenty of those
    calls. NaN is no test and stays NaN.

    Examples
    --------
    >>> import pandas as pd
    >>> false_discovery(pd.Series([0.01, 0.02, 0.03, 0.5])).round(3).tolist()
    [0.04, 0.04, 0.04, 0.5]
    """
    given = column_of(p, "p")
    return given.answer(_indicator.false_discovery(given.values), "p_adjusted")
