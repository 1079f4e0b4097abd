"""How much does an indicator weigh, so that every dimension weighs the same?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.finding import invalid_argument, label_text, shown

if TYPE_CHECKING:
    import pandas as pd


def dimension_weights(dimensions: Mapping[str, str] | pd.Series) -> pd.Series:
    """Weight of each indicator; the indicators of each dimension add up to the same, the mean is 1.

    Distances take a weight by multiplying the column with its root.

    Examples
    --------
    >>> dimension_weights({"under_18": "age", "over_65": "age", "tax": "income"}).to_dict()
    {'under_18': 0.75, 'over_65': 0.75, 'tax': 1.5}
    """
    import pandas as pd

    if isinstance(dimensions, pd.Series):
        dimensions = dict(zip(dimensions.index, dimensions, strict=True))
    if not isinstance(dimensions, Mapping):
        raise invalid_argument(
            "dimensions", f"is {shown(dimensions)}; a dimension per indicator is needed"
        )
    names = [label_text(name) for name in dimensions]
    weights = _core.dimension_weights([label_text(one) for one in dimensions.values()])
    return pd.Series(weights, index=names, name="weight", dtype=float)
