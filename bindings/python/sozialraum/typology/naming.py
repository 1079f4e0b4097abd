"""What is each type known by? The parts of a name as data; words are made elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import require_pandas

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class NamePart:
    """One thing a type is known by: the indicator, and how far its mean is from the average."""

    indicator: str
    z: float

    @property
    def more(self) -> bool:
        """More than the average, or less?"""
        return self.z > 0


def name_parts(
    z_means: pd.DataFrame,
    *,
    dimensions: Mapping[str, str] | None = None,
    sayable: Mapping[str, tuple[bool, bool]] | None = None,
    noticeable: float = 0.5,
    parts: int = 3,
) -> dict[str, list[NamePart]]:
    """Type -> the indicators in which its mean lies furthest from the average.

    Parameters
    ----------
    z_means : pandas.DataFrame
        Types x indicators, in standard deviations (``profile(...).z_means``).
    dimensions : mapping, optional
        Indicator -> dimension; of each dimension the strongest indicator only.
    sayable : mapping, optional
        Indicator -> is there a word for more, is there one for less? What cannot be said is passed
        over.
    noticeable : float
        Below this many standard deviations nothing is worth a word.
    parts : int
        At most so many.

    Examples
    --------
    >>> import pandas as pd
    >>> z = pd.DataFrame({"old": [1.2, -0.3], "empty": [-0.8, 0.1]}, index=["A", "B"])
    >>> [(p.indicator, p.more) for p in name_parts(z)["A"]], name_parts(z)["B"]
    ([('old', True), ('empty', False)], [])
    """
    import numpy as np

    require_pandas("DataFrame", z_means, "z_means")
    columns = [str(name) for name in z_means.columns]
    words = [
        sum(flag << bit for bit, flag in enumerate(sayable[name])) if sayable else 3
        for name in columns
    ]
    found = _core.name_parts(
        z_means.to_numpy(dtype=float),
        columns,
        noticeable,
        parts,
        [dimensions[name] for name in columns] if dimensions else [],
        np.asarray(words, dtype=np.uint8),
    )
    return {
        str(name): [NamePart(columns[column], z) for column, z in pairs]
        for name, pairs in zip(z_means.index, found, strict=True)
    }
