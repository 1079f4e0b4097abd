"""Which indicators are too empty to shape types?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import require_number, table_of
from sozialraum.core.finding import arguments_called, invalid_argument
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding


@arguments_called({"frame": "missing"})
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

    given = table_of(missing, "missing")
    if not np.isin(given.values, (0.0, 1.0)).all():
        raise invalid_argument("missing", "holds what is neither true nor false", "use .isna()")
    flags = np.ascontiguousarray(given.values, dtype=np.uint8)
    points = points_of(missing, None)
    return list(_core.missing_doubts(points, flags, require_number(limit, "limit")))
