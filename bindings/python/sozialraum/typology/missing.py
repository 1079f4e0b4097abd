"""Which indicators are too empty to shape types?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import require_pandas
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding


def missing_doubts(missing: pd.DataFrame, *, limit: float = 0.2) -> list[Finding]:
    """A warning ``mostly_missing`` for every indicator that more than ``limit`` of the areas lack.

    Parameters
    ----------
    missing : pandas.DataFrame of bool
        Areas x indicators: True where the area has no figure of its own and something stands for it.
    limit : float
        Share of the areas; one fifth unless said otherwise.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"tax": [3.0, None, None]}, index=["Au", "Berg", "Cham"])
    >>> missing_doubts(table.isna())[0].areas
    ('Berg', 'Cham')
    """  # noqa: E501
    import numpy as np

    require_pandas("DataFrame", missing, "missing")
    flags = missing.to_numpy(dtype=bool).astype(np.uint8)
    return list(_core.missing_doubts(points_of(missing.astype(float), None), flags, limit))
