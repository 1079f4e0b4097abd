"""What is each type known by? The parts of a name as data; words are made elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sozialraum._core import typology as _core
from sozialraum.core import Place, unknown_name
from sozialraum.core.door import require_count, require_number, table_of
from sozialraum.core.finding import invalid_argument, label_text, shown

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

    given = table_of(z_means, "z_means")
    columns = given.titles
    of_column = _entries(dimensions, "dimensions", columns)
    words = _entries(sayable, "sayable", columns)
    found = _core.name_parts(
        np.ascontiguousarray(given.values),
        columns,
        require_number(noticeable, "noticeable", least=0.0),
        require_count(parts, "parts"),
        [label_text(dimension) for dimension in of_column],
        np.asarray([_bits(pair) for pair in words] or [3] * len(columns), dtype=np.uint8),
    )
    return {
        code: [NamePart(columns[column], z) for column, z in pairs]
        for code, pairs in zip(given.codes, found, strict=True)
    }


def _entries(given: object, argument: str, columns: list[str]) -> list[Any]:
    """What a mapping says of every column; nothing without one."""
    if given is None:
        return []
    if not isinstance(given, Mapping):
        raise invalid_argument(argument, f"is {shown(given)}; indicators and what is said of them")
    for name in columns:
        if name not in given:
            known = [label_text(key) for key in given]
            raise unknown_name("indicator", name, known, Place(argument=argument))
    return [given[name] for name in columns]


def _bits(pair: object) -> int:
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise invalid_argument("sayable", f"holds {shown(pair)}; a word for more, one for less")
    return bool(pair[0]) | bool(pair[1]) << 1
