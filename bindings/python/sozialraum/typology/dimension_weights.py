"""How much does an indicator weigh, so that every dimension weighs the same?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core

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

    names = [str(name) for name in dimensions.keys()]  # noqa: SIM118 (a Series iterates its values)
    weights = _core.dimension_weights([str(dimensions[name]) for name in names])
    return pd.Series(weights, index=names, name="weight", dtype=float)
